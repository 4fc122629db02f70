using Hl7.Fhir.Model;

namespace LegCramps.Facts;

/// <summary>One resource of the request that mentions a known concept, with the fields that decide whether it counts.</summary>
public sealed record Fact
{
    public required ResourceType Type { get; init; }

    /// <summary>The resource's id as sent, opaque; null when it has none.</summary>
    public string? Id { get; init; }

    /// <summary>Indexes of the concepts its code (or medication) is in, ancestors included.</summary>
    public required IReadOnlyList<int> Concepts { get; init; }

    /// <summary>The codings that matched, in the order sent; display is never read.</summary>
    public required IReadOnlyList<(string System, string Code)> Codings { get; init; }

    /// <summary>True for an entry of <c>context.draftOrders</c> that is selected.</summary>
    public bool IsDraft { get; init; }

    /// <summary>True for the coded reason of a selected draft: it counts as a condition, and the draft is what shows it.</summary>
    public bool IsReason { get; init; }

    /// <summary>MedicationRequest.status and so on; for a Condition its clinicalStatus.</summary>
    public string? Status { get; init; }

    public string? VerificationStatus { get; init; }

    public string? Intent { get; init; }

    public bool DoNotPerform { get; init; }

    /// <summary>True when <c>reported[x]</c> says that somebody reported the medication.</summary>
    public bool Reported { get; init; }

    /// <summary>authoredOn, recordedDate or issued.</summary>
    public FhirDate? Recorded { get; init; }

    /// <summary>Onset, start of the dose period, performed, effective or occurrence.</summary>
    public FhirDate? Start { get; init; }

    /// <summary>Abatement or end of the period.</summary>
    public FhirDate? End { get; init; }

    /// <summary>True when an abatement is stated without a date that can be read.</summary>
    public bool Abated { get; init; }

    /// <summary>Concepts of coded reasons (a draft order's reasonCode, or the Condition its reasonReference points to).</summary>
    public IReadOnlyList<int> Reasons { get; init; } = [];

    /// <summary>Null when no body site is recorded; else the concepts of its codes.</summary>
    public IReadOnlyList<int>? BodySites { get; init; }

    /// <summary>Concepts of the routes of administration.</summary>
    public IReadOnlyList<int> Routes { get; init; } = [];

    /// <summary>Concepts of an Observation's coded value.</summary>
    public IReadOnlyList<int> Values { get; init; } = [];

    /// <summary>An Observation's date value.</summary>
    public FhirDate? ValueDate { get; init; }

    /// <summary>An Observation's quantity value.</summary>
    public Quantity? ValueQuantity { get; init; }

    /// <summary>Code of an Observation's first interpretation, such as L or H.</summary>
    public string? Interpretation { get; init; }

    /// <summary>Low end of the first reference range, in the unit of the value.</summary>
    public decimal? RangeLow { get; init; }

    /// <summary>High end of the first reference range, in the unit of the value.</summary>
    public decimal? RangeHigh { get; init; }

    /// <summary><c>Type/id</c>, or null when the resource has no id.</summary>
    public string? Reference => Id is null ? null : $"{Type}/{Id}";
}
