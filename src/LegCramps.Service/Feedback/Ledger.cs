using System.Threading.Channels;
using LegCramps.Service.Store;

namespace LegCramps.Service.Feedback;

/// <summary>Takes note of cards without making anybody wait: what does not fit is counted as lost.</summary>
internal sealed class Ledger(StoreMetrics metrics)
{
    // About 10 MB when full.
    private const int Capacity = 20_000;

    private readonly Channel<CardRecord> queue = Channel.CreateBounded<CardRecord>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private long lost;

    public ChannelReader<CardRecord> Queue => queue.Reader;

    /// <summary>Never waits and never fails.</summary>
    public void Note(CardRecord card)
    {
        if (queue.Writer.TryWrite(card)) metrics.Queued(1);
        else Lose(1);
    }

    public void Lose(int cards)
    {
        metrics.Lost(cards);
        Interlocked.Add(ref lost, cards);
    }

    /// <summary>How many were lost since somebody last asked.</summary>
    public long TakeLost() => Interlocked.Exchange(ref lost, 0);
}
