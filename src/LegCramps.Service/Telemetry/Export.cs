using System.Collections.Frozen;
using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace LegCramps.Service.Telemetry;

/// <summary>What leaves the process for operators: figures at <c>/metrics</c>; figures and traces by OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to.</summary>
internal static class Export
{
    public const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    // Polly's own meter tells of retries, timeouts and circuit breakers; the others of connections and of callers that were turned away.
    private static readonly string[] Meters = [HookMetrics.MeterName, "Polly", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting"];

    public static void AddExport(this IServiceCollection services, IConfiguration configuration)
    {
        var hasCollector = configuration[EndpointVariable] is { Length: > 0 };
        var export = services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService(configuration["OTEL_SERVICE_NAME"] ?? "legcramps"));
        export.WithMetrics(metrics =>
        {
            metrics.AddMeter(Meters).AddRuntimeInstrumentation().AddPrometheusExporter();
            if (hasCollector) metrics.AddOtlpExporter();
        });
        // Without a collector nothing listens, and no span is ever made.
        if (hasCollector) export.WithTracing(AddTraces);
    }

    public static void MapFigures(this IEndpointRouteBuilder management) => management.MapPrometheusScrapingEndpoint("/metrics");

    private static void AddTraces(TracerProviderBuilder traces) => traces
        .AddSource(HookMetrics.MeterName)
        .AddAspNetCoreInstrumentation(server => server.Filter = http => !http.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase) && !http.Request.Path.StartsWithSegments("/metrics", StringComparison.OrdinalIgnoreCase))
        .AddHttpClientInstrumentation()
        .AddProcessor(new NothingOfThePatient())
        .AddOtlpExporter();
}

/// <summary>
/// Takes from every span whatever is not known to be harmless. The addresses of FHIR requests name patients, callers choose paths and headers,
/// and messages of exceptions quote both; so the list is of what may stay, and what a newer library adds is left out until somebody has looked at it.
/// </summary>
internal sealed class NothingOfThePatient : BaseProcessor<Activity>
{
    private const string Host = "server.address";

    private static readonly FrozenSet<string> Harmless = FrozenSet.Create(
        StringComparer.Ordinal,
        "http.request.method", "http.response.status_code", "http.route", "http.request.resend_count", "network.protocol.version", "url.scheme", "server.port", "error.type", "otel.status_code", "service", "stage");

    public override void OnEnd(Activity data)
    {
        foreach (var tag in data.TagObjects.Select(t => t.Key).Where(key => !Stays(data, key)).ToList()) data.SetTag(tag, null);
        if (data.StatusDescription is not null) data.SetStatus(data.Status);
    }

    // Whom we call is configured; what we are called comes from the caller.
    private static bool Stays(Activity span, string key) => Harmless.Contains(key) || (key == Host && span.Kind == ActivityKind.Client);
}
