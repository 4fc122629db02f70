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

    // One bit per input for each type, asked once for every resource of a body.
    private static readonly int[] Inputs = [.. Enum.GetValues<ResourceType>().Select(InputsOf)];

    /// <summary>Whether a resource of this type belongs under the input with this number.</summary>
    public static bool BelongsTo(int input, ResourceType type) => (Inputs[(int)type] & (1 << input)) != 0;

    private static int InputsOf(ResourceType type) => type switch
    {
        ResourceType.Patient => Bit(PrefetchKeys.Patient),
        ResourceType.Condition => Bit(PrefetchKeys.Conditions),
        ResourceType.MedicationRequest => Bit(PrefetchKeys.Medications) | (1 << Shapes.DraftOrders),
        ResourceType.MedicationStatement => Bit(PrefetchKeys.Medications),
        ResourceType.Observation => Bit(PrefetchKeys.Observations),
        ResourceType.Procedure => Bit(PrefetchKeys.Procedures),
        ResourceType.ServiceRequest => Bit(PrefetchKeys.ServiceRequests),
        ResourceType.MedicationAdministration => Bit(PrefetchKeys.MedicationAdministrations),
        _ => 0,
    };

    private static int Bit(string key) => 1 << PrefetchKeys.IndexOf(key);
}
