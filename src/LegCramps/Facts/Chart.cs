namespace LegCramps.Facts;

/// <summary>What the request says of the patient: the facts that mention a known concept, and how complete the reading was.</summary>
public sealed record Chart
{
    public required string PatientId { get; init; }

    public FhirDate? BirthDate { get; init; }

    public string? Gender { get; init; }

    public required IReadOnlyList<Fact> Facts { get; init; }

    /// <summary>Ids of the selected drafts in the order sent, for card uuids; null ids left out.</summary>
    public required IReadOnlyList<string> DraftIds { get; init; }

    public required Completeness Completeness { get; init; }
}

/// <summary>How an input of the request arrived.</summary>
public enum InputState
{
    /// <summary>The key is not there, and nothing was fetched for it.</summary>
    Missing,

    /// <summary>Read, with at least one resource.</summary>
    Ok,

    /// <summary>The query ran and found nothing: null, or a Bundle without entries.</summary>
    Empty,

    /// <summary>A value that is no FHIR data, or an OperationOutcome in its place.</summary>
    Unreadable,

    /// <summary>Read, but more pages exist or a part failed.</summary>
    Partial,
}

/// <summary>One prefetch key: how it arrived and how much was read from it.</summary>
public sealed record InputCompleteness(string Key, InputState State, int Resources, int OtherPatient);

/// <summary>What could and could not be looked at: not knowing is not the same as none.</summary>
public sealed record Completeness
{
    /// <summary>One entry for each prefetch key of <see cref="PrefetchKeys"/>, in that order.</summary>
    public required IReadOnlyList<InputCompleteness> Inputs { get; init; }

    /// <summary>Current medication orders (and selected drafts) without any code of a known system.</summary>
    public required int UnrecognizedMedications { get; init; }

    /// <summary>Conditions not ended without any code of a known system.</summary>
    public required int UnrecognizedConditions { get; init; }

    public InputState this[string key] => Inputs.First(i => i.Key == key).State;
}

/// <summary>The prefetch keys: the same for every card, never derived from cards.</summary>
public static class PrefetchKeys
{
    public const string Patient = "patient";
    public const string Conditions = "conditions";
    public const string Medications = "medications";
    public const string Observations = "observations";
    public const string Procedures = "procedures";
    public const string ServiceRequests = "serviceRequests";
    public const string MedicationAdministrations = "medicationAdministrations";

    public static IReadOnlyList<string> All { get; } =
        [Patient, Conditions, Medications, Observations, Procedures, ServiceRequests, MedicationAdministrations];

    /// <summary>The place of a key in <see cref="All"/>; -1 for what is none.</summary>
    internal static int IndexOf(string key) => Index.GetValueOrDefault(key, -1);

    private static readonly Dictionary<string, int> Index = All.Select((key, i) => (key, i)).ToDictionary(k => k.key, k => k.i, StringComparer.Ordinal);
}
