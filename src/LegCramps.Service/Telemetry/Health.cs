using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace LegCramps.Service.Telemetry;

/// <summary><c>/health/live</c> and <c>/health/ready</c>, on every address because probes are everywhere.</summary>
internal static class Health
{
    public static void AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<HookMetrics>().AddSingleton<CallRecord>();
        services.AddSingleton<SyntheticCall>().AddSingleton<WarmUp>().AddHostedService(s => s.GetRequiredService<WarmUp>());
        services.AddHealthChecks().AddCheck<WarmUp>("warm-up");
        services.AddExport(configuration);
    }

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready");
    }
}
