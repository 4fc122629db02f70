using LegCramps.Service.Store;

namespace LegCramps.Service.Feedback;

/// <summary>Writes the ledger in batches, off the path of any call; what waits when the service stops is still written.</summary>
internal sealed class LedgerWriter(Ledger ledger, Database database, ISnoozeMemory snoozes, StoreMetrics metrics, TimeProvider clock, ILogger<LedgerWriter> logger) : BackgroundService
{
    private const int BatchSize = 2000, Busy = 10;

    // A card that was left out and is shown after all counts as shown.
    private const string Insert = """
        INSERT INTO cards (uuid, rule, version, service, client, tenant, time, day, gate, status, snooze_key)
        VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10)
        ON CONFLICT (uuid) DO UPDATE SET status = excluded.status, time = excluded.time, day = excluded.day, snooze_key = excluded.snooze_key
        WHERE excluded.status = 'shown' AND cards.status <> 'shown'
        """;

    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan GatherWhenBusy = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly List<LedgerEntry> batch = new(BatchSize);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await ledger.Queue.WaitToReadAsync(stoppingToken))
            {
                await Task.Delay(Gather, clock, stoppingToken);
                // Uuids lie anywhere in the index: the more go together, the fewer of its pages are written for each.
                if (ledger.Queue.Count > Busy) await Task.Delay(GatherWhenBusy, clock, stoppingToken);
                await WriteAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            await DrainAsync();
        }
    }

    private async Task WriteAsync(CancellationToken stopping)
    {
        for (var pause = Gather; Fill();)
        {
            var isLast = batch.Count < BatchSize;
            if (await TryWriteAsync(stopping))
            {
                // What came in meanwhile is gathered again: under load there is always something, and a transaction for a few rows costs as much as one for all.
                if (isLast) return;
                pause = Gather;
                continue;
            }

            await Task.Delay(pause, clock, stopping);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    // No call comes in any more. One attempt for each batch: a store that is away must not keep the process alive.
    private async Task DrainAsync()
    {
        while (Fill() && await TryWriteAsync(CancellationToken.None))
        {
        }

        var waiting = batch.Count;
        while (ledger.Queue.TryRead(out _)) waiting++;
        if (waiting > 0) ledger.Lose(waiting);
        SayLost();
    }

    private bool Fill()
    {
        while (batch.Count < BatchSize && ledger.Queue.TryRead(out var entry)) batch.Add(entry);
        return batch.Count > 0;
    }

    private async Task<bool> TryWriteAsync(CancellationToken cancellation)
    {
        SayLost();
        if (!database.IsOpen) return false;
        try
        {
            // In one order everywhere, so that two instances with the same cards do not wait for each other.
            batch.Sort((a, b) => a.Uuid.CompareTo(b.Uuid));
            await using (var write = await database.BeginAsync(durable: false, cancellation))
            {
                await write.ExecuteAsync(Insert, [.. batch.Select(e => e.Values())], cancellation);
                await write.CommitAsync(cancellation);
            }

            metrics.Written(batch.Count);
            metrics.Queued(-batch.Count);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            metrics.Failed("ledger");
            logger.StoreFailed("ledger", e.GetType().Name);
            return false;
        }

        await RememberAsync(cancellation);
        batch.Clear();
        return true;
    }

    // Not tried again: what is forgotten here is a card shown once too often.
    private async Task RememberAsync(CancellationToken cancellation)
    {
        try
        {
            await snoozes.ShownAsync([.. batch.Select(e => e.Showing).OfType<Showing>()], cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            metrics.Failed("snooze");
            logger.StoreFailed("snooze", e.GetType().Name);
        }
    }

    private void SayLost()
    {
        if (ledger.TakeLost() is > 0 and var lost) logger.CardsLost(lost);
    }
}
