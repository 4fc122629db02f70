using LegCramps.CdsHooks;
using LegCramps.Evaluation;
using LegCramps.Facts;

namespace LegCramps.Service.Commands;

/// <summary>What was asked, and what could be looked at.</summary>
internal sealed record ExplainedRequest
{
    public required string Hook { get; init; }

    /// <summary>The day on which the request was answered, as YYYY-MM-DD.</summary>
    public required DateOnly Today { get; init; }

    public required string Gate { get; init; }

    public required string Jurisdiction { get; init; }

    /// <summary>One entry for each prefetch key.</summary>
    public required IReadOnlyList<ExplainedInput> Received { get; init; }

    /// <summary>Ids of the selected draft orders.</summary>
    public required IReadOnlyList<string> SelectedDrafts { get; init; }

    /// <summary>Current medication orders without a code of a known system.</summary>
    public required int UnrecognizedMedications { get; init; }

    public required int UnrecognizedConditions { get; init; }

    /// <summary>Lab results whose unit is not understood.</summary>
    public required int UnreadableResults { get; init; }

    public static ExplainedRequest Of(Situation situation, Chart chart, CompletenessStatement statement) => new()
    {
        Hook = situation.Hook,
        Today = situation.Today,
        Gate = situation.Gate,
        Jurisdiction = situation.Jurisdiction,
        Received = [.. chart.Completeness.Inputs.Select(i => new ExplainedInput(i.Key, i.State.ToString().ToLowerInvariant(), i.Resources, i.OtherPatient))],
        SelectedDrafts = chart.DraftIds,
        UnrecognizedMedications = statement.UnrecognizedMedications,
        UnrecognizedConditions = statement.UnrecognizedConditions,
        UnreadableResults = statement.UnreadableResults,
    };
}

/// <param name="Key">The prefetch key.</param>
/// <param name="State"><c>ok</c>, <c>empty</c>, <c>missing</c>, <c>unreadable</c> or <c>partial</c>, as in <c>org.legcramps.completeness</c>.</param>
/// <param name="Resources">Records of this patient.</param>
/// <param name="OtherPatient">Records of another patient, which were left out.</param>
internal sealed record ExplainedInput(string Key, string State, int Resources, int OtherPatient);
