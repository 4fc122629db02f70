using LegCramps.Composition;

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

    public required string Gate { get; init; }

    /// <summary>Whose drug labels hold where the client is.</summary>
    public required string Jurisdiction { get; init; }

    public required bool Completeness { get; init; }

    public required CompositionOptions Composition { get; init; }

    /// <summary>Whoever calls while access is open.</summary>
    public static CdsClient Anybody(Settings settings, DeploymentSecret secret) => new()
    {
        Id = "",
        Gate = settings.LegCramps.Gate,
        Jurisdiction = settings.LegCramps.Jurisdiction,
        Completeness = settings.LegCramps.Completeness,
        Composition = new() { MaxCards = settings.LegCramps.MaxCards, Findings = settings.LegCramps.Findings, CardPages = settings.CardPages, Secret = secret.Key, Modes = CardModes.Of(settings) },
    };
}
