namespace LegCramps.Service.Tests.Fhir;

/// <summary>Calls that give access to a FHIR server.</summary>
internal static class Access
{
    public const string Token = "some-opaque-access-token";

    /// <summary>The settings of a service on a busy machine: nothing that works may be cut off by the clock.</summary>
    public static (string, string)[] Patient { get; } = [("Fhir:DeadlineMilliseconds", "20000"), ("Fhir:AttemptMilliseconds", "15000"), ("Fhir:BreakerFailures", "1000")];

    /// <summary>The same call, whose sender would let the service ask.</summary>
    public static Call WithAccess(this Call call, string server) => call.With("fhirServer", server).With("fhirAuthorization", new JsonObject
    {
        ["access_token"] = Token,
        ["token_type"] = "Bearer",
        ["expires_in"] = 300,
        ["scope"] = "user/*.rs",
        ["subject"] = "legcramps",
        ["patient"] = Some.PatientId,
    });

    public static Call OpensAChartWithoutPrefetch(StubFhirServer server) => Call.PatientView().Without("prefetch").WithAccess(server.Base);
}
