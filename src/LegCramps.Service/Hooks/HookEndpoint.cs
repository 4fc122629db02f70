using LegCramps.Service.Clients;
using LegCramps.Service.Discovery;
using LegCramps.Service.Feedback;
using LegCramps.Service.Limits;
using LegCramps.Service.Telemetry;
using Microsoft.AspNetCore.Connections;

namespace LegCramps.Service.Hooks;

/// <summary><c>POST /cds-services/{id}</c>.</summary>
internal static class HookEndpoint
{
    private const string Path = "/cds-services/{id}";

    public static void MapHooks(this IEndpointRouteBuilder app)
    {
        app.MapPost(Path, PostAsync);
        app.Map(Path, (string id, HttpRequest request) => ServiceList.Find(id) is null ? Refusal.UnknownService : Refusal.WrongMethod(request, "POST, OPTIONS"));
    }

    private static async Task PostAsync(string id, HttpContext http, HookCall call, CdsClient client, Settings settings, IHostApplicationLifetime lifetime, CallRecord record, Ledger ledger)
    {
        var started = record.Start();
        var status = StatusCodes.Status500InternalServerError;
        HookAnswer? answer = null;
        try
        {
            (var result, answer) = await AnswerAsync(id, http, call, client, settings.LegCramps.MaxRequestBodyBytes, lifetime.ApplicationStopping.IsCancellationRequested);
            using (Stage.Start("write")) await result.ExecuteAsync(http);
            status = http.Response.StatusCode;
            if (answer is not null) ledger.Note(ServiceList.Find(id)!, client, answer);
        }
        catch (OperationCanceledException) when (CallLimits.IsTooLate(http))
        {
            status = StatusCodes.Status408RequestTimeout;
            throw;
        }
        catch (Exception e) when (IsNobodyThere(http, e))
        {
            // The chart was closed before the answer came; nobody is there to tell.
            status = StatusCodes.Status499ClientClosedRequest;
        }
        finally
        {
            record.Answered(ServiceList.Find(id)?.Id ?? "unknown", status, answer, http.Request.ContentLength, started);
        }
    }

    /// <summary>Whether the caller has hung up. A reset may be met in the connection before the request is told of it.</summary>
    internal static bool IsNobodyThere(HttpContext http, Exception e) =>
        e is ConnectionResetException or ConnectionAbortedException || (http.RequestAborted.IsCancellationRequested && e is OperationCanceledException or IOException);

    private static async Task<(IResult Result, HookAnswer? Answer)> AnswerAsync(string id, HttpContext http, HookCall call, CdsClient client, long maxBytes, bool stopping)
    {
        if (ServiceList.Find(id) is not { } service) return (Refusal.UnknownService, null);
        if (stopping) return (Refusal.ShuttingDown, null);
        if (RequestHead.Refuse(http.Request, maxBytes) is { } refusal) return (refusal, null);
        try
        {
            var answer = await call.AnswerAsync(service, client, http.Request.Body, http.RequestAborted);
            return (answer.Response is { } response ? new CdsResult(response) : Refusal.Of(answer.Problem!), answer);
        }
        catch (BadHttpRequestException e)
        {
            return (Refusal.Transport(e.StatusCode), null);
        }
    }
}
