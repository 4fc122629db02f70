using LegCramps.CdsHooks;
using LegCramps.Facts;

namespace LegCramps.Service.Discovery;

/// <summary>The three CDS services, as discovery announces them and the hook endpoint serves them.</summary>
internal static class ServiceList
{
    public const string PatientView = "patient-view";

    private const string Purpose =
        "Compares orders and problems with what is known to cause or mimic leg cramps, and answers with a few short, sourced, advisory cards. "
        + "It never prescribes and never blocks.";

    private const string Order = "whether it may contribute to leg cramps, or is not advised for them.";

    private const string Limits =
        "Resources of other FHIR versions are refused. Without the other prefetch keys the service still answers and says what it could not check. "
        + "Advisory only: not a medical device, and its knowledge has not been signed off by a clinician.";

    // Within the query subset that the specification recommends, so that every client can fill them.
    public static IReadOnlyDictionary<string, string> Prefetch { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [PrefetchKeys.Patient] = "Patient/{{context.patientId}}",
        [PrefetchKeys.Conditions] = "Condition?patient={{context.patientId}}",
        [PrefetchKeys.Medications] = "MedicationRequest?patient={{context.patientId}}&status=active",
        [PrefetchKeys.Observations] = "Observation?patient={{context.patientId}}&category=laboratory,social-history&_sort=-date&_count=200",
        [PrefetchKeys.Procedures] = "Procedure?patient={{context.patientId}}",
        [PrefetchKeys.ServiceRequests] = "ServiceRequest?patient={{context.patientId}}&status=active",
    };

    public static IReadOnlyList<CdsService> All { get; } =
    [
        Service(PatientView, "LegCramps at chart open", "When a chart is opened: what on it may contribute to leg cramps.", "Required prefetch key: medications."),
        Service("order-select", "LegCramps at order selection", $"When an order is selected: {Order}", "No prefetch key is required."),
        Service("order-sign", "LegCramps at order signing", $"When orders are signed: {Order}", "No prefetch key is required."),
    ];

    /// <summary>The service with exactly this id, or null.</summary>
    public static CdsService? Find(string id) => All.FirstOrDefault(s => s.Id == id);

    private static CdsService Service(string hook, string title, string when, string requires) => new()
    {
        Hook = hook,
        Id = $"legcramps-{hook}",
        Title = title,
        Description = $"{when} {Purpose}",
        UsageRequirements = $"FHIR R4 only. {requires} {Limits}",
        Prefetch = Prefetch,
        Version = "2.0.1",
        HookVersion = "1.0",
    };
}
