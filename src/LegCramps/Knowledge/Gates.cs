using Hl7.FhirPath;

namespace LegCramps.Knowledge;

/// <summary>A hospital's alert policy: who contributes, and when a class of card is worth an interruption.</summary>
public sealed record Gates
{
    public required Concept Symptom { get; init; }

    public required IReadOnlyList<Concept> Core { get; init; }

    public required IReadOnlyList<Concept> Wider { get; init; }

    public required IReadOnlyDictionary<string, GateClass> Classes { get; init; }

    /// <summary>True when findings call this concept by its own name.</summary>
    public bool Names(Concept concept) => concept == Symptom || Core.Contains(concept) || Wider.Contains(concept);

    /// <summary>True for a set that only gathers contributors and says nothing itself.</summary>
    public bool Gathers(Concept concept) => Core.Concat(Wider).Any(c => c.Ancestors.Contains(concept.Index));

    /// <summary>Names of the gates, the default first.</summary>
    public static IReadOnlyList<string> Levels { get; } = ["broad", "balanced", "strict"];
}

/// <summary>A class of card with one FHIRPath condition per gate.</summary>
public sealed record GateClass
{
    public required string Name { get; init; }

    /// <summary>True when a draft that renews an ingredient already taken is no news.</summary>
    public required bool NewExposure { get; init; }

    public required IReadOnlyDictionary<string, CompiledExpression> Gates { get; init; }

    /// <summary>The same conditions as their author wrote them.</summary>
    public required IReadOnlyDictionary<string, string> Expressions { get; init; }
}
