using System.Threading.Channels;
using LegCramps.CdsHooks;
using LegCramps.Composition;
using LegCramps.Service.Clients;
using LegCramps.Service.Hooks;
using LegCramps.Service.Store;

namespace LegCramps.Service.Feedback;

/// <summary>Takes note of the cards of an answer without making anybody wait: what does not fit is counted as lost.</summary>
internal sealed class Ledger(Settings settings, StoreMetrics metrics, TimeProvider clock)
{
    // About 2 MB when full, and as much again for what snooze remembers.
    private const int Capacity = 20_000;

    private readonly Channel<LedgerEntry> queue = Channel.CreateBounded<LedgerEntry>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private long lost;

    public ChannelReader<LedgerEntry> Queue => queue.Reader;

    /// <summary>Never waits and never fails.</summary>
    public void Note(CdsService service, CdsClient client, HookAnswer answer)
    {
        if (!settings.Store.Ledger || answer.Composed is not { } composed) return;
        foreach (var card in composed.Shown) Note(card, CardStatus.Shown, service, client, answer.Snoozed.Showings.GetValueOrDefault(card.Card.Uuid));
        foreach (var card in composed.Silent) Note(card, CardStatus.Silent, service, client);
        foreach (var card in composed.Snoozed) Note(card, CardStatus.Snoozed, service, client);
    }

    public void Lose(int cards)
    {
        metrics.Lost(cards);
        Interlocked.Add(ref lost, cards);
    }

    /// <summary>How many were lost since somebody last asked.</summary>
    public long TakeLost() => Interlocked.Exchange(ref lost, 0);

    private void Note(DueCard card, CardStatus status, CdsService service, CdsClient client, Showing? showing = null)
    {
        var entry = new LedgerEntry(Guid.Parse(card.Card.Uuid), card.Rule, card.Finding.Card.Version, service.Id, client, clock.GetUtcNow().ToUnixTimeMilliseconds(), status, showing);
        if (queue.Writer.TryWrite(entry)) metrics.Queued(1);
        else Lose(1);
    }
}
