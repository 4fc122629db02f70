using System.Globalization;
using LegCramps.Service.Store;

namespace LegCramps.Service.Reports;

/// <summary>Finds cards whose latest whole week is not like their own history: a rate that jumps, falls, or has fallen silent.</summary>
internal static class Signals
{
    /// <summary>The weeks that are looked at: half a year of history, and as much again of silence.</summary>
    public const int Weeks = 2 * History;

    private const int History = 26;
    private const int ShortestHistory = 8;

    // With fewer, one prescriber's busy day would be a signal.
    private const int FewestCards = 5;
    private const int FewestShown = 20;

    // One side of three standard deviations.
    private const double Unlikely = 0.00135;

    /// <param name="tallies">Of the weeks up to today, by card, whatever the client.</param>
    /// <param name="today">Its week is not over, so it is not judged.</param>
    public static IReadOnlyList<Signal> Of(IEnumerable<Tally> tallies, DateOnly today) =>
        [.. tallies.GroupBy(t => t.Rule, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).SelectMany(card => OfCard(card.Key, WeekCounts.Of(card, today)))];

    private static IEnumerable<Signal> OfCard(string card, IReadOnlyList<WeekCounts> weeks)
    {
        var silent = weeks.Reverse().TakeWhile(w => w.Due == 0).Count();
        if (silent > 0 && Silence(card, weeks, silent) is { } silence) yield return silence;
        else if (Before(weeks, 1) is { } history)
        {
            var week = weeks[^1];
            if (Due(card, week, history) is { } due) yield return due;
            if (Share(card, week, history) is { } share) yield return share;
        }
    }

    private static Signal? Silence(string card, IReadOnlyList<WeekCounts> weeks, int silent)
    {
        if (Before(weeks, silent) is not { } history) return null;
        var limits = ControlChart.OfCounts([.. history.Select(w => w.Due)]);
        if (ControlChart.OfNothing(limits.Mean, silent) >= Unlikely) return null;
        return new(card, "due", "silence", weeks[^silent].Week, 0, limits.Mean, limits.Lower, limits.Upper, Say($"Not due once since {weeks[^silent].Week:yyyy-MM-dd}; before, {limits.Mean:0.#} times a week."));
    }

    private static Signal? Due(string card, WeekCounts week, IReadOnlyList<WeekCounts> history)
    {
        var limits = ControlChart.OfCounts([.. history.Select(w => w.Due)]);
        var kind = week.Due > limits.Upper && week.Due >= FewestCards ? "jump" : week.Due < limits.Lower ? "fall" : null;
        return kind is null ? null : new(card, "due", kind, week.Week, week.Due, limits.Mean, limits.Lower, limits.Upper, Say($"Due {week.Due} times in the week of {week.Week:yyyy-MM-dd}; by its history {limits.Lower:0.#} to {limits.Upper:0.#} were to be expected."));
    }

    private static Signal? Share(string card, WeekCounts week, IReadOnlyList<WeekCounts> history)
    {
        var shares = history.Select(w => (w.Overridden, w.Shown)).ToList();
        if (week.Shown < FewestShown || shares.Sum(s => s.Overridden) < FewestCards) return null;
        var limits = ControlChart.OfShares(shares, week.Shown);
        var share = (double)week.Overridden / week.Shown;
        var kind = share > limits.Upper ? "jump" : share < limits.Lower ? "fall" : null;
        return kind is null ? null : new(card, "overridden", kind, week.Week, share, limits.Mean, limits.Lower, limits.Upper, Say($"{share:0%} of {week.Shown} cards overridden in the week of {week.Week:yyyy-MM-dd}; by its history {limits.Lower:0%} to {Math.Min(1, limits.Upper):0%} were to be expected."));
    }

    // The weeks before the last ones, when they are enough to know what is usual.
    private static List<WeekCounts>? Before(IReadOnlyList<WeekCounts> weeks, int last)
    {
        var history = weeks.SkipLast(last).TakeLast(History).ToList();
        return history.Count >= ShortestHistory && history.Sum(w => w.Due) >= ShortestHistory ? history : null;
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>One week of one card.</summary>
internal sealed record WeekCounts(DateOnly Week, int Due, int Shown, int Overridden)
{
    /// <summary>Every whole week from the first in which the card was due to the last before today's.</summary>
    public static IReadOnlyList<WeekCounts> Of(IEnumerable<Tally> card, DateOnly today)
    {
        var now = Tally.MondayOf(today);
        var weeks = card.Where(t => t.Day < now).ToLookup(t => t.Week);
        if (weeks.Count == 0) return [];
        var first = weeks.Min(w => w.Key);
        return [.. Enumerable.Range(0, (now.DayNumber - first.DayNumber) / 7).Select(n => Count(first.AddDays(7 * n), weeks))];
    }

    private static WeekCounts Count(DateOnly week, ILookup<DateOnly, Tally> weeks)
    {
        int Sum(params string[] fates) => weeks[week].Where(t => fates.Contains(t.Fate, StringComparer.Ordinal)).Sum(t => t.Count);
        return new(week, Sum(CardStatus.Shown.Name(), CardStatus.Silent.Name(), CardStatus.Snoozed.Name()), Sum(CardStatus.Shown.Name()), Sum(Tally.Overridden));
    }
}
