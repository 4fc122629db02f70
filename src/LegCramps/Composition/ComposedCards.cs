using LegCramps.CdsHooks;

namespace LegCramps.Composition;

/// <summary>The cards of a response, and the rules whose card is not in it.</summary>
public sealed record ComposedCards
{
    public required IReadOnlyList<Card> Cards { get; init; }

    /// <summary>Shown, but beyond the most cards of a response.</summary>
    public required IReadOnlyList<string> WithoutRoom { get; init; }

    /// <summary>What made <see cref="Cards"/>.</summary>
    public IReadOnlyList<DueCard> Shown { get; init; } = [];

    /// <summary>In silent mode: due and not shown.</summary>
    public IReadOnlyList<DueCard> Silent { get; init; } = [];

    /// <summary>Due, but answered or shown before.</summary>
    public IReadOnlyList<DueCard> Snoozed { get; init; } = [];

    /// <summary>An expression of the card threw.</summary>
    public required IReadOnlyList<string> Failed { get; init; }
}
