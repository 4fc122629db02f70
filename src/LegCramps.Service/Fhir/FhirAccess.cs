using LegCramps.Facts;
using LegCramps.Service.Clients;

namespace LegCramps.Service.Fhir;

/// <summary>The FHIR server that a call may ask, and the token for it. The token goes to addresses below the base URL and nowhere else.</summary>
internal sealed record FhirAccess(Uri Base, string? Token)
{
    /// <summary>The access that a request gives, or why it gives none.</summary>
    /// <param name="request">Names the server and carries the token.</param>
    /// <param name="client">Who sent it, and which servers it may name.</param>
    /// <param name="isDevelopment">Whether http will do, and open servers.</param>
    public static (FhirAccess? Access, FetchOutcome Reason) Of(CdsRequest request, CdsClient client, bool isDevelopment)
    {
        if (string.IsNullOrEmpty(request.FhirServer)) return (null, FetchOutcome.NoAccess);
        if (BaseUrl(request.FhirServer) is not { } server || !IsAllowed(server, client, isDevelopment)) return (null, FetchOutcome.NotAllowed);
        if (request.FhirAuthorization is not { } authorization)
        {
            // Every call to a FHIR server carries the token (CDS Hooks, passing the access token); open sandboxes have none to give.
            return isDevelopment ? (new FhirAccess(server, null), FetchOutcome.Fetched) : (null, FetchOutcome.NoAccess);
        }

        return IsUsable(authorization) ? (new FhirAccess(server, authorization.AccessToken), FetchOutcome.Fetched) : (null, FetchOutcome.NoAccess);
    }

    /// <summary>The address a link or a reference means, when it lies below the base URL; null for every other place.</summary>
    public Uri? Follow(string link, Uri from) =>
        Uri.TryCreate(from, link, out var target) && target.UserInfo.Length == 0 && IsBelow(target) ? target : null;

    /// <summary>The id of a Medication of this server that a reference leads to, or null.</summary>
    public string? MedicationId(string reference)
    {
        if (Follow(reference, Base) is not { } target || target.Query.Length > 0) return null;
        string[] steps = target.AbsolutePath[Base.AbsolutePath.Length..].Split('/');
        return steps is [RequestReading.Medication, { Length: > 0 }] or [RequestReading.Medication, { Length: > 0 }, "_history", _] ? Uri.UnescapeDataString(steps[1]) : null;
    }

    // Never printed, whoever prints the record.
    public override string ToString() => nameof(FhirAccess);

    private bool IsBelow(Uri target)
    {
        if (target.Scheme != Base.Scheme || target.Host != Base.Host || target.Port != Base.Port) return false;
        // HAPI continues a search at the base URL itself, without the slash at its end.
        return target.AbsolutePath.StartsWith(Base.AbsolutePath, StringComparison.Ordinal) || target.AbsolutePath == Base.AbsolutePath[..^1];
    }

    private static Uri? BaseUrl(string server) =>
        Uri.TryCreate(server, UriKind.Absolute, out var url) && url is { Query.Length: 0, Fragment.Length: 0, UserInfo.Length: 0 } ? WithSlash(url) : null;

    private static Uri WithSlash(Uri url) => url.AbsolutePath.EndsWith('/') ? url : new Uri($"{url.AbsoluteUri}/");

    private static bool IsAllowed(Uri server, CdsClient client, bool isDevelopment)
    {
        if (server.Scheme != Uri.UriSchemeHttps && !(isDevelopment && server.Scheme == Uri.UriSchemeHttp)) return false;
        return client.FhirServers.Any(allowed => WithSlash(allowed) == server) || (client.AnyLoopbackFhirServer && server.IsLoopback);
    }

    private static bool IsUsable(FhirAuthorization authorization) =>
        authorization is { AccessToken.Length: > 0 }
        && (string.IsNullOrEmpty(authorization.TokenType) || authorization.TokenType.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
        && authorization.ExpiresIn is not <= 0
        && authorization.AccessToken!.All(c => c is > ' ' and <= '~');
}
