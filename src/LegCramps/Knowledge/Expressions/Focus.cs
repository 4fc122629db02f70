using Hl7.Fhir.Introspection;
using Hl7.Fhir.Model;

namespace LegCramps.Knowledge.Expressions;

/// <summary>What an expression can yield: the R4 types of its items, or that they are not known.</summary>
internal sealed record Focus(IReadOnlyList<ClassMapping> Types, bool IsKnown)
{
    // Types that say too little about their elements: whatever is named below them must exist somewhere in R4.
    private static readonly string[] Abstract = ["Resource", "DomainResource", "Element", "DataType", "BackboneElement", "Base"];

    // What Evaluation.TypedFacts fills in.
    private static readonly Dictionary<string, string[]> Read = new(StringComparer.Ordinal)
    {
        ["Condition"] = ["id", "clinicalStatus", "verificationStatus", "code", "onset", "recordedDate"],
        ["MedicationAdministration"] = ["id", "medication", "effective"],
        ["MedicationRequest"] = ["id", "status", "intent", "medication", "authoredOn"],
        ["MedicationStatement"] = ["id", "medication", "effective"],
        ["Observation"] = ["id", "status", "code", "effective", "value", "interpretation", "referenceRange"],
        ["Observation.referenceRange"] = ["low", "high"],
        ["Procedure"] = ["id", "status", "code", "performed"],
        ["ServiceRequest"] = ["id", "status", "code", "occurrence"],
        ["Patient"] = ["id", "birthDate", "gender"],
        ["CodeableConcept"] = ["coding"],
        ["Coding"] = ["system", "code"],
    };

    private static readonly Lazy<HashSet<string>> AllElements = new(() =>
        [.. ModelInfo.ModelInspector.ClassMappings.SelectMany(c => c.PropertyMappings).Select(p => p.Name)]);

    /// <summary>No item: the start of an expression that names no variable, and the empty collection.</summary>
    public static Focus Nothing { get; } = new([], true);

    public static Focus Unknown { get; } = new([], false);

    public static Focus Boolean { get; } = Of("boolean");

    /// <summary>True for records of the patient and what is below them: only some of their elements are read.</summary>
    public bool IsFact { get; init; }

    /// <summary>True when there can be several items.</summary>
    public bool IsMany { get; init; }

    public string Names => string.Join(" or ", Types.Select(t => t.Name));

    public static Focus Of(params IEnumerable<string> types) => Of(types.Select(t => ModelInfo.ModelInspector.FindClassMapping(t)!));

    /// <summary>The type that a type specifier names, or null.</summary>
    public static Focus? Specified(string specifier)
    {
        var name = specifier.StartsWith("FHIR.", StringComparison.Ordinal) ? specifier[5..] : specifier;
        if (ModelInfo.ModelInspector.FindClassMapping(name) is not { } mapping) return null;
        return mapping.Name == name || $"System.{name}" is "System.String" or "System.Boolean" or "System.Integer" or "System.Decimal" or "System.Date" or "System.DateTime" or "System.Time"
            ? Of([mapping]) : null;
    }

    public static Focus Union(IEnumerable<Focus> parts)
    {
        var all = parts.ToArray();
        return Array.Exists(all, p => !p.IsKnown) ? Unknown : Of(all.SelectMany(p => p.Types)) with { IsFact = Array.Exists(all, p => p.IsFact) };
    }

    /// <summary>True when an item can be of the type, or nothing is known.</summary>
    public bool CanBe(string type) => !IsKnown || Types.Any(t => string.Equals(t.Name, type, StringComparison.Ordinal));

    /// <summary>What the element yields, or null when no type of the focus has it.</summary>
    public Focus? Element(string name)
    {
        if (!IsKnown) return AllElements.Value.Contains(name) ? Unknown with { IsMany = IsMany } : null;
        // Firely finds elements whatever their case; FHIRPath does not.
        var found = Types.Select(t => t.FindMappedElementByName(name)).OfType<PropertyMapping>().Where(p => p.Name == name).ToArray();
        return found.Length > 0 ? Of(found.SelectMany(p => p.FhirTypeMappings)) with { IsFact = IsFact, IsMany = IsMany || found.Any(p => p.IsCollection) } : null;
    }

    /// <summary>
    /// The elements that are read, when the element is not among them for any type of the focus; else null.
    /// An expression over an element that nobody fills would be silently empty.
    /// </summary>
    public IReadOnlyList<string>? ReadInsteadOf(string name)
    {
        if (!IsFact || Types.Any(t => !Read.TryGetValue(t.Name, out var read) || read.Contains(name, StringComparer.Ordinal))) return null;
        return [.. Types.SelectMany(t => Read[t.Name]).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The element that a name with a type in it, such as <c>valueQuantity</c>, stands for in FHIRPath.</summary>
    public string? ChoiceElement(string name) =>
        Types.Select(t => t.FindMappedElementByChoiceName(name)).OfType<PropertyMapping>().FirstOrDefault()?.Name is { } element && element != name ? element : null;

    private static Focus Of(IEnumerable<ClassMapping> types)
    {
        var distinct = types.Distinct().ToArray();
        return Array.Exists(distinct, t => Abstract.Contains(t.Name)) ? Unknown : new Focus(distinct, true);
    }
}
