using System.Collections.Frozen;
using LegCramps.Service.Clients.Keys;

namespace LegCramps.Service.Clients;

/// <summary>Every configured client, by the issuer of its tokens and by its certificate.</summary>
internal sealed class KnownClients
{
    private readonly FrozenDictionary<string, KnownClient> byIssuer;
    private readonly FrozenDictionary<string, KnownClient> byCertificate;

    public KnownClients(Settings settings, CdsClient anybody, Func<ClientOptions, IClientKeys?> keysOf)
    {
        KnownClient[] all = [.. settings.Clients.Select(options => KnownClient.Of(options, settings, anybody, keysOf(options)))];
        byIssuer = all.ToFrozenDictionary(c => c.Client.Id, StringComparer.Ordinal);
        byCertificate = all.Where(c => c.Certificate is not null).ToFrozenDictionary(c => c.Certificate!, StringComparer.Ordinal);
    }

    public IEnumerable<KnownClient> All => byIssuer.Values;

    public IEnumerable<string> Issuers => byIssuer.Keys;

    public KnownClient? WithIssuer(string issuer) => byIssuer.GetValueOrDefault(issuer);

    public KnownClient? WithCertificate(string? thumbprint) => thumbprint is null ? null : byCertificate.GetValueOrDefault(thumbprint);
}
