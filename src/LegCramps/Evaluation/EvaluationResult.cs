namespace LegCramps.Evaluation;

/// <summary>What the cards of a hook came to, in rule order, and how many lab results none of them could use.</summary>
public sealed record EvaluationResult(IReadOnlyList<Finding> Findings, int UnreadableResults);
