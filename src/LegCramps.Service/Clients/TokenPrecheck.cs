using System.Text.Json;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LegCramps.Service.Clients;

/// <summary>Everything about a token that costs next to nothing to check, so that a forged one rarely gets as far as its signature and never causes a request.</summary>
internal sealed class TokenPrecheck(KnownClients clients, Settings settings, TimeProvider clock)
{
    /// <summary>How far two clocks may be apart.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(60);

    private const int MaxHeaderLength = 8 * 1024;
    private const string Scheme = "Bearer ";

    private readonly string baseUrl = settings.PublicBaseUrl?.TrimEnd('/') ?? "";

    public (PresentedToken? Token, Denial? Denial) Read(HttpRequest request)
    {
        if (Text(request.Headers.Authorization) is not { } text) return (null, new("there is not exactly one Authorization header with a bearer token of at most 8 KiB"));
        try
        {
            var jwt = new JsonWebToken(text);
            if (jwt.InnerToken is not null || text.AsSpan().Count('.') != 2) return (null, new("it is not a signed JWT of three parts"));
            if (clients.WithIssuer(jwt.Issuer) is not { Keys: not null } client) return (null, new("its iss is no configured client with keys"));
            if (Fault(jwt, client, request) is { } fault) return (null, new(fault, client));
            return (new PresentedToken(text, jwt, client) { AcceptedUntil = When(jwt, "exp")!.Value + ClockSkew }, null);
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException or JsonException or FormatException or InvalidOperationException or InvalidCastException or OverflowException)
        {
            return (null, new("it cannot be read as a JWT"));
        }
    }

    // Some clients without a key send the word null.
    private static string? Text(StringValues headers) =>
        headers is [{ Length: <= MaxHeaderLength } header] && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && header[Scheme.Length..].Trim() is { Length: > 0 } text && text != "null"
            ? text
            : null;

    private string? Fault(JsonWebToken jwt, KnownClient client, HttpRequest request) =>
        !client.Algorithms.Contains(jwt.Alg, StringComparer.Ordinal) ? "its alg is none of the client's Algorithms"
        : jwt.TryGetHeaderValue<object>("crit", out _) ? "it has a crit header, and none is understood"
        : !string.Equals(jwt.Typ, "JWT", StringComparison.OrdinalIgnoreCase) ? "its typ is not JWT"
        : string.IsNullOrEmpty(jwt.Kid) ? "it has no kid"
        : jwt.TryGetHeaderValue<object>("jku", out _) && jwt.GetHeaderValue<string>("jku") != client.Jku ? "its jku is not the client's JwksUrl"
        : !jwt.Audiences.Any(audience => IsAudience(audience, client, request.Path)) ? "its aud is neither the URL of this endpoint below PublicBaseUrl nor one of the client's Audiences"
        : TimeFault(jwt, client) is { } fault ? fault
        : string.IsNullOrEmpty(jwt.Id) ? "it has no jti"
        : client.Tenants.Count > 0 && !(jwt.TryGetPayloadValue<string>("tenant", out var tenant) && client.Tenants.Contains(tenant, StringComparer.Ordinal)) ? "its tenant is none of the client's Tenants"
        : null;

    private string? TimeFault(JsonWebToken jwt, KnownClient client)
    {
        var now = clock.GetUtcNow();
        if (When(jwt, "exp") is not { } expires || When(jwt, "iat") is not { } issued) return "its exp or iat is missing or no time";
        if (expires + ClockSkew <= now) return "it has expired";
        if (issued - ClockSkew > now) return "its iat lies in the future";
        if (jwt.TryGetPayloadValue<object>("nbf", out _) && !(When(jwt, "nbf") - ClockSkew <= now)) return "its nbf lies in the future or is no time";
        return expires - issued > client.MaxLifetime ? "it lives longer than the client's MaxTokenMinutes" : null;
    }

    // The path is the one that clients see: /cds-services, /cds-services/{id} or /cds-services/{id}/feedback. Some send the address of the service for feedback too.
    private bool IsAudience(string audience, KnownClient client, string? path)
    {
        if (client.Audiences.Contains(audience, StringComparer.Ordinal)) return true;
        if (baseUrl.Length == 0 || !audience.StartsWith(baseUrl, StringComparison.Ordinal)) return false;
        var said = audience[baseUrl.Length..].TrimEnd('/');
        return path?.TrimEnd('/').Split('/') switch
        {
            ["", _] => said == "/cds-services",
            ["", _, var id] => said == $"/cds-services/{id}",
            ["", _, var id, "feedback"] => said == $"/cds-services/{id}/feedback" || said == $"/cds-services/{id}",
            _ => false,
        };
    }

    private static DateTimeOffset? When(JsonWebToken jwt, string claim) =>
        jwt.TryGetPayloadValue<double>(claim, out var seconds) && seconds is > 0 and < 253_402_300_800 ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null;
}
