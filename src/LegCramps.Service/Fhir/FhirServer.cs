using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using LegCramps.Service.Clients;
using Polly;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Timeout;

namespace LegCramps.Service.Fhir;

/// <summary>Reads from the FHIR servers of clients: one GET, its answer whole and bounded, every failure a value.</summary>
internal sealed class FhirServer(Settings settings, EgressGuard guard, FhirResilience resilience, FhirMetrics metrics, TimeProvider clock) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        ConnectCallback = guard.ConnectAsync,
        // A redirect could lead anywhere, with the token.
        AllowAutoRedirect = false,
        // A proxy would resolve names itself, behind the guard's back.
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        MaxConnectionsPerServer = settings.Fhir.ConcurrentRequests,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectTimeout = TimeSpan.FromMilliseconds(settings.Fhir.AttemptMilliseconds),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Gets what is at the address. The request ends with the deadline, whatever the server does.</summary>
    public async Task<FhirReply> GetAsync(FhirAccess access, Uri address, Deadline deadline, CancellationToken cancellation)
    {
        var started = clock.GetTimestamp();
        var reply = await TryAsync(access, address, deadline, cancellation);
        metrics.Fetched(reply.Outcome, clock.GetElapsedTime(started));
        return reply;
    }

    public void Dispose() => http.Dispose();

    private async Task<FhirReply> TryAsync(FhirAccess access, Uri address, Deadline deadline, CancellationToken cancellation)
    {
        if (deadline.Remaining == TimeSpan.Zero) return new FhirReply(FetchOutcome.Timeout);
        var context = ResilienceContextPool.Shared.Get(cancellation);
        context.Properties.Set(Deadline.Key, deadline);
        try
        {
            return await resilience.Of(access.Base).ExecuteAsync(
                static (c, s) => new ValueTask<FhirReply>(s.server.SendAsync(s.access, s.address, c.CancellationToken)), context, (server: this, access, address));
        }
        catch (Exception e) when (OutcomeOf(e, cancellation) is { } outcome)
        {
            return new FhirReply(outcome);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    // Null for a bug, and for a caller who hung up.
    private static FetchOutcome? OutcomeOf(Exception exception, CancellationToken cancellation) => exception switch
    {
        TimeoutRejectedException => FetchOutcome.Timeout,
        OperationCanceledException when !cancellation.IsCancellationRequested => FetchOutcome.Timeout,
        HttpRequestException { InnerException: EgressRefusedException } => FetchOutcome.NotAllowed,
        BrokenCircuitException or RateLimiterRejectedException or HttpRequestException or IOException => FetchOutcome.Unavailable,
        _ => null,
    };

    private async Task<FhirReply> SendAsync(FhirAccess access, Uri address, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (access.Token is { } token) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.ParseAdd("application/fhir+json");
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        return (int)response.StatusCode switch
        {
            >= 200 and < 300 => await ReadAsync(response.Content, cancellation),
            401 or 403 => new FhirReply(FetchOutcome.Forbidden),
            404 or 410 => new FhirReply(FetchOutcome.NotFound),
            408 or 429 or >= 500 => new FhirReply(FetchOutcome.Unavailable, RetryAfter: RetryAfter(response)),
            _ => new FhirReply(FetchOutcome.Unreadable),
        };
    }

    // The limit counts what was decompressed, so a small body cannot become a large one.
    private async Task<FhirReply> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        var limit = settings.Fhir.MaxPageBytes;
        if (content.Headers.ContentLength > limit) return new FhirReply(FetchOutcome.Unreadable);
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        var body = new ArrayBufferWriter<byte>(16 * 1024);
        try
        {
            while (await stream.ReadAsync(body.GetMemory(16 * 1024), cancellation) is var read and > 0)
            {
                body.Advance(read);
                if (body.WrittenCount > limit) return new FhirReply(FetchOutcome.Unreadable);
            }
        }
        catch (InvalidDataException)
        {
            // Said to be compressed, and is not.
            return new FhirReply(FetchOutcome.Unreadable);
        }

        return new FhirReply(FetchOutcome.Fetched, body.WrittenMemory);
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > clock.GetUtcNow() => date - clock.GetUtcNow(),
        _ => null,
    };
}
