namespace LegCramps.Service.Feedback;

/// <summary>The section <c>LegCramps:Snooze</c>: for how long what was seen is not shown again. A span of 0 switches that part off.</summary>
public sealed record SnoozeOptions
{
    public bool Enabled { get; init; } = true;

    /// <summary>After an override with a reason, the rule is silent for this patient.</summary>
    public int Days { get; init; } = 90;

    /// <summary>order-sign does not repeat what order-select showed.</summary>
    public int OrderSignMinutes { get; init; } = 60;

    /// <summary>order-select does not repeat what was shown when the chart was opened.</summary>
    public int ChartOpenHours { get; init; } = 24;

    /// <summary>An answer waits no longer for this memory; without it the card is shown.</summary>
    public int LookupMilliseconds { get; init; } = 50;

    public static IEnumerable<string> Problems(SnoozeOptions options)
    {
        if (options.Days is < 0 or > 3650) yield return $"LegCramps:Snooze:Days: {options.Days} is not between 0 and 3650";
        if (options.OrderSignMinutes is < 0 or > 1440) yield return $"LegCramps:Snooze:OrderSignMinutes: {options.OrderSignMinutes} is not between 0 and 1440";
        if (options.ChartOpenHours is < 0 or > 168) yield return $"LegCramps:Snooze:ChartOpenHours: {options.ChartOpenHours} is not between 0 and 168";
        if (options.LookupMilliseconds is < 1 or > 60_000) yield return $"LegCramps:Snooze:LookupMilliseconds: {options.LookupMilliseconds} is not between 1 and 60000";
    }
}
