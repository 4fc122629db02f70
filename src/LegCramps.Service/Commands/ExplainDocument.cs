using LegCramps.Evaluation;
using LegCramps.Facts;
using LegCramps.Knowledge;
using LegCramps.Service.Hooks;

namespace LegCramps.Service.Commands;

/// <summary>
/// What <c>explain --json</c> prints, and what the text is made of. Its shape is kept: members are added, never renamed or removed.
/// Of the patient it holds ids of resources and codes of their status, nothing else.
/// </summary>
internal sealed record ExplainDocument
{
    /// <summary>Set when the service would refuse the request; then all other members are null.</summary>
    public ExplainedRefusal? Refused { get; init; }

    public ExplainedRequest? Request { get; init; }

    /// <summary>Value sets that gates ask for and that are present: the symptom and the contributors.</summary>
    public IReadOnlyList<ExplainedConcept>? Present { get; init; }

    /// <summary>Every record that mentions a known value set, in the order read.</summary>
    public IReadOnlyList<ExplainedFact>? Facts { get; init; }

    /// <summary>Every card of the hook, in rule order.</summary>
    public IReadOnlyList<ExplainedCard>? Cards { get; init; }

    public static ExplainDocument OfRefusal(Refusal refusal) => new() { Refused = new(refusal.Status, refusal.Text, refusal.Expression) };

    public static ExplainDocument Of(Situation situation, Chart chart, Explanation explanation, HookAnswer answer) => new()
    {
        Request = ExplainedRequest.Of(situation, chart, answer.Response!.Extension!.Completeness!),
        Present = [.. explanation.Present.Select(ExplainedConcept.Of)],
        Facts = [.. explanation.Facts.Select(ExplainedFact.Of)],
        Cards = [.. explanation.Cards.Select(c => ExplainedCard.Of(c, answer))],
    };

    /// <summary>A record by its id; an id is all that is said of a patient.</summary>
    public static string Name(Fact fact) => fact.Reference ?? $"{fact.Type} without id";
}

/// <param name="Status">HTTP status of the answer.</param>
/// <param name="Text">The text of its OperationOutcome.</param>
/// <param name="Expression">The element that is wrong; null when the body as a whole is meant.</param>
internal sealed record ExplainedRefusal(int Status, string Text, string? Expression);

/// <summary>A value set.</summary>
internal sealed record ExplainedConcept(string Id, string? Title)
{
    public static ExplainedConcept Of(Concept concept) => new(concept.Id, concept.ValueSet.Title);
}

/// <param name="Reference"><c>Type/id</c>.</param>
/// <param name="Concepts">The most specific value sets that its code is in.</param>
/// <param name="Draft">True for a selected draft order.</param>
/// <param name="Verdict"><c>counts</c>, <c>unconfirmed</c> or <c>does not count</c>.</param>
/// <param name="Because">One sentence for each decision, in order.</param>
internal sealed record ExplainedFact(string Reference, IReadOnlyList<ExplainedConcept> Concepts, bool Draft, string Verdict, IReadOnlyList<string> Because)
{
    public static ExplainedFact Of(FactExplanation fact) => new(
        ExplainDocument.Name(fact.Fact),
        [.. fact.Concepts.Select(ExplainedConcept.Of)],
        fact.Fact.IsDraft,
        fact.Counting switch { Counting.Current => "counts", Counting.Unconfirmed => "unconfirmed", _ => "does not count" },
        fact.Because);
}
