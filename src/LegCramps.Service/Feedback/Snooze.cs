using LegCramps.CdsHooks;
using LegCramps.Composition;
using LegCramps.Service.Clients;
using LegCramps.Service.Store;

namespace LegCramps.Service.Feedback;

/// <summary>What a prescriber has answered, or was just shown, is not shown again for a while. In doubt the card is shown.</summary>
internal sealed class Snooze(ISnoozeMemory memory, SnoozeKeys keys, SnoozeOptions options, StoreMetrics metrics, TimeProvider clock, ILogger<Snooze> logger)
{
    // After a failure nobody waits for a while: a memory that is away must not cost every call its patience.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    private readonly TimeSpan patience = TimeSpan.FromMilliseconds(options.LookupMilliseconds);
    private long restSince;

    /// <summary>Looks up which of the cards that are due are snoozed for the patient.</summary>
    public async Task<Snoozed> LookAsync(IReadOnlyList<DueCard> due, CdsService service, CdsClient client, string patient, CancellationToken cancellation)
    {
        if (!options.Enabled) return Snoozed.Nothing;
        var candidates = due.Where(d => !d.IsSilent && !d.IsCritical).Select(d => Candidate(d, service.Hook, client, patient)).ToList();
        if (candidates.Count == 0) return Snoozed.Nothing;
        var found = await FindAsync([.. candidates.SelectMany(c => c.Asked)], cancellation);
        return new Snoozed(
            candidates.Where(c => c.IsSnoozed(found)).Select(c => c.Showing.Card).ToHashSet(StringComparer.Ordinal),
            candidates.ToDictionary(c => c.Showing.Card, c => c.Showing, StringComparer.Ordinal));
    }

    private async Task<IReadOnlyDictionary<string, string>> FindAsync(IReadOnlyList<string> asked, CancellationToken cancellation)
    {
        if (Interlocked.Read(ref restSince) is not 0 and var since && clock.GetElapsedTime(since) < Rest) return Snoozed.NothingFound;
        try
        {
            var found = await memory.FindAsync(asked, cancellation).WaitAsync(patience, clock, cancellation);
            Interlocked.Exchange(ref restSince, 0);
            return found;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            Interlocked.Exchange(ref restSince, clock.GetTimestamp());
            metrics.Failed("snooze look-up");
            logger.SnoozeNotRead(e.GetType().Name);
            return Snoozed.NothingFound;
        }
    }

    private SnoozeCandidate Candidate(DueCard card, string hook, CdsClient client, string patient)
    {
        var hooks = card.Finding.Card.Hooks;
        var repeats = HookSequence.Before(hook) is { } before && hooks.Contains(before) && Window(before) > TimeSpan.Zero ? before : null;
        var repeated = HookSequence.After(hook) is { } after && hooks.Contains(after);
        var own = (repeats is not null || repeated) && Window(hook) > TimeSpan.Zero ? keys.Showing(client, patient, card, hook) : null;
        var showing = new Showing(card.Card.Uuid, client.Id, keys.Rule(client, patient, card.Rule), own, clock.GetUtcNow() + Window(hook));
        return new SnoozeCandidate(showing, repeats is null ? null : keys.Showing(client, patient, card, repeats));
    }

    private TimeSpan Window(string hook) => hook == HookSequence.First ? TimeSpan.FromHours(options.ChartOpenHours) : TimeSpan.FromMinutes(options.OrderSignMinutes);
}

/// <summary>A card that may be snoozed, and the names under which that would be known.</summary>
/// <param name="Showing">What is remembered when it is shown.</param>
/// <param name="EarlierKey">Known when the hook before showed the same; null when that cannot be told.</param>
internal sealed record SnoozeCandidate(Showing Showing, string? EarlierKey)
{
    public IEnumerable<string> Asked => new[] { Showing.RuleKey, EarlierKey, EarlierKey is null ? null : Showing.RepeatKey }.OfType<string>();

    // The very card that was shown is shown again: a client that repeats its call must get the same answer.
    public bool IsSnoozed(IReadOnlyDictionary<string, string> found) =>
        found.ContainsKey(Showing.RuleKey) || (EarlierKey is not null && found.ContainsKey(EarlierKey) && !WasShown(found));

    private bool WasShown(IReadOnlyDictionary<string, string> found) => Showing.RepeatKey is { } own && found.GetValueOrDefault(own) == Showing.Card;
}
