using LegCramps.Knowledge;
using static Hl7.Fhir.Model.OperationOutcome;

namespace LegCramps.Facts.Scanning;

/// <summary>Judges the envelope once the whole body was read, and makes the chart when everything that could be had is there.</summary>
internal static class RequestCompletion
{
    public static ReadResult Open(RequestScan scan)
    {
        if (scan.Problem is { } malformed) return new ReadResult { Problem = malformed };
        var envelope = scan.Envelope;
        var problem = Structure(envelope, scan.Resources);
        if (problem is not null) return new ReadResult { Problem = problem };

        var request = new CdsRequest
        {
            Hook = envelope.Hook!,
            HookInstance = envelope.HookInstance!,
            FhirServer = envelope.FhirServer,
            FhirAuthorization = envelope.HasFhirAuthorization ? Authorization(envelope) : null,
            PatientId = Tail(envelope.PatientId!),
            UserId = envelope.UserId,
            EncounterId = envelope.EncounterId,
        };
        return new ReadResult { Request = request, Problem = WrongPatient(request, scan.Resources) };
    }

    public static ReadResult Complete(RequestScan scan, CdsRequest request, TerminologyIndex terminology)
    {
        if (WrongPatient(request, scan.Resources) is { } problem) return new ReadResult { Request = request, Problem = problem };
        var chart = new ChartBuilder(scan.Resources, terminology, request, scan.Envelope.Selections).Build();
        // A chart that was given up half-way says nothing.
        return scan.Resources.Work.Problem is { } tooMuch ? new ReadResult { Request = request, Problem = tooMuch } : new ReadResult { Request = request, Chart = chart };
    }

    private static RequestProblem? Structure(Envelope envelope, ResourceScan resources)
    {
        if (string.IsNullOrEmpty(envelope.Hook)) return Missing("hook");
        if (string.IsNullOrEmpty(envelope.HookInstance)) return Missing("hookInstance");
        if (!IsUuid(envelope.HookInstance)) return Malformed("hookInstance", IssueType.Value, "hookInstance must be a UUID.");
        if (!envelope.HasContext) return Missing("context");
        if (string.IsNullOrEmpty(envelope.PatientId) || Tail(envelope.PatientId).Length == 0) return Missing("context.patientId");
        if (envelope.HasFhirAuthorization && string.IsNullOrEmpty(envelope.FhirServer))
            return Malformed("fhirServer", IssueType.Required, "fhirAuthorization was sent without fhirServer.");
        if (!string.IsNullOrEmpty(envelope.FhirServer) && !IsHttpUrl(envelope.FhirServer))
            return Malformed("fhirServer", IssueType.Value, "fhirServer must be an absolute http or https URL without user information.");
        return IsOrderHook(envelope.Hook) ? DraftOrders(resources.Inputs[Shapes.DraftOrders]) : null;
    }

    private static RequestProblem? DraftOrders(InputScan drafts)
    {
        // Epic leaves draftOrders out when the client's scopes or the registered endpoint do not match.
        if (!drafts.IsSeen)
        {
            return Malformed("context.draftOrders", IssueType.Required,
                "context.draftOrders is missing. Some EHRs leave it out when scopes are missing or the registered endpoint URL differs from the one called.");
        }

        return drafts.IsBundle ? null : Malformed("context.draftOrders", IssueType.Structure, "context.draftOrders must be a FHIR Bundle.");
    }

    private static RequestProblem? WrongPatient(CdsRequest request, ResourceScan resources)
    {
        if (request.FhirAuthorization?.Patient is { Length: > 0 } patient && Tail(patient) != request.PatientId)
            return Unprocessable("fhirAuthorization.patient", "The access token is for another patient than context.patientId.");
        foreach (var resource in resources.Kept)
        {
            if (resource.Kind is Hl7.Fhir.Model.ResourceType.Patient && resources.Arena.Text(resource.Id) is { } id && id != request.PatientId)
                return Unprocessable("prefetch.patient.id", "prefetch.patient is another patient than context.patientId.");
        }

        return null;
    }

    public static bool IsOrderHook(string hook) => hook is "order-select" or "order-sign";

    private static FhirAuthorization Authorization(Envelope e) => new()
    {
        AccessToken = e.AccessToken,
        TokenType = e.TokenType,
        ExpiresIn = e.ExpiresIn,
        Scope = e.Scope,
        Subject = e.TokenSubject,
        Patient = e.TokenPatient,
    };

    // Half of all public requests write Patient/123 where the specification wants the bare id.
    private static string Tail(string reference) => reference[(reference.LastIndexOfAny(['/', ':']) + 1)..];

    // The shape only: Epic sends version 1 and even nil-like UUIDs.
    private static bool IsUuid(string text) =>
        Guid.TryParseExact(text.StartsWith("urn:uuid:", StringComparison.OrdinalIgnoreCase) ? text[9..] : text, "D", out _);

    private static bool IsHttpUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0;

    private static RequestProblem Missing(string element) => Malformed(element, IssueType.Required, $"{element} is missing or empty.");

    private static RequestProblem Malformed(string element, IssueType code, string text) => new(ProblemKind.Malformed, code, element, text);

    private static RequestProblem Unprocessable(string element, string text) => new(ProblemKind.Unprocessable, IssueType.Conflict, element, text);
}
