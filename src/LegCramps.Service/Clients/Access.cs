namespace LegCramps.Service.Clients;

/// <summary>Who may call: anybody in Development, nobody without a verified identity elsewhere.</summary>
internal static class Access
{
    private const string NoClient =
        "No client is configured, so nobody could be let in. Configure each EHR under Clients (Clients:0:Issuer, and JwksFile or JwksUrl) "
        + "and PublicBaseUrl, or set ASPNETCORE_ENVIRONMENT=Development for open access on a machine of your own.";

    private const string NotYet =
        "This version cannot verify client tokens yet; run it in the Development environment behind your own gateway";

    public static IEnumerable<string> Problems(Settings settings, bool isDevelopment) =>
        isDevelopment ? [] : settings.Clients.Count == 0 ? [NoClient] : [NotYet];
}
