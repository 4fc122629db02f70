using Microsoft.AspNetCore.Authentication;

namespace LegCramps.Service.Clients;

/// <summary>Who calls: the steps from an Authorization header, or a TLS certificate, to a configured client. The cheap ones come first.</summary>
internal sealed class ClientCheck(KnownClients clients, TokenPrecheck precheck, VerificationSlots slots, IReplays replays, TimeProvider clock)
{
    public async ValueTask<(CdsClient? Client, Denial? Denial)> WhoCallsAsync(HttpContext http)
    {
        // a certificate alone is enough for a client that has no keys
        var certified = clients.WithCertificate(ClientCertificate.Thumbprint(http, clock.GetUtcNow()));
        if (certified is { Keys: null }) return (certified.Client, null);

        // everything but the signature
        var (token, denial) = precheck.Read(http.Request);
        if (token is null) return (null, denial);
        var client = token.Client;
        if (client.Certificate is not null && client != certified) return (null, new("the call did not come with the client's certificate", client));
        if (replays.HasSeen(client.Client.Id, token.Jwt.Id)) return (null, Repeated(client));

        // the key
        if (await client.Keys!.FindAsync(token.Jwt.Kid, token.Jwt.Alg) is not { } keys) return (null, new("the client's keys cannot be had", client) { ForNow = true });
        if (keys.Fitting(token.Jwt.Kid, token.Jwt.Alg).Count == 0) return (null, new("its kid is none of the client's keys for its alg", client));

        // the signature
        http.Features.Set(token);
        if (await slots.InTurnAsync(client, async () => (AuthenticateResult?)await http.AuthenticateAsync(TokenVerification.Scheme), http.RequestAborted) is not { } verified)
            return (null, new("too many signatures wait to be verified", client) { ForNow = true });
        if (!verified.Succeeded) return (null, new($"its signature does not hold ({verified.Failure?.GetType().Name})", client));

        // used once
        return await replays.RecordAsync(client.Client.Id, token.Jwt.Id, token.AcceptedUntil) switch
        {
            Use.First => (client.Client.Of(token.Tenant), null),
            Use.Repeated => (null, Repeated(client)),
            _ => (null, new("whether it was used before cannot be found out", client) { ForNow = true }),
        };
    }

    private static Denial Repeated(KnownClient client) => new("its jti was used before", client);
}
