using LegCramps.Facts;
using LegCramps.Knowledge;

namespace LegCramps.Evaluation;

/// <summary>Everything that was decided for one request, and why.</summary>
public sealed record Explanation
{
    /// <summary>Every fact of the chart, in the order read.</summary>
    public required IReadOnlyList<FactExplanation> Facts { get; init; }

    /// <summary>The concepts that gates ask for and that are present: the symptom and the contributors.</summary>
    public required IReadOnlyList<Concept> Present { get; init; }

    /// <summary>Every card of the hook, in rule order.</summary>
    public required IReadOnlyList<CardExplanation> Cards { get; init; }
}

/// <summary>Whether one fact counts today, and the rules that decided.</summary>
public sealed record FactExplanation
{
    /// <summary>As read.</summary>
    public required Fact Fact { get; init; }

    /// <summary>The most specific concepts that its code is in; for a fact without one, those of its value or reason.</summary>
    public required IReadOnlyList<Concept> Concepts { get; init; }

    public required Counting Counting { get; init; }

    /// <summary>One sentence for each decision, in order.</summary>
    public required IReadOnlyList<string> Because { get; init; }
}
