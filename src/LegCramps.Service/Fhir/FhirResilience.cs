using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using LegCramps.Service.Clients;
using LegCramps.Service.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Telemetry;
using Polly.Timeout;

namespace LegCramps.Service.Fhir;

/// <summary>
/// What stands between a call and a FHIR server that fails, one pipeline per server, from the outside in:
/// the time that is left, the number of requests in flight, another attempt, the circuit breaker, the time for one attempt.
/// </summary>
internal sealed class FhirResilience(Settings settings, FhirMetrics metrics, ILogger<FhirResilience> logger)
{
    private readonly ConcurrentDictionary<string, Lazy<ResiliencePipeline<FhirReply>>> pipelines = new(StringComparer.Ordinal);

    /// <summary>The pipeline of a server, by its base URL. There are as many as servers that clients may name.</summary>
    public ResiliencePipeline<FhirReply> Of(Uri server) => pipelines.GetOrAdd(server.AbsoluteUri, name => new(() => Build(name))).Value;

    private ResiliencePipeline<FhirReply> Build(string server)
    {
        var options = settings.Fhir;
        var state = new CircuitBreakerStateProvider();
        metrics.Watch(server, state);
        return new ResiliencePipelineBuilder<FhirReply> { Name = "fhir", InstanceName = server }
            .AddTimeout(new TimeoutStrategyOptions { Name = "deadline", TimeoutGenerator = a => ValueTask.FromResult(Left(a.Context)) })
            .AddConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = options.ConcurrentRequests, QueueLimit = options.QueuedRequests })
            .AddRetry(Retry(options))
            .AddCircuitBreaker(Breaker(options, server, state))
            // A little before the deadline: what hangs must be a failure of the attempt, which the breaker sees, and not the end of the call.
            .AddTimeout(new TimeoutStrategyOptions { Name = "attempt", TimeoutGenerator = a => ValueTask.FromResult(Least(Left(a.Context) - TimeSpan.FromMilliseconds(20), options.AttemptMilliseconds)) })
            // Metrics only: a line for every attempt would drown those that matter.
            .ConfigureTelemetry(new TelemetryOptions { LoggerFactory = NullLoggerFactory.Instance })
            .Build();
    }

    // Every request is a read, so all may be repeated; the deadline decides whether it is worth it.
    private static RetryStrategyOptions<FhirReply> Retry(FhirOptions options) => new()
    {
        MaxRetryAttempts = Math.Max(1, options.Retries),
        Delay = TimeSpan.FromMilliseconds(20),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        ShouldHandle = a => ValueTask.FromResult(
            options.Retries > 0 && IsFailure(a.Outcome) && Left(a.Context) > (a.Outcome.Result?.RetryAfter ?? TimeSpan.Zero) + TimeSpan.FromMilliseconds(options.AttemptMilliseconds / 4.0)),
        DelayGenerator = a => ValueTask.FromResult(a.Outcome.Result?.RetryAfter),
    };

    private CircuitBreakerStrategyOptions<FhirReply> Breaker(FhirOptions options, string server, CircuitBreakerStateProvider state) => new()
    {
        FailureRatio = 0.5,
        MinimumThroughput = options.BreakerFailures,
        SamplingDuration = TimeSpan.FromSeconds(10),
        BreakDuration = TimeSpan.FromSeconds(options.BreakerSeconds),
        StateProvider = state,
        ShouldHandle = a => ValueTask.FromResult(IsFailure(a.Outcome)),
        OnOpened = a =>
        {
            logger.FhirServerLeftAlone(server, a.BreakDuration.TotalSeconds);
            return default;
        },
        OnClosed = _ =>
        {
            logger.FhirServerBack(server);
            return default;
        },
    };

    private static bool IsFailure(Outcome<FhirReply> outcome) =>
        outcome.Result?.IsTransient == true
        || outcome.Exception is HttpRequestException { InnerException: not EgressRefusedException } or IOException or TimeoutRejectedException or OperationCanceledException { InnerException: TimeoutException };

    private static TimeSpan Left(ResilienceContext context) => Least(context.Properties.GetValue(Deadline.Key, null!).Remaining, int.MaxValue);

    // Polly takes no time-out of nothing; a millisecond will not be enough either.
    private static TimeSpan Least(TimeSpan left, int milliseconds) => TimeSpan.FromMilliseconds(Math.Max(10, Math.Min(left.TotalMilliseconds, milliseconds)));
}
