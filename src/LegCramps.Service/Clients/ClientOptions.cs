namespace LegCramps.Service.Clients;

/// <summary>One entry of <c>Clients</c>: an EHR that may call, and how it wants to be answered.</summary>
public sealed record ClientOptions
{
    /// <summary><c>iss</c> of its tokens.</summary>
    public string Issuer { get; init; } = "";

    /// <summary>Its public keys as a local file; read again when it changes.</summary>
    public string? JwksFile { get; init; }

    /// <summary>Where its public keys are fetched, and the only <c>jku</c> that its tokens may name. With a <see cref="JwksFile"/> nothing is fetched.</summary>
    public string? JwksUrl { get; init; }

    /// <summary>SHA-256 thumbprint of its TLS certificate: alone it takes the place of tokens, beside keys both are demanded.</summary>
    public string? CertificateThumbprint { get; init; }

    /// <summary>Accepted values of <c>alg</c>; when empty, the two that CDS Hooks recommends.</summary>
    public string[] Algorithms { get; init; } = [];

    /// <summary>The longest time from <c>iat</c> to <c>exp</c>, in minutes.</summary>
    public int MaxTokenMinutes { get; init; } = 60;

    /// <summary>Accepted values of <c>aud</c> beside the URL that follows from <c>PublicBaseUrl</c>.</summary>
    public string[] Audiences { get; init; } = [];

    /// <summary>FHIR servers that may be asked with this client's access tokens.</summary>
    public string[] FhirServers { get; init; } = [];

    /// <summary>Null takes the gate of <c>LegCramps</c>, as do the other settings that are null.</summary>
    public string? Gate { get; init; }

    /// <summary>When it names some, every token must name one of them as its <c>tenant</c>.</summary>
    public string[] Tenants { get; init; } = [];

    public bool Suggestions { get; init; } = true;

    /// <summary><c>any</c>, or <c>at-most-one</c> for clients of CDS Hooks 1.0.</summary>
    public string SelectionBehavior { get; init; } = "any";

    /// <summary>As <c>LegCramps:CardModes</c>, for this client: to try a card with one, or to keep one from it.</summary>
    public Dictionary<string, string> Cards { get; init; } = [];

    public bool? Findings { get; init; }

    public bool? Completeness { get; init; }

    public bool HasKeys => JwksFile is not null || JwksUrl is not null;
}
