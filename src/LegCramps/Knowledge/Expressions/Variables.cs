namespace LegCramps.Knowledge.Expressions;

/// <summary>The documented variables: what an expression may name depends on where it stands.</summary>
internal static class Variables
{
    /// <summary>The types of record that can carry a fact; an input of type Resource holds any of them.</summary>
    public static IReadOnlyList<string> FactTypes { get; } =
        ["Condition", "MedicationAdministration", "MedicationRequest", "MedicationStatement", "Observation", "Procedure", "ServiceRequest"];

    /// <summary>In gates.yaml.</summary>
    public static IReadOnlyDictionary<string, Focus> Gates { get; } = new Dictionary<string, Focus>(StringComparer.Ordinal)
    {
        ["symptom"] = Focus.Of("ValueSet"),
        ["core"] = Focus.Of("ValueSet") with { IsMany = true },
        ["wider"] = Focus.Of("ValueSet") with { IsMany = true },
        ["other"] = Focus.Of("ValueSet") with { IsMany = true },
    };

    /// <summary>In the footer, which is filled once for each card and not for each request.</summary>
    public static IReadOnlyDictionary<string, Focus> Footer { get; } = new Dictionary<string, Focus>(StringComparer.Ordinal) { ["plan"] = Focus.Of("PlanDefinition") };

    /// <summary>On every card.</summary>
    public static IReadOnlyDictionary<string, Focus> Documented { get; } = new Dictionary<string, Focus>([.. Gates, .. Footer], StringComparer.Ordinal)
    {
        ["patient"] = Focus.Of("Patient") with { IsFact = true },
        ["patientId"] = Focus.Of("string"),
        ["today"] = Focus.Of("date"),
        ["jurisdiction"] = Focus.Of("string"),
        ["notReceived"] = Focus.Of("string") with { IsMany = true },
        ["unreadableResults"] = Focus.Of("integer"),
    };

    /// <summary>In the statements of wording.yaml.</summary>
    public static IReadOnlyDictionary<string, Focus> Statements { get; } = new Dictionary<string, Focus>(Documented, StringComparer.Ordinal)
    {
        ["missing"] = Focus.Of("string") with { IsMany = true },
        ["partial"] = Focus.Of("string") with { IsMany = true },
        ["unrecognizedMedications"] = Focus.Of("integer"),
        ["unrecognizedConditions"] = Focus.Of("integer"),
    };

    /// <summary>In the condition and the tokens of a card: its inputs too.</summary>
    public static IReadOnlyDictionary<string, Focus> With(IEnumerable<(string Id, Focus Type)> inputs)
    {
        var all = new Dictionary<string, Focus>(Documented, StringComparer.Ordinal);
        foreach (var (id, type) in inputs) all.TryAdd(id, type);
        return all;
    }
}
