using Hl7.FhirPath;
using LegCramps.Facts;
using LegCramps.Knowledge;

namespace LegCramps.Evaluation;

/// <summary>What became of one card for one request.</summary>
public sealed record Finding
{
    public required CardDefinition Card { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>Why, in words for a person: the input that is missing, the gate, the condition.</summary>
    public required string Reason { get; init; }

    /// <summary>The facts that made the card, each with the topmost concept it shows.</summary>
    public IReadOnlyList<(Concept Concept, Fact Fact)> Evidence { get; init; } = [];

    /// <summary>The variables, for the tokens of the card.</summary>
    public EvaluationContext? Context { get; init; }
}

/// <summary>What a card came to.</summary>
public enum Verdict
{
    Silent,

    /// <summary>An expression yielded nothing, which is not the same as false.</summary>
    Indeterminate,

    /// <summary>An expression threw: the card loses itself, and the response says so.</summary>
    Failed,

    Shown,
}
