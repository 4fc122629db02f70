using LegCramps.CdsHooks;
using LegCramps.Service.Clients;
using LegCramps.Service.Discovery;
using LegCramps.Service.Hooks;
using LegCramps.Service.Store;

namespace LegCramps.Service.Feedback;

/// <summary><c>POST /cds-services/{id}/feedback</c>.</summary>
internal static class FeedbackEndpoint
{
    private const string Path = "/cds-services/{id}/feedback";

    // Five thousand items are smaller than this.
    private const int MaxBytes = 2 * 1024 * 1024;

    public static void MapFeedback(this IEndpointRouteBuilder app)
    {
        app.MapPost(Path, PostAsync);
        app.Map(Path, (string id, HttpRequest request) => ServiceList.Find(id) is null ? Refusal.UnknownService : Refusal.WrongMethod(request, "POST, OPTIONS"));
    }

    private static async Task PostAsync(string id, HttpContext http, CdsClient client, Settings settings, FeedbackIntake intake, OverrideReasons reasons, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<FeedbackIntake> logger)
    {
        var started = clock.GetTimestamp();
        FeedbackBody? body = null;
        try
        {
            (var result, body) = await AnswerAsync();
            await result.ExecuteAsync(http);
        }
        catch (Exception e) when (HookEndpoint.IsNobodyThere(http, e))
        {
            // Nobody waits for the answer any more. What was kept stays, and is recognized when it is sent again.
        }
        finally
        {
            logger.FeedbackAnswered(ServiceList.Find(id)?.Id ?? "unknown", http.Response.StatusCode, body?.Items.Count ?? 0, body?.Problems.Count ?? 0, Math.Round(clock.GetElapsedTime(started).TotalMilliseconds, 1));
        }

        async Task<(IResult Result, FeedbackBody? Body)> AnswerAsync()
        {
            // received
            if (ServiceList.Find(id) is not { } service) return (Refusal.UnknownService, null);
            if (lifetime.ApplicationStopping.IsCancellationRequested) return (Refusal.ShuttingDown, null);
            var limit = (int)Math.Min(MaxBytes, settings.LegCramps.MaxRequestBodyBytes);
            if (RequestHead.Refuse(http.Request, limit) is { } head) return (head, null);

            // read
            var (bytes, broken) = await BodyAsync(http, limit);
            if (broken is not null) return (broken, null);
            var (read, refusal) = FeedbackReader.Read(bytes);
            if (read is null) return (refusal!, null);
            if (read.Items.Count == 0 && read.Problems.Count > 0) return (new FeedbackOutcome(400, read.Problems), read);

            // kept: on the disk before the answer
            var isKept = await intake.KeepAsync([.. read.Items.Select(i => Record(i, service, client, reasons, clock.GetUtcNow()))]);
            return (isKept ? new FeedbackOutcome(200, read.Problems) : Refusal.StoreAway, read);
        }
    }

    private static async Task<(ReadOnlyMemory<byte> Bytes, Refusal? Refusal)> BodyAsync(HttpContext http, int limit)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            while (await http.Request.Body.ReadAsync(buffer, http.RequestAborted) is var read and > 0)
            {
                if (body.Length + read > limit) return (default, Refusal.TooLarge);
                await body.WriteAsync(buffer.AsMemory(0, read));
            }
        }
        catch (BadHttpRequestException e)
        {
            return (default, Refusal.Transport(e.StatusCode));
        }

        return (body.ToArray(), null);
    }

    private static FeedbackRecord Record(FeedbackItem item, CdsService service, CdsClient client, OverrideReasons reasons, DateTimeOffset received) => new()
    {
        Client = client.Id,
        Tenant = StoredText.OrNull(client.Tenant),
        Service = service.Id,
        Card = item.Card,
        Outcome = item.Outcome,
        OutcomeTime = item.Time,
        Received = received,
        Reason = item.Reason is { } stated ? reasons.Code(stated) : null,
        ReasonSystem = item.Reason?.System,
        AcceptedSuggestions = item.AcceptedSuggestions,
        Snoozes = item.Reason is { } reason && reasons.Snoozes(reason),
    };
}
