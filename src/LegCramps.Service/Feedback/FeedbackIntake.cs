using System.Threading.Channels;
using LegCramps.Service.Store;

namespace LegCramps.Service.Feedback;

/// <summary>
/// Writes feedback so that it is on the disk before it is acknowledged. Bodies that come in while one is being written go together
/// into the next transaction, so that many of them cost one trip to the disk.
/// </summary>
internal sealed class FeedbackIntake(Database database, ISnoozeMemory snoozes, SnoozeOptions options, StoreMetrics metrics, TimeProvider clock, ILogger<FeedbackIntake> logger) : BackgroundService
{
    private const int LongestQueue = 500, MostRows = 5000;

    private const string Insert = """
        INSERT INTO feedback (client, tenant, service, card, outcome, outcome_time, received, reason, reason_system, accepted_suggestions, snoozes)
        VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10)
        ON CONFLICT (card, client, outcome, outcome_time) DO NOTHING
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Channel<Waiting> queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(LongestQueue) { SingleReader = true });

    /// <summary>True once the rows are on the disk; false when they may not be, and must be sent again.</summary>
    public async Task<bool> KeepAsync(IReadOnlyList<FeedbackRecord> rows)
    {
        if (rows.Count == 0) return true;
        using var patience = new CancellationTokenSource(Patience, clock);
        try
        {
            await database.TriedAsync(patience.Token);
            var waiting = new Waiting(rows, new(TaskCreationOptions.RunContinuationsAsynchronously));
            return database.IsOpen && queue.Writer.TryWrite(waiting) && await waiting.IsKept.Task.WaitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await queue.Reader.WaitToReadAsync(stoppingToken)) await KeepTogetherAsync(Take());
        }
        catch (OperationCanceledException)
        {
            // The server has answered everybody before the program stops this.
        }

        queue.Writer.Complete();
        while (queue.Reader.TryRead(out var late)) late.IsKept.SetResult(false);
    }

    private List<Waiting> Take()
    {
        var together = new List<Waiting>();
        for (var rows = 0; rows < MostRows && queue.Reader.TryRead(out var next); rows += next.Rows.Count) together.Add(next);
        return together;
    }

    private async Task KeepTogetherAsync(List<Waiting> together)
    {
        var rows = together.SelectMany(w => w.Rows).ToList();
        var isKept = await AttemptAsync("feedback", () => WriteAsync(rows));
        // Snoozed before anybody is told, so that the next call knows. A snooze that fails is a card shown once more.
        if (isKept) await AttemptAsync("snooze", () => SnoozeAsync(rows));
        foreach (var waiting in together) waiting.IsKept.SetResult(isKept);
        if (isKept) metrics.Feedback(rows);
    }

    private async Task WriteAsync(List<FeedbackRecord> rows)
    {
        await using var write = await database.BeginAsync(durable: true, CancellationToken.None);
        // In one order everywhere, so that two instances with the same rows do not wait for each other.
        await write.ExecuteAsync(Insert, [.. rows.OrderBy(r => r.Card, StringComparer.Ordinal).ThenBy(r => r.OutcomeTime).Select(Values)], CancellationToken.None);
        await write.CommitAsync(CancellationToken.None);
    }

    private Task SnoozeAsync(List<FeedbackRecord> rows) => !options.Enabled ? Task.CompletedTask : snoozes.AnsweredAsync(
        [.. rows.Where(r => r.Outcome == FeedbackItem.Overridden && (r.Snoozes || r.Reason is not null))
            .GroupBy(r => (r.Card, r.Client)).Select(g => g.MaxBy(r => r.OutcomeTime)!)
            .Select(r => new SnoozeAnswer(r.Card, r.Client, r.Snoozes ? SnoozedUntil(r, options.Days) : null))],
        CancellationToken.None);

    /// <summary>Counted from the override, or from its arrival when a client's clock is ahead.</summary>
    private static DateTimeOffset SnoozedUntil(FeedbackRecord row, int days) => (row.OutcomeTime < row.Received ? row.OutcomeTime : row.Received).AddDays(days);

    private async Task<bool> AttemptAsync(string what, Func<Task> attempt)
    {
        try
        {
            await attempt();
            return true;
        }
        catch (Exception e)
        {
            metrics.Failed(what);
            logger.StoreFailed(what, e.GetType().Name);
            return false;
        }
    }

    private static object?[] Values(FeedbackRecord row) =>
    [
        row.Client, row.Tenant, row.Service, row.Card, row.Outcome, row.OutcomeTime.ToUnixTimeMilliseconds(), row.Received.ToUnixTimeMilliseconds(),
        row.Reason, row.ReasonSystem, row.AcceptedSuggestions, row.Snoozes,
    ];

    private sealed record Waiting(IReadOnlyList<FeedbackRecord> Rows, TaskCompletionSource<bool> IsKept);
}
