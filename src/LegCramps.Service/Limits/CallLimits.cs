using System.Globalization;
using System.Threading.RateLimiting;
using LegCramps.Service.Clients;
using LegCramps.Service.Hooks;
using LegCramps.Service.Telemetry;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.RateLimiting;

namespace LegCramps.Service.Limits;

/// <summary>
/// What one client, or all of them together, may ask for: calls a second, calls at once, seconds for a call.
/// On everything under <c>/cds-services</c> only: health and metrics must answer when nothing else does.
/// </summary>
internal static class CallLimits
{
    public static void AddCallLimits(this IServiceCollection services, LegCrampsOptions options)
    {
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(options.ShutdownSeconds));
        services.AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = TimeSpan.FromSeconds(options.RequestSeconds),
            TimeoutStatusCode = StatusCodes.Status408RequestTimeout,
            WriteTimeoutResponse = AnswerTooLateAsync,
        });
        services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained([.. Rate(options.RateLimit), AtOnce(options.Concurrency)]);
            limiter.OnRejected = (rejected, _) => new ValueTask(RejectAsync(rejected));
        });
    }

    /// <summary>To stand behind whatever finds out who calls.</summary>
    public static void UseCallLimits(this IApplicationBuilder app) =>
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/cds-services", StringComparison.OrdinalIgnoreCase), services =>
        {
            services.UseRequestTimeouts();
            services.Use(NeverInSilenceAsync);
            services.UseRateLimiter();
        });

    /// <summary>True when the call has taken longer than it may; its answer is then a 408.</summary>
    public static bool IsTooLate(HttpContext http) => http.Features.Get<IHttpRequestTimeoutFeature>()?.RequestTimeoutToken.IsCancellationRequested == true;

    /// <summary>Whose calls count together: a known client's by its issuer, wherever they come from; without one, those of an address.</summary>
    internal static string Partition(HttpContext http) =>
        http.Features.Get<CdsClient>() is { Id.Length: > 0 } client ? $"client {client.Id}" : $"address {http.Connection.RemoteIpAddress}";

    private static PartitionedRateLimiter<HttpContext>[] Rate(RateLimit rate) => rate.PermitsPerSecond == 0 ? [] :
    [
        PartitionedRateLimiter.Create<HttpContext, string>(http => RateLimitPartition.GetTokenBucketLimiter(Partition(http), _ => new TokenBucketRateLimiterOptions
        {
            TokensPerPeriod = rate.PermitsPerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            TokenLimit = rate.Burst > 0 ? rate.Burst : 2 * rate.PermitsPerSecond,
        })),
    ];

    private static PartitionedRateLimiter<HttpContext> AtOnce(Concurrency concurrency) =>
        PartitionedRateLimiter.Create<HttpContext, int>(_ => RateLimitPartition.GetConcurrencyLimiter(0, _ => new ConcurrencyLimiterOptions
        {
            PermitLimit = concurrency.Calls,
            QueueLimit = concurrency.Waiting,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        }));

    // Only the limiter of one client knows when there will be room again.
    private static async Task RejectAsync(OnRejectedContext rejected)
    {
        var http = rejected.HttpContext;
        var isOneClient = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after);
        var refusal = isOneClient ? Refusal.TooManyCalls(Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)).ToString(CultureInfo.InvariantCulture)) : Refusal.Overloaded;
        http.RequestServices.GetRequiredService<CallRecord>().Rejected(http, refusal.Status);
        await refusal.ExecuteAsync(http);
    }

    // The limiter lets a call that was cancelled while it waited go without an answer, which would read as an empty 200.
    private static async Task NeverInSilenceAsync(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (IsTooLate(http) && !http.Response.HasStarted) throw new OperationCanceledException(http.RequestAborted);
    }

    private static Task AnswerTooLateAsync(HttpContext http)
    {
        // The token that ran out is still the one of the request, and nothing could be written under it.
        http.RequestAborted = CancellationToken.None;
        http.Response.Headers.Connection = "close";
        return Refusal.Transport(StatusCodes.Status408RequestTimeout).ExecuteAsync(http);
    }
}
