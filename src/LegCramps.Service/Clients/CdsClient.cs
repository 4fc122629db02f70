using LegCramps.Composition;
using Microsoft.AspNetCore.Http.Features;

namespace LegCramps.Service.Clients;

/// <summary>The EHR that calls, and how it wants to be answered.</summary>
public sealed record CdsClient
{
    /// <summary>Its issuer; empty for open access.</summary>
    public required string Id { get; init; }

    /// <summary>The <c>tenant</c> its token names; null when it names none.</summary>
    public string? Tenant { get; init; }

    /// <summary>Base URLs of the FHIR servers that may be asked with its access tokens.</summary>
    public IReadOnlyList<Uri> FhirServers { get; init; } = [];

    /// <summary>Whether it may name any FHIR server on this machine; only while access is open.</summary>
    public bool AnyLoopbackFhirServer { get; init; }

    public required string Gate { get; init; }

    /// <summary>Whose drug labels hold where the client is.</summary>
    public required string Jurisdiction { get; init; }

    public required bool Completeness { get; init; }

    public required CompositionOptions Composition { get; init; }

    /// <summary>Whoever calls while access is open.</summary>
    public static CdsClient Anybody(Settings settings, DeploymentSecret secret) => new()
    {
        Id = "",
        AnyLoopbackFhirServer = true,
        Gate = settings.LegCramps.Gate,
        Jurisdiction = settings.LegCramps.Jurisdiction,
        Completeness = settings.LegCramps.Completeness,
        Composition = new() { MaxCards = settings.LegCramps.MaxCards, Findings = settings.LegCramps.Findings, CardPages = settings.CardPages, Secret = secret.Key, Modes = CardModes.Of(settings.LegCramps.CardModes) },
    };

    /// <summary>A configured client: what it does not say holds as for anybody.</summary>
    public static CdsClient Known(ClientOptions options, CdsClient anybody) => anybody with
    {
        Id = options.Issuer,
        AnyLoopbackFhirServer = false,
        FhirServers = [.. options.FhirServers.Select(server => new Uri(server))],
        Gate = options.Gate ?? anybody.Gate,
        Completeness = options.Completeness ?? anybody.Completeness,
        Composition = anybody.Composition with
        {
            ClientId = options.Issuer,
            Suggestions = options.Suggestions,
            SelectionBehavior = options.SelectionBehavior,
            Findings = options.Findings ?? anybody.Composition.Findings,
            Modes = CardModes.Of(options.Cards, anybody.Composition.Modes),
        },
    };

    /// <summary>The client of this call, as <see cref="ClientGate"/> let it in; an endpoint that no gate stands before gets none and fails.</summary>
    public static ValueTask<CdsClient?> BindAsync(HttpContext http) => new(http.Features.GetRequiredFeature<CdsClient>());

    // Two tenants of one client may give the same id to two patients.
    public CdsClient Of(string? tenant) => tenant is null ? this : this with { Tenant = tenant, Composition = Composition with { ClientId = $"{Id} {tenant}" } };
}
