namespace LegCramps.Service.Feedback;

/// <summary>Where all instances remember what is snoozed: the database, or Redis.</summary>
internal interface ISnoozeMemory
{
    /// <summary>Those of the keys that are snoozed now, each with the uuid of the card that was answered or shown.</summary>
    Task<IReadOnlyDictionary<string, string>> FindAsync(IReadOnlyList<string> keys, CancellationToken cancellation);

    /// <summary>Remembers cards that were shown.</summary>
    Task ShownAsync(IReadOnlyCollection<Showing> showings, CancellationToken cancellation);

    /// <summary>Remembers, or forgets, what prescribers said.</summary>
    Task AnsweredAsync(IReadOnlyCollection<SnoozeAnswer> answers, CancellationToken cancellation);
}

/// <summary>A card that was shown, as far as snooze must know it.</summary>
/// <param name="Card">Its uuid.</param>
/// <param name="Client">Whose feedback on it counts.</param>
/// <param name="RuleKey">Snoozed by an override.</param>
/// <param name="RepeatKey">Snoozed by having been shown; null when no later hook could repeat it.</param>
/// <param name="RepeatUntil">For how long.</param>
internal sealed record Showing(string Card, string Client, string RuleKey, string? RepeatKey, DateTimeOffset RepeatUntil);

/// <summary>What a prescriber said to a card.</summary>
/// <param name="Card">Its uuid.</param>
/// <param name="Client">The client that says so.</param>
/// <param name="Until">Until when its rule is snoozed; null when the prescriber asked to be reminded.</param>
internal sealed record SnoozeAnswer(string Card, string Client, DateTimeOffset? Until);
