using System.Text.Json.Nodes;

namespace LegCramps.Cases;

/// <summary>One person, one situation, and the verdict that the card must come to.</summary>
public sealed record CardCase
{
    /// <summary>Relative to the card folder, with forward slashes.</summary>
    public required string File { get; init; }

    /// <summary>True when the card must be shown, false when it must stay silent: the file name says so.</summary>
    public required bool IsShown { get; init; }

    public required string Story { get; init; }

    /// <summary>The day of the case; nothing ages.</summary>
    public required DateOnly Today { get; init; }

    public required string Hook { get; init; }

    public required string Gate { get; init; }

    /// <summary>Whose labels hold.</summary>
    public required string Jurisdiction { get; init; }

    public JsonObject? Patient { get; init; }

    public required IReadOnlyList<JsonObject> DraftOrders { get; init; }

    /// <summary>Null means every draft.</summary>
    public IReadOnlyList<string>? Selections { get; init; }

    /// <summary>The resources of the chart by prefetch key; a key without resources ran and found none.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<JsonObject>> Chart { get; init; }

    /// <summary>Prefetch keys that the EHR leaves out: not knowing is not the same as none.</summary>
    public required IReadOnlyList<string> NotSent { get; init; }

    /// <summary>Null for silent cases.</summary>
    public CaseExpectation? Expect { get; init; }

    /// <summary>Name of the folder of the card, which is the rule id in lower case.</summary>
    public string CardFolder => File[..File.IndexOf('/', StringComparison.Ordinal)];

    public override string ToString() => File;
}

/// <summary>What a shown card must look like.</summary>
public sealed record CaseExpectation
{
    public required string Indicator { get; init; }

    /// <summary>Fragments that must stand in the summary or the detail.</summary>
    public required IReadOnlyList<string> Says { get; init; }

    /// <summary>Concepts of <c>org.legcramps.findings</c>, in any order.</summary>
    public required IReadOnlyList<string> Findings { get; init; }

    /// <summary>Labels of all suggestions in order; null when the case does not care.</summary>
    public IReadOnlyList<string>? Suggestions { get; init; }
}
