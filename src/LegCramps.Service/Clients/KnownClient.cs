using LegCramps.Service.Clients.Keys;

namespace LegCramps.Service.Clients;

/// <summary>A configured client: what its tokens must be like, and as whom it is let in.</summary>
internal sealed record KnownClient
{
    public required CdsClient Client { get; init; }

    /// <summary>Null for a client that is known by its certificate alone.</summary>
    public required IClientKeys? Keys { get; init; }

    /// <summary>The only <c>jku</c> its tokens may name.</summary>
    public required string? Jku { get; init; }

    /// <summary>SHA-256, in capitals; null when it needs none.</summary>
    public required string? Certificate { get; init; }

    public required IReadOnlyList<string> Algorithms { get; init; }

    public required IReadOnlyList<string> Audiences { get; init; }

    public required IReadOnlyList<string> Tenants { get; init; }

    public required TimeSpan MaxLifetime { get; init; }

    public static KnownClient Of(ClientOptions options, Settings settings, CdsClient anybody, IClientKeys? keys) => new()
    {
        Client = CdsClient.Known(options, settings, anybody),
        Keys = keys,
        Jku = options.JwksUrl,
        Certificate = options.CertificateThumbprint is { } thumbprint ? ClientCertificate.Normalized(thumbprint) : null,
        Algorithms = options.Algorithms is { Length: > 0 } chosen ? chosen : SigningAlgorithm.Default,
        Audiences = options.Audiences,
        Tenants = options.Tenants,
        MaxLifetime = TimeSpan.FromMinutes(options.MaxTokenMinutes),
    };
}
