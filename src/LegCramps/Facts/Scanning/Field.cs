namespace LegCramps.Facts.Scanning;

/// <summary>The scalar elements that are read; everything else in a body is validated and passed over.</summary>
internal enum Field
{
    None,

    // The envelope
    Hook, HookInstance, FhirServer, AccessToken, TokenType, ExpiresIn, Scope, TokenSubject, TokenPatient,
    UserId, PatientId, EncounterId, Selection,

    // Bundle and OperationOutcome
    Total, FullUrl, LinkRelation, LinkUrl, IssueSeverity,

    // Every resource
    ResourceType, Id, Status, Intent, DoNotPerform, Reported, Subject,
    Recorded, Start, End, AbatementStart, DoseStart, DoseEnd, ValidityStart, ValidityEnd,
    Abatement, MedicationReference, ReasonReference,
    ValueDate, QuantityValue, QuantityComparator, QuantityUnit, QuantitySystem, QuantityCode, RangeLow, RangeHigh,
    BirthDate, Gender,

    // Coding
    System, Code,

    /// <summary><c>MedicationRequest.medication</c> without a type in its name: FHIR R5.</summary>
    MedicationOfR5,
}

/// <summary>What a coding says about its resource.</summary>
internal enum Role : byte
{
    Code, Medication, Reason, BodySite, Route, Value, ClinicalStatus, VerificationStatus, Interpretation,
}

/// <summary>Where an element needs more than its children: what starts and ends here.</summary>
internal enum Node : byte
{
    None, Resource, Contained, Entry, Link, Coding, Medication, BodySite, Context, Prefetch, FhirAuthorization, Selections,
}

/// <summary>JSON types that the envelope insists on; FHIR data is read however it comes.</summary>
internal enum Expect : byte
{
    Anything, Object, String, Array,
}
