using System.Text.Json.Serialization;
using Hl7.Fhir.Model;

namespace LegCramps.CdsHooks;

/// <summary>The answer to a hook call.</summary>
public sealed record CdsResponse
{
    public required IReadOnlyList<Card> Cards { get; init; }

    public ResponseExtension? Extension { get; init; }
}

/// <summary>A CDS Hooks card.</summary>
public sealed record Card
{
    public required string Uuid { get; init; }

    /// <summary>Fewer than 140 characters.</summary>
    public required string Summary { get; init; }

    /// <summary>GitHub-flavored Markdown.</summary>
    public required string Detail { get; init; }

    /// <summary><c>info</c>, <c>warning</c> or <c>critical</c>.</summary>
    public required string Indicator { get; init; }

    public required CardSource Source { get; init; }

    public IReadOnlyList<Suggestion>? Suggestions { get; init; }

    public string? SelectionBehavior { get; init; }

    public IReadOnlyList<CdsCoding>? OverrideReasons { get; init; }

    public IReadOnlyList<Link>? Links { get; init; }

    public CardExtension? Extension { get; init; }
}

/// <summary>Where a card comes from, and the rule it belongs to.</summary>
public sealed record CardSource
{
    public required string Label { get; init; }

    public string? Url { get; init; }

    public required CdsCoding Topic { get; init; }
}

/// <summary>A coding in the envelope of CDS Hooks.</summary>
public sealed record CdsCoding
{
    public required string Code { get; init; }

    public required string System { get; init; }

    public required string Display { get; init; }
}

/// <summary>Something the prescriber can accept with one click.</summary>
public sealed record Suggestion
{
    public required string Label { get; init; }

    public required string Uuid { get; init; }

    public bool? IsRecommended { get; init; }

    public required IReadOnlyList<SuggestionAction> Actions { get; init; }
}

/// <summary>What accepting a suggestion does.</summary>
public sealed record SuggestionAction
{
    /// <summary><c>create</c>, <c>update</c> or <c>delete</c>.</summary>
    public required string Type { get; init; }

    public required string Description { get; init; }

    [JsonConverter(typeof(FhirResourceConverter))]
    public Resource? Resource { get; init; }

    /// <summary>For delete: the relative reference of the draft.</summary>
    public string? ResourceId { get; init; }
}

/// <summary>A link of type <c>absolute</c>.</summary>
public sealed record Link
{
    public required string Label { get; init; }

    public required string Url { get; init; }

    public required string Type { get; init; }
}

/// <summary>What made the card.</summary>
public sealed record CardExtension
{
    [JsonPropertyName("org.legcramps.findings")]
    public required IReadOnlyList<CardFinding> Findings { get; init; }
}

/// <summary>One concept and the resource that shows it.</summary>
public sealed record CardFinding
{
    public required string Concept { get; init; }

    /// <summary><c>Type/id</c>; left out when the resource has no id.</summary>
    public string? Reference { get; init; }
}

/// <summary>What could be looked at.</summary>
public sealed record ResponseExtension
{
    [JsonPropertyName("org.legcramps.completeness")]
    public required CompletenessStatement Completeness { get; init; }
}

/// <summary>How each input arrived: not knowing is not the same as none.</summary>
public sealed record CompletenessStatement
{
    /// <summary>By prefetch key: <c>ok | empty | missing | unreadable | partial</c>.</summary>
    public required IReadOnlyDictionary<string, string> Inputs { get; init; }

    /// <summary>Resources read, by prefetch key.</summary>
    public required IReadOnlyDictionary<string, int> ResourcesRead { get; init; }

    /// <summary>Resources left out because they belong to another patient.</summary>
    public required int OtherPatient { get; init; }

    public required int UnrecognizedMedications { get; init; }

    public required int UnrecognizedConditions { get; init; }

    /// <summary>Lab results whose unit was not understood; they counted as no result.</summary>
    public required int UnreadableResults { get; init; }

    /// <summary>By prefetch key: why what was missing could not be fetched from the client's FHIR server.</summary>
    public IReadOnlyDictionary<string, string>? NotFetched { get; init; }

    /// <summary>Rules whose card was due but had no room in the response.</summary>
    public IReadOnlyList<string>? CardsWithoutRoom { get; init; }

    /// <summary>Rules whose card was due but was answered by a prescriber, or shown, a while ago.</summary>
    public IReadOnlyList<string>? CardsSnoozed { get; init; }

    /// <summary>Rules whose card could not be made because of a fault in it: nobody can say whether it was due.</summary>
    public IReadOnlyList<string>? CardsFailed { get; init; }
}
