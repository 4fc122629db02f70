namespace LegCramps.Service.Clients;

/// <summary>Who may call: anybody in Development as long as no client is configured, known clients only in every other case.</summary>
internal static class Access
{
    private const string NoClient =
        "No client is configured, so nobody could be let in. Configure each EHR under Clients (Clients:0:Issuer, and JwksFile or JwksUrl) "
        + "and PublicBaseUrl, or set ASPNETCORE_ENVIRONMENT=Development for open access on a machine of your own.";

    public static IEnumerable<string> Problems(Settings settings, bool isDevelopment)
    {
        if (settings.OpenAccess) return isDevelopment ? [] : [NoClient];
        return isDevelopment ? InDevelopment(settings) : InProduction(settings);
    }

    private static IEnumerable<string> InDevelopment(Settings settings)
    {
        if (settings.PublicBaseUrl is null && settings.Clients.Any(c => c.HasKeys && c.Audiences.Length == 0))
            yield return "PublicBaseUrl: missing; the aud of a token is compared with it (or with the Audiences of the client).";
    }

    private static IEnumerable<string> InProduction(Settings settings)
    {
        if (settings.PublicBaseUrl is null) yield return "PublicBaseUrl: missing; outside Development it must be the https address that EHRs call, because the aud of their tokens is compared with it.";
        else if (!IsHttps(settings.PublicBaseUrl)) yield return $"PublicBaseUrl: '{settings.PublicBaseUrl}' is not https; outside Development patients' data must not travel in the clear.";
        foreach (var (i, client) in settings.Clients.Index())
        {
            if (client.JwksUrl is { } url && !IsHttps(url)) yield return $"Clients:{i}:JwksUrl: '{url}' is not https; keys that anybody on the way can replace prove nothing.";
        }
    }

    private static bool IsHttps(string url) => url.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
}
