using static Hl7.Fhir.Model.OperationOutcome;

namespace LegCramps.Facts;

/// <summary>Why a request gets no cards: an expected outcome, never an exception.</summary>
/// <param name="Kind">Decides the HTTP status.</param>
/// <param name="Code">OperationOutcome.issue.code.</param>
/// <param name="Expression">The element, such as <c>context.patientId</c>; null when the body as a whole is meant.</param>
/// <param name="Text">What is wrong and what to do, without anything of the patient.</param>
public sealed record RequestProblem(ProblemKind Kind, IssueType Code, string? Expression, string Text);

/// <summary>The statuses of the policy table.</summary>
public enum ProblemKind
{
    /// <summary>400: not JSON, or against a structural rule of CDS Hooks.</summary>
    Malformed,

    /// <summary>422: well formed, but cannot be processed safely.</summary>
    Unprocessable,

    /// <summary>412: required data cannot be had.</summary>
    DataUnobtainable,

    /// <summary>413: larger than the limits.</summary>
    TooLarge,
}
