using LegCramps.Service.Hooks;
using LegCramps.Service.Telemetry;
using Microsoft.Net.Http.Headers;

namespace LegCramps.Service.Clients;

/// <summary>
/// Stands before everything under <c>/cds-services</c>: a call goes on as a <see cref="CdsClient"/>, or it ends here. The caller is never told why.
/// Discovery is open unless it is configured otherwise, and what browsers ask before they call needs no token.
/// </summary>
internal sealed class ClientGate(RequestDelegate next, Settings settings, CdsClient anybody, ClientCheck check, ILogger<ClientGate> logger)
{
    private static readonly PathString Services = new("/cds-services");

    public async Task InvokeAsync(HttpContext http)
    {
        if (!http.Request.Path.StartsWithSegments(Services, StringComparison.OrdinalIgnoreCase, out var rest) || HttpMethods.IsOptions(http.Request.Method) || (IsDiscovery(rest) && !settings.RequireTokenForDiscovery))
        {
            await next(http);
            return;
        }

        var (client, denial) = settings.OpenAccess ? (anybody, null) : await check.WhoCallsAsync(http);
        if (client is null)
        {
            await DenyAsync(http, denial!);
            return;
        }

        http.Features.Set(client);
        await next(http);
    }

    private static bool IsDiscovery(PathString rest) => rest.Value is null or "" or "/";

    private Task DenyAsync(HttpContext http, Denial denial)
    {
        var issuer = denial.Client?.Client.Id ?? "-";
        if (denial.ForNow)
        {
            logger.CouldNotVerify(issuer, denial.Reason);
            return Refusal.CannotVerify.ExecuteAsync(http);
        }

        logger.NotLetIn(issuer, denial.Reason);
        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        http.Response.Headers[HeaderNames.WWWAuthenticate] = TokenVerification.Scheme;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.ContentLength = 0;
        return Task.CompletedTask;
    }
}
