using Hl7.FhirPath;
using LegCramps.Facts;
using LegCramps.Knowledge;

namespace LegCramps.Evaluation;

/// <summary>What became of one card for one request.</summary>
public sealed record Finding
{
    public required CardDefinition Card { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>The step that decided.</summary>
    public required Cause Cause { get; init; }

    /// <summary>Why, in words for a person: the input that found nothing or that silences, the gate. Worked out when asked for, not per request.</summary>
    public string Reason => CardReason.Of(this);

    /// <summary>The facts that made the card, each with the topmost concept it shows.</summary>
    public IReadOnlyList<(Concept Concept, Fact Fact)> Evidence { get; init; } = [];

    /// <summary>The variables, for the tokens of the card.</summary>
    public EvaluationContext? Context { get; init; }

    /// <summary>What was at hand when the card was decided.</summary>
    internal CardInputs Inputs { get; init; } = null!;
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

/// <summary>The step at which a card was decided.</summary>
public enum Cause
{
    /// <summary>None of the inputs that it needs found anything.</summary>
    NothingFound,

    ConditionNotMet,

    ConditionYieldsNothing,

    GateClosed,

    GateYieldsNothing,

    /// <summary>An expression threw.</summary>
    Failure,

    /// <summary>The condition is met and the gate is open.</summary>
    Met,
}
