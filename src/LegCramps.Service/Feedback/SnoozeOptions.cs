using LegCramps.Service.Clients;

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

    public static IEnumerable<string> Problems(SnoozeOptions options) =>
    [
        .. SettingsCheck.Between("LegCramps:Snooze:Days", options.Days, 0, 3650),
        .. SettingsCheck.Between("LegCramps:Snooze:OrderSignMinutes", options.OrderSignMinutes, 0, 1440),
        .. SettingsCheck.Between("LegCramps:Snooze:ChartOpenHours", options.ChartOpenHours, 0, 168),
        .. SettingsCheck.Between("LegCramps:Snooze:LookupMilliseconds", options.LookupMilliseconds, 1, 60_000),
    ];
}
