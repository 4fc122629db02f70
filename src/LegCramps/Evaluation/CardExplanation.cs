using LegCramps.Facts;
using LegCramps.Knowledge;

namespace LegCramps.Evaluation;

/// <summary>What became of one card, and what each of its inputs found.</summary>
public sealed record CardExplanation
{
    public required Finding Finding { get; init; }

    public required IReadOnlyList<InputExplanation> Inputs { get; init; }

    internal static CardExplanation Of(Finding finding, IReadOnlyList<FactExplanation> facts) => new()
    {
        Finding = finding,
        Inputs = [.. finding.Card.Inputs.Select(input => new InputExplanation
        {
            Input = input,
            Found = finding.Inputs[input],
            PassedOver = [.. finding.Inputs.Matching.PassedOver(finding.Card, input), .. NotCounting(input, finding.Inputs[input], facts)],
        })],
    };

    // Records of the concept that are there, but do not count today.
    private static IEnumerable<(Fact Fact, string Why)> NotCounting(CardInput input, IReadOnlyList<Fact> found, IReadOnlyList<FactExplanation> facts) =>
        facts.Where(f => f.Counting != Counting.Current && f.Fact.IsDraft == input.Draft && f.Fact.Concepts.Concat(f.Fact.Values).Contains(input.Concept.Index) && !found.Contains(f.Fact))
            .Select(f => (f.Fact, string.Join("; ", f.Because)));
}

/// <summary>What one input of a card found.</summary>
public sealed record InputExplanation
{
    public required CardInput Input { get; init; }

    public required IReadOnlyList<Fact> Found { get; init; }

    /// <summary>Records of the input's concept that it could not use, each with the reason.</summary>
    public required IReadOnlyList<(Fact Fact, string Why)> PassedOver { get; init; }
}
