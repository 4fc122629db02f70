namespace LegCramps.Knowledge;

/// <summary>The sentences that stand on every card.</summary>
public sealed record Wording
{
    public required string SourceLabel { get; init; }

    public required Template Footer { get; init; }

    /// <summary>What could not be checked; each is appended to the detail when it is not empty.</summary>
    public required IReadOnlyList<Template> Statements { get; init; }
}
