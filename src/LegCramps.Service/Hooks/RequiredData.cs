using LegCramps.CdsHooks;
using LegCramps.Facts;
using LegCramps.Service.Discovery;
using LegCramps.Service.Fhir;
using static Hl7.Fhir.Model.OperationOutcome;

namespace LegCramps.Service.Hooks;

/// <summary>
/// Not knowing is not the same as none: when a chart is opened, no cards means nothing unless the medications were looked at.
/// At order time the drafts are in the request itself, so what is missing is only stated, unless nobody can say which drug was drafted.
/// </summary>
internal static class RequiredData
{
    private const string Element = $"prefetch.{PrefetchKeys.Medications}";

    /// <summary>Why the chart cannot be evaluated at all, or null.</summary>
    public static RequestProblem? Missing(CdsService service, Completeness completeness, FetchReport fetched)
    {
        if (service.Hook != ServiceList.PatientView) return null;
        var medications = completeness.Inputs.First(i => i.Key == PrefetchKeys.Medications);
        return medications switch
        {
            { Resources: 0, OtherPatient: > 0 } => Problem("All medications received belong to another patient. Send those of the patient in context.", null),
            { State: InputState.Missing } => Problem("The service did not receive the medications of the patient", fetched[PrefetchKeys.Medications]),
            { State: InputState.Unreadable } => Problem("What came in place of the medications is not what the query asks for", fetched[PrefetchKeys.Medications]),
            _ => null,
        };
    }

    /// <summary>Why an answer without cards would claim more than was looked at, or null.</summary>
    public static RequestProblem? Unproven(CdsService service, Chart chart, IReadOnlyList<Card> cards, FetchReport fetched)
    {
        if (cards.Count > 0) return null;
        // A Medication that is not there stays unrecognized, and the response counts it; one that could not be asked for may be anything.
        var unresolved = fetched[RequestReading.Medication] is not (null or FetchOutcome.Fetched or FetchOutcome.NotFound);
        if (unresolved && chart.Completeness.UnrecognizedMedications > 0)
            return Problem("Orders refer to Medications that are not in the request, and nothing was found without them", fetched[RequestReading.Medication]);
        return service.Hook == ServiceList.PatientView && chart.Completeness[PrefetchKeys.Medications] == InputState.Partial
            ? Problem("Only a part of the medications was received, and nothing was found in it", fetched[PrefetchKeys.Medications])
            : null;
    }

    private static RequestProblem Problem(string what, FetchOutcome? outcome)
    {
        var (code, text) = outcome switch
        {
            FetchOutcome.NoAccess => (IssueType.Incomplete, $"{what}; the request gives no access to a FHIR server (fhirServer and fhirAuthorization) to fetch them from. Send them as prefetch."),
            FetchOutcome.NotAllowed => (IssueType.Forbidden, $"{what}; the FHIR server, or a link of it, is not one that this client may name. Send them as prefetch, or have the server added to the client's FhirServers."),
            FetchOutcome.Forbidden => (IssueType.Forbidden, $"{what}; the FHIR server refused the access token. Send them as prefetch, or grant the scopes to read them."),
            FetchOutcome.NotFound => (IssueType.NotFound, $"{what}; the FHIR server does not know them. Send them as prefetch."),
            FetchOutcome.Unavailable => (IssueType.Transient, $"{what}; the FHIR server failed. Send them as prefetch, or try again."),
            FetchOutcome.Timeout => (IssueType.Timeout, $"{what}; the FHIR server did not answer in time. Send them as prefetch, or try again."),
            FetchOutcome.Unreadable => (IssueType.Incomplete, $"{what}; what the FHIR server answered is not readable as FHIR R4. Send them as prefetch."),
            FetchOutcome.Incomplete => (IssueType.Incomplete, $"{what}; not all of it could be fetched from the FHIR server. Send all of it as prefetch."),
            null or FetchOutcome.Fetched => (IssueType.Incomplete, what.EndsWith('.') ? what : $"{what}. Send all of it as prefetch."),
            _ => (IssueType.Incomplete, what),
        };
        return new RequestProblem(ProblemKind.DataUnobtainable, code, Element, text);
    }
}
