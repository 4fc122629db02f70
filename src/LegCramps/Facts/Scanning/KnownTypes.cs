using Hl7.Fhir.Model;
using LegCramps.Knowledge;

namespace LegCramps.Facts.Scanning;

/// <summary>The resource types that are read, and those that only exist in other FHIR versions.</summary>
internal static class KnownTypes
{
    private static readonly ResourceType[] Read =
    [
        ResourceType.Patient, ResourceType.Condition, ResourceType.MedicationRequest, ResourceType.Medication,
        ResourceType.Observation, ResourceType.Procedure, ResourceType.ServiceRequest,
        ResourceType.MedicationAdministration, ResourceType.MedicationStatement,
        ResourceType.Bundle, ResourceType.OperationOutcome,
    ];

    private static readonly Utf8Table Table = new([.. Read.Select(t => KeyValuePair.Create(t.ToString(), (int)t))]);

    // DSTU2 and STU3 names that R4 renamed.
    private static readonly Utf8Table Older = new(
        [.. new[] { "MedicationOrder", "ProcedureRequest", "ReferralRequest", "DiagnosticOrder", "DeviceUseRequest" }.Select(t => KeyValuePair.Create(t, 0))]);

    public static ResourceType? Find(ReadOnlySpan<byte> name) => Table.Find(name) is var found and >= 0 ? (ResourceType)found : null;

    public static bool IsOlderThanR4(ReadOnlySpan<byte> name) => Older.Find(name) >= 0;

    /// <summary>Whether a resource of this type belongs under the input with this number.</summary>
    public static bool BelongsTo(int input, ResourceType type) => input == Shapes.DraftOrders
        ? type is ResourceType.MedicationRequest
        : PrefetchKeys.All[input] switch
        {
            PrefetchKeys.Patient => type is ResourceType.Patient,
            PrefetchKeys.Conditions => type is ResourceType.Condition,
            PrefetchKeys.Medications => type is ResourceType.MedicationRequest or ResourceType.MedicationStatement,
            PrefetchKeys.Observations => type is ResourceType.Observation,
            PrefetchKeys.Procedures => type is ResourceType.Procedure,
            PrefetchKeys.ServiceRequests => type is ResourceType.ServiceRequest,
            _ => type is ResourceType.MedicationAdministration,
        };
}
