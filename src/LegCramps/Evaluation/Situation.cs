namespace LegCramps.Evaluation;

/// <summary>Which hook asks, under which gate, on which day.</summary>
public sealed record Situation(string Hook, string Gate, DateOnly Today);
