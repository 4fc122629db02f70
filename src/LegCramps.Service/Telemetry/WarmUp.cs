using LegCramps.Service.Clients;
using LegCramps.Service.Discovery;
using LegCramps.Service.Hooks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LegCramps.Service.Telemetry;

/// <summary>Sends one synthetic call of each hook down the whole path, so that the first prescriber does not wait for the compiler; ready only afterwards.</summary>
internal sealed class WarmUp(HookCall call, CdsClient client, SyntheticCall synthetic, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<WarmUp> logger)
    : BackgroundService, IHealthCheck
{
    private volatile bool warm;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        !warm ? HealthCheckResult.Unhealthy("warming up")
        : lifetime.ApplicationStopping.IsCancellationRequested ? HealthCheckResult.Unhealthy("shutting down")
        : HealthCheckResult.Healthy());

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var started = clock.GetTimestamp();
        try
        {
            foreach (var service in ServiceList.All)
            {
                using var body = new MemoryStream(synthetic.Body(service.Hook));
                var answer = await call.AnswerAsync(service, client, body, stoppingToken);
                ReadableJson.Bytes(answer.Response!, j => j.CdsResponse);
            }

            Refusal.UnknownService.Bytes();
            warm = true;
            logger.Ready((long)clock.GetElapsedTime(started).TotalMilliseconds);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Never ready, and the log says why: better than to find out at the first chart.
            logger.Fault(e);
        }
    }
}
