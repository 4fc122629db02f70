namespace LegCramps.Service.Fhir;

/// <summary>One answer of a FHIR server, its body read whole.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Body">The body, decompressed; empty unless fetched.</param>
/// <param name="RetryAfter">How long the server asked to be left alone.</param>
internal sealed record FhirReply(FetchOutcome Outcome, ReadOnlyMemory<byte> Body = default, TimeSpan? RetryAfter = null)
{
    /// <summary>Whether the same question may be answered a moment later.</summary>
    public bool IsTransient => Outcome == FetchOutcome.Unavailable;
}
