using System.Text.Json;
using Hl7.Fhir.Model;
using LegCramps.Evaluation;
using LegCramps.Service.Hooks;

namespace LegCramps.Service.Commands;

/// <summary>What became of one card.</summary>
internal sealed record ExplainedCard
{
    public required string Id { get; init; }

    public required string Version { get; init; }

    public required string? Title { get; init; }

    /// <summary>
    /// <c>shown</c>, <c>no room</c> (it would be shown, but others come first), <c>silent mode</c> (it would be shown, but the card is a draft),
    /// <c>silent</c>, <c>indeterminate</c> or <c>failed</c>.
    /// </summary>
    public required string Outcome { get; init; }

    /// <summary>Of a card that is shown.</summary>
    public string? Indicator { get; init; }

    /// <summary>The step that decided: <c>nothingFound</c>, <c>conditionNotMet</c>, <c>conditionYieldsNothing</c>, <c>gateClosed</c>, <c>gateYieldsNothing</c>, <c>failure</c> or <c>met</c>.</summary>
    public required string Cause { get; init; }

    /// <summary>The same as a sentence.</summary>
    public required string Because { get; init; }

    /// <summary>What made the card; empty unless its condition is met and its gate is open.</summary>
    public required IReadOnlyList<ExplainedEvidence> Evidence { get; init; }

    public required IReadOnlyList<ExplainedCardInput> Inputs { get; init; }

    public static ExplainedCard Of(CardExplanation card, HookAnswer answer)
    {
        var (finding, definition) = (card.Finding, card.Finding.Card);
        var outcome = Verdict(finding, answer);
        var topic = definition.Id.Replace("-", "", StringComparison.Ordinal);
        return new ExplainedCard
        {
            Id = definition.Id,
            Version = definition.Version,
            Title = definition.Plan.Title,
            Outcome = outcome,
            Indicator = answer.Response!.Cards.FirstOrDefault(c => c.Source.Topic?.Code == topic)?.Indicator,
            Cause = JsonNamingPolicy.CamelCase.ConvertName(finding.Cause.ToString()),
            Because = outcome == "failed" && finding.Cause == Evaluation.Cause.Met ? "a token of its text failed" : finding.Reason,
            Evidence = [.. finding.Evidence.Select(e => new ExplainedEvidence(ExplainedConcept.Of(e.Concept), ExplainDocument.Name(e.Fact))).Distinct()],
            Inputs = [.. card.Inputs.Select(ExplainedCardInput.Of)],
        };
    }

    private static string Verdict(Finding finding, HookAnswer answer) => finding.Verdict switch
    {
        _ when answer.Failed.Contains(finding.Card.Id, StringComparer.Ordinal) => "failed",
        Evaluation.Verdict.Shown when finding.Card.Plan.Status != PublicationStatus.Active => "silent mode",
        Evaluation.Verdict.Shown when answer.Response!.Extension!.Completeness!.CardsWithoutRoom?.Contains(finding.Card.Id, StringComparer.Ordinal) == true => "no room",
        var verdict => verdict.ToString().ToLowerInvariant(),
    };
}

/// <param name="Concept">What it shows.</param>
/// <param name="Reference"><c>Type/id</c>.</param>
internal sealed record ExplainedEvidence(ExplainedConcept Concept, string Reference);

/// <param name="Id">The input's id, which is its variable in the card's expressions.</param>
/// <param name="ValueSet">What it looks for.</param>
/// <param name="Needed">False for an input that the card only mentions.</param>
/// <param name="Found">References of what it found.</param>
/// <param name="PassedOver">Records of the value set that it could not use, and why.</param>
internal sealed record ExplainedCardInput(string Id, ExplainedConcept ValueSet, bool Needed, IReadOnlyList<string> Found, IReadOnlyList<ExplainedMiss> PassedOver)
{
    public static ExplainedCardInput Of(InputExplanation input) => new(
        input.Input.Id,
        ExplainedConcept.Of(input.Input.Concept),
        input.Input.Needed,
        [.. input.Found.Select(ExplainDocument.Name)],
        [.. input.PassedOver.Select(p => new ExplainedMiss(ExplainDocument.Name(p.Fact), p.Why))]);
}

internal sealed record ExplainedMiss(string Reference, string Because);
