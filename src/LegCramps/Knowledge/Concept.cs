using Hl7.Fhir.Model;

namespace LegCramps.Knowledge;

/// <summary>One value set, numbered so that a chart is matched by index and never by text.</summary>
/// <param name="Index">Position in <see cref="KnowledgeBase.Concepts"/>.</param>
/// <param name="ValueSet">The FHIR ValueSet as loaded from <c>cards/value-sets</c>.</param>
public sealed record Concept(int Index, ValueSet ValueSet)
{
    /// <summary>The value set's id: what <c>org.legcramps.findings</c> calls the concept.</summary>
    public string Id => ValueSet.Id!;

    /// <summary>Indexes of the value sets that include this one, directly or through others.</summary>
    public required IReadOnlyList<int> Ancestors { get; init; }

    /// <summary>True when this set lists codes itself: for a drug, the ingredient.</summary>
    public required bool HasCodes { get; init; }
}
