namespace LegCramps.Facts;

/// <summary>The envelope of a CDS Hooks call, without its FHIR data.</summary>
public sealed record CdsRequest
{
    public required string Hook { get; init; }

    public required string HookInstance { get; init; }

    public string? FhirServer { get; init; }

    public FhirAuthorization? FhirAuthorization { get; init; }

    public required string PatientId { get; init; }

    public string? UserId { get; init; }

    public string? EncounterId { get; init; }
}

/// <summary>The access token for the client's FHIR server; it never leaves the request.</summary>
public sealed record FhirAuthorization
{
    public string? AccessToken { get; init; }

    public string? TokenType { get; init; }

    public int? ExpiresIn { get; init; }

    public string? Scope { get; init; }

    public string? Subject { get; init; }

    public string? Patient { get; init; }

    /// <summary>Keeps the token out of every log line.</summary>
    public override string ToString() => "FhirAuthorization";
}
