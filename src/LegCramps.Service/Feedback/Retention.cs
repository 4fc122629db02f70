using LegCramps.Service.Clients;
using LegCramps.Service.Store;
using Microsoft.EntityFrameworkCore;

namespace LegCramps.Service.Feedback;

/// <summary>Takes away what has served its time, and makes good snoozes whose feedback came before its card was written.</summary>
internal sealed class Retention(Database database, Settings settings, TimeProvider clock, StoreMetrics metrics, ILogger<Retention> logger) : BackgroundService
{
    /// <summary>How long a hash of the patient stays with a card: clients send feedback hours later, not weeks.</summary>
    public const int KeyDays = 7;

    private const int Portion = 5000;

    private const string Overtaken = """
        INSERT INTO snoozes (key, card, until)
        SELECT c.snooze_key, MIN(c.uuid), MAX(CASE WHEN f.outcome_time < f.received THEN f.outcome_time ELSE f.received END) + @p1
        FROM feedback f JOIN cards c ON c.uuid = f.card AND c.client = f.client
        WHERE f.received > @p0 AND f.snoozes AND c.snooze_key IS NOT NULL AND NOT EXISTS (SELECT 1 FROM snoozes s WHERE s.key = c.snooze_key)
        GROUP BY c.snooze_key
        ON CONFLICT (key) DO NOTHING
        """;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    public async Task SweepAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var old = now.AddDays(-settings.Store.RetentionDays);
        var keyless = now.AddDays(-KeyDays);
        await using var context = database.Context();
        var oldDay = DateOnly.FromDateTime(old.UtcDateTime);
        while (await context.Cards.Where(c => c.Day < oldDay).OrderBy(c => c.Day).Take(Portion).ExecuteDeleteAsync(cancellation) == Portion)
        {
        }

        while (await context.Feedback.Where(f => f.Received < old).OrderBy(f => f.Received).Take(Portion).ExecuteDeleteAsync(cancellation) == Portion)
        {
        }

        await context.Cards.Where(c => c.SnoozeKey != null && c.Time < keyless).ExecuteUpdateAsync(c => c.SetProperty(x => x.SnoozeKey, (string?)null), cancellation);
        await context.Snoozes.Where(s => s.Until < now).ExecuteDeleteAsync(cancellation);
        if (settings.Redis is not null || settings.LegCramps.Snooze is not { Enabled: true, Days: > 0 and var days }) return;
        await using var write = await database.BeginAsync(durable: false, cancellation);
        await write.ExecuteAsync(Overtaken, [[now.AddMinutes(-15).ToUnixTimeMilliseconds(), (long)TimeSpan.FromDays(days).TotalMilliseconds]], cancellation);
        await write.CommitAsync(cancellation);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (!database.IsOpen) continue;
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                metrics.Failed("retention");
                logger.StoreFailed("retention", e.GetType().Name);
            }
        }
    }
}
