using System.Runtime.InteropServices;
using Hl7.Fhir.Model;

namespace LegCramps.Facts.Scanning;

/// <summary>The fields of one resource as they were met, before anybody knows whether it matters.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct ScannedResource
{
    public int ArenaStart, HitStart, PointerStart, Input;
    public bool IsContained, IsMerged;

    public Slice Type, Id, FullUrl, Status, VerificationStatus, Intent, Subject, Recorded, Start, End, AbatementStart;
    public Slice DoseStart, DoseEnd, ValidityStart, ValidityEnd, ValueDate, BirthDate, Gender;
    public Slice NextUrl, QuantityComparator, QuantityUnit, QuantitySystem, QuantityCode, Interpretation;
    public decimal? QuantityValue, RangeLow, RangeHigh;
    public bool DoNotPerform, Reported, Abated, HasMedication, HasBodySite, IsR5, HasNextLink, HasFailed;

    /// <summary>Has a code of a system in which medications (or conditions) can be recognized.</summary>
    public bool KnownMedication, KnownCondition;

    public int Total;
    public ResourceType? Kind;
}

/// <summary>A coding that a value set includes.</summary>
/// <param name="Owner">Index of its resource.</param>
/// <param name="Role">What it says about the resource.</param>
/// <param name="System">Number of the code system.</param>
/// <param name="Code">The code.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Hit(int Owner, Role Role, int System, Slice Code);

/// <summary>A reference from one resource to another.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Pointer(int Owner, Role Role, Slice Target);
