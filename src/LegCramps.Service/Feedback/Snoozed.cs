using System.Collections.Frozen;
using System.Collections.ObjectModel;

namespace LegCramps.Service.Feedback;

/// <summary>What a look-up came to.</summary>
/// <param name="Uuids">Cards that are snoozed.</param>
/// <param name="Showings">By uuid: what is to be remembered of each card that is shown.</param>
internal sealed record Snoozed(IReadOnlySet<string> Uuids, IReadOnlyDictionary<string, Showing> Showings)
{
    public static readonly IReadOnlyDictionary<string, string> NothingFound = ReadOnlyDictionary<string, string>.Empty;

    public static readonly Snoozed Nothing = new(FrozenSet<string>.Empty, ReadOnlyDictionary<string, Showing>.Empty);
}

/// <summary>The hooks of one decision, in the order in which a prescriber meets them.</summary>
internal static class HookSequence
{
    private static readonly string[] Hooks = ["patient-view", "order-select", "order-sign"];

    public static string First => Hooks[0];

    public static string? Before(string hook) => Hooks.ElementAtOrDefault(Array.IndexOf(Hooks, hook) - 1);

    public static string? After(string hook) => Hooks.ElementAtOrDefault(Array.IndexOf(Hooks, hook) + 1);
}
