using LegCramps.Service.Telemetry;
using Microsoft.AspNetCore.Diagnostics;

namespace LegCramps.Service.Hooks;

/// <summary>A bug: 500 with an OperationOutcome that gives nothing away, and a log line without the exception's message, which may quote the request.</summary>
internal static class Faults
{
    public static void UseFaults(this IApplicationBuilder app) => app.UseExceptionHandler(new ExceptionHandlerOptions
    {
        ExceptionHandler = AnswerAsync,
        SuppressDiagnosticsCallback = _ => true,
    });

    private static Task AnswerAsync(HttpContext http)
    {
        if (http.Features.Get<IExceptionHandlerFeature>() is { Error: { } exception }) http.RequestServices.GetRequiredService<ILogger<Refusal>>().Fault(exception);
        return Refusal.Fault.ExecuteAsync(http);
    }
}
