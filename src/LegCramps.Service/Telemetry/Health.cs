using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using OpenTelemetry.Resources;

namespace LegCramps.Service.Telemetry;

/// <summary><c>/health/live</c>, <c>/health/ready</c> and <c>/metrics</c>.</summary>
internal static class Health
{
    public static void AddTelemetry(this IServiceCollection services)
    {
        services.AddSingleton<HookMetrics>().AddSingleton<CallRecord>();
        services.AddSingleton<SyntheticCall>().AddSingleton<WarmUp>().AddHostedService(s => s.GetRequiredService<WarmUp>());
        services.AddHealthChecks().AddCheck<WarmUp>("warm-up");
        services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService("legcramps")).WithMetrics(HookMetrics.AddTo);
    }

    public static void MapTelemetry(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready");
        app.MapPrometheusScrapingEndpoint("/metrics");
    }
}
