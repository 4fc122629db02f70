using LegCramps.Service.Store;
using Microsoft.EntityFrameworkCore;

namespace LegCramps.Service.Reports;

/// <summary>How often something became of one card on one day, counted by the database.</summary>
internal sealed record Tally
{
    /// <summary>A card shown that somebody answered, however often.</summary>
    public const string Answered = "answered";

    public const string Accepted = "accepted";
    public const string Overridden = "overridden";

    public required string Rule { get; init; }

    public required string Version { get; init; }

    public required string Client { get; init; }

    public required DateOnly Day { get; init; }

    /// <summary>The status of the card, the outcome of its feedback, or <see cref="Answered"/>.</summary>
    public required string Fate { get; init; }

    public string? Reason { get; init; }

    public string? ReasonSystem { get; init; }

    public required int Count { get; init; }

    public DateOnly Week => MondayOf(Day);

    public static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    /// <summary>Everything that a query asks for. The same LINQ on both databases gives the same answer.</summary>
    public static async Task<IReadOnlyList<Tally>> ReadAsync(LegCrampsStore store, ReportQuery query, CancellationToken cancellation)
    {
        var cards = Of(store.Cards.AsNoTracking(), query);
        var statuses = await cards.GroupBy(c => new { c.Rule, c.Version, c.Client, c.Day, c.Status })
            .Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellation);
        var answered = await cards.Where(c => c.Status == CardStatus.Shown && store.Feedback.Any(f => f.Card == c.Uuid && f.Client == c.Client))
            .GroupBy(c => new { c.Rule, c.Version, c.Client, c.Day })
            .Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellation);
        var outcomes = await (
            from f in store.Feedback
            join c in cards on new { f.Card, f.Client } equals new { Card = c.Uuid, c.Client }
            group f by new { c.Rule, c.Version, c.Client, c.Day, f.Outcome, f.Reason, f.ReasonSystem } into g
            select new { g.Key, Count = g.Count() }).ToListAsync(cancellation);
        return
        [
            .. statuses.Select(s => new Tally { Rule = s.Key.Rule, Version = s.Key.Version, Client = s.Key.Client, Day = s.Key.Day, Fate = s.Key.Status.Name(), Count = s.Count }),
            .. answered.Select(a => new Tally { Rule = a.Key.Rule, Version = a.Key.Version, Client = a.Key.Client, Day = a.Key.Day, Fate = Answered, Count = a.Count }),
            .. outcomes.Select(o => new Tally { Rule = o.Key.Rule, Version = o.Key.Version, Client = o.Key.Client, Day = o.Key.Day, Fate = o.Key.Outcome, Reason = o.Key.Reason, ReasonSystem = o.Key.ReasonSystem, Count = o.Count }),
        ];
    }

    /// <summary>Feedback without a card, of the client in question.</summary>
    public static async Task<UnknownCards> UnknownAsync(LegCrampsStore store, ReportQuery query, CancellationToken cancellation)
    {
        var outcomes = await store.Feedback.Where(f => (query.Client == null || f.Client == query.Client) && !store.Cards.Any(c => c.Uuid == f.Card && c.Client == f.Client))
            .GroupBy(f => f.Outcome).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, cancellation);
        return new(outcomes.GetValueOrDefault(Accepted), outcomes.GetValueOrDefault(Overridden));
    }

    private static IQueryable<CardRecord> Of(IQueryable<CardRecord> cards, ReportQuery query)
    {
        if (query.Card is { } card) cards = cards.Where(c => c.Rule == card);
        if (query.Version is { } version) cards = cards.Where(c => c.Version == version);
        if (query.Client is { } client) cards = cards.Where(c => c.Client == client);
        if (query.From is { } from) cards = cards.Where(c => c.Day >= from);
        if (query.To is { } to) cards = cards.Where(c => c.Day <= to);
        return cards;
    }
}
