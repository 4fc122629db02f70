using LegCramps.CdsHooks;
using LegCramps.Evaluation;

namespace LegCramps.Composition;

/// <summary>Every card that is due, in the order in which there is room for them.</summary>
public sealed record DueCards
{
    public required IReadOnlyList<DueCard> Cards { get; init; }

    /// <summary>Rules of which an expression threw.</summary>
    public required IReadOnlyList<string> Failed { get; init; }
}

/// <summary>A card as it would be sent, and what made it.</summary>
public sealed record DueCard
{
    public required Finding Finding { get; init; }

    public required Card Card { get; init; }

    public required bool IsSilent { get; init; }

    public string Rule => Finding.Card.Id;

    /// <summary>A card of this indicator is never left out because it was seen before.</summary>
    public bool IsCritical => Card.Indicator == Composer.Critical;
}
