using System.Data.Common;
using LegCramps.Knowledge;
using LegCramps.Service.Store;

namespace LegCramps.Service.Reports;

/// <summary>Makes the report from the ledger and the feedback.</summary>
internal sealed class CardReports(Database database, KnowledgeBase knowledge, StoreMetrics metrics, TimeProvider clock, ILogger<CardReports> logger)
{
    private readonly Dictionary<string, string?> titles = knowledge.Cards.ToDictionary(c => c.Id, c => c.Plan.Title, StringComparer.Ordinal);

    /// <summary>Null while the store cannot be read.</summary>
    public async Task<CardReport?> ReadAsync(ReportQuery query, CancellationToken cancellation)
    {
        if (!database.IsOpen) return null;
        try
        {
            await using var store = database.Context();
            var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
            var history = new ReportQuery { Card = query.Card, Client = query.Client, From = Tally.MondayOf(today).AddDays(-7 * Signals.Weeks) };
            return new()
            {
                From = query.From,
                To = query.To,
                Cards = [.. Rows(await Tally.ReadAsync(store, query, cancellation), query)],
                UnknownCards = await Tally.UnknownAsync(store, query, cancellation),
                Signals = Signals.Of(await Tally.ReadAsync(store, history, cancellation), today),
            };
        }
        catch (Exception e) when (e.GetBaseException() is DbException or IOException or TimeoutException or System.Net.Sockets.SocketException)
        {
            metrics.Failed("report");
            logger.StoreFailed("report", e.GetType().Name);
            return null;
        }
    }

    private IEnumerable<ReportRow> Rows(IReadOnlyList<Tally> tallies, ReportQuery query)
    {
        var rows = tallies.GroupBy(t => (t.Rule, t.Version, Client: query.ByClient ? t.Client : null, Week: query.ByWeek ? t.Week : (DateOnly?)null))
            .Select(g => Row([.. g], g.Key.Rule, g.Key.Version, g.Key.Client, g.Key.Week));
        // Every card of today has a row, so that nothing is no news either.
        var quiet = query is { ByClient: false, ByWeek: false }
            ? knowledge.Cards.Where(c => (query.Card ?? c.Id) == c.Id && (query.Version ?? c.Version) == c.Version && !tallies.Any(t => t.Rule == c.Id && t.Version == c.Version)).Select(c => Row([], c.Id, c.Version, null, null))
            : [];
        return rows.Concat(quiet).OrderBy(r => r.Id, StringComparer.Ordinal).ThenBy(r => r.Version, StringComparer.Ordinal).ThenBy(r => r.Client, StringComparer.Ordinal).ThenBy(r => r.Week);
    }

    private ReportRow Row(List<Tally> tallies, string rule, string version, string? client, DateOnly? week)
    {
        int Sum(string fate) => tallies.Where(t => t.Fate == fate).Sum(t => t.Count);
        return new()
        {
            Id = rule,
            Version = version,
            Title = titles.GetValueOrDefault(rule),
            Client = client,
            Week = week,
            Shown = Sum(CardStatus.Shown.Name()),
            Silent = Sum(CardStatus.Silent.Name()),
            Snoozed = Sum(CardStatus.Snoozed.Name()),
            Accepted = Sum(Tally.Accepted),
            Overridden = Sum(Tally.Overridden),
            OverrideReasons = [.. tallies.Where(t => t is { Fate: Tally.Overridden, Reason: not null }).GroupBy(t => (t.Reason, t.ReasonSystem)).Select(g => new ReasonCount(g.Key.Reason!, g.Key.ReasonSystem, g.Sum(t => t.Count))).OrderByDescending(r => r.Count).ThenBy(r => r.Code, StringComparer.Ordinal)],
            NoAnswer = Sum(CardStatus.Shown.Name()) - Sum(Tally.Answered),
        };
    }
}
