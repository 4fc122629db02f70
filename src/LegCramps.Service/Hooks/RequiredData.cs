using LegCramps.CdsHooks;
using LegCramps.Facts;
using LegCramps.Service.Discovery;
using static Hl7.Fhir.Model.OperationOutcome;

namespace LegCramps.Service.Hooks;

/// <summary>
/// Not knowing is not the same as none: when a chart is opened, no cards means nothing unless the medications were looked at.
/// At order time the drafts are in the request itself, so what is missing is only stated.
/// </summary>
internal static class RequiredData
{
    private const string Element = $"prefetch.{PrefetchKeys.Medications}";

    /// <summary>Why the chart cannot be evaluated at all, or null.</summary>
    public static RequestProblem? Missing(CdsService service, Completeness completeness)
    {
        if (service.Hook != ServiceList.PatientView) return null;
        var medications = completeness.Inputs.First(i => i.Key == PrefetchKeys.Medications);
        return medications switch
        {
            { Resources: 0, OtherPatient: > 0 } => Problem("All medications received belong to another patient. Send those of the patient in context."),
            { State: InputState.Missing } => Problem("The service did not receive the medications of the patient and cannot fetch them. Send them as prefetch."),
            { State: InputState.Unreadable } => Problem("What came in place of the medications is not what the query asks for, and the service cannot fetch them. Send them as prefetch."),
            _ => null,
        };
    }

    /// <summary>Why an answer without cards would claim more than was looked at, or null.</summary>
    public static RequestProblem? Unproven(CdsService service, Completeness completeness, IReadOnlyList<Card> cards) =>
        service.Hook == ServiceList.PatientView && cards.Count == 0 && completeness[PrefetchKeys.Medications] == InputState.Partial
            ? Problem("Only a part of the medications was received, and nothing was found in it. The service cannot fetch the rest: send all of them as prefetch.")
            : null;

    private static RequestProblem Problem(string text) => new(ProblemKind.DataUnobtainable, IssueType.Incomplete, Element, text);
}
