using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LegCramps.Service.Store;

/// <summary>Opens the store, and keeps trying while it is away. Cards are shown without it, so a store that is away costs readiness nothing but the word.</summary>
internal sealed class StoreStart(Database database, TimeProvider clock, ILogger<StoreStart> logger) : BackgroundService, IHealthCheck
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        database.IsOpen ? HealthCheckResult.Healthy()
        : !database.IsTried ? HealthCheckResult.Unhealthy("opening the store")
        : HealthCheckResult.Degraded("the store is not open: cards are shown but not counted, feedback is refused"));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var said = "";
        for (var pause = TimeSpan.FromMilliseconds(250); !database.IsOpen; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await database.OpenAsync(stoppingToken);
                logger.StoreOpened(database.IsSqlite ? StoreOptions.Sqlite : StoreOptions.PostgreSql);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Nothing of a request is in this message: the store has not seen one yet. Said once, not every half minute.
                if (said != e.Message) logger.StoreNotOpen(e.GetType().Name, said = e.Message);
                await Task.Delay(pause, clock, stoppingToken);
            }
        }
    }
}
