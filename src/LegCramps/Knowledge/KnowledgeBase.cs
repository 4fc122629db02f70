using Hl7.Fhir.Model;

namespace LegCramps.Knowledge;

/// <summary>Everything under <c>cards/</c>, loaded once, checked whole, frozen.</summary>
public sealed record KnowledgeBase
{
    /// <summary>Every card that is not retired, in rule order.</summary>
    public required IReadOnlyList<CardDefinition> Cards { get; init; }

    public required IReadOnlyList<Concept> Concepts { get; init; }

    public required IReadOnlyList<KnownCodeSystem> CodeSystems { get; init; }

    public required TerminologyIndex Terminology { get; init; }

    public required Gates Gates { get; init; }

    /// <summary>By concept index; null where the defaults apply.</summary>
    public required IReadOnlyList<CurrencyRule?> Currency { get; init; }

    public required int DefaultWithoutClinicalStatusDays { get; init; }

    public required LabRules Labs { get; init; }

    public required Wording Wording { get; init; }

    public required CodeSystem OverrideReasons { get; init; }

    public required SourceAttributes SourceAttributes { get; init; }

    /// <summary>The concept with this id, or null.</summary>
    public Concept? Find(string id) => Concepts.FirstOrDefault(c => string.Equals(c.Id, id, StringComparison.Ordinal));
}
