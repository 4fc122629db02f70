namespace LegCramps.Service.Store;

/// <summary>Something not to be shown again for a while.</summary>
public sealed record SnoozeRecord
{
    /// <summary>Keyed hash of what is snoozed for whom.</summary>
    public required string Key { get; init; }

    /// <summary>The uuid of the card that was answered or shown.</summary>
    public required string Card { get; init; }

    public required DateTimeOffset Until { get; init; }
}
