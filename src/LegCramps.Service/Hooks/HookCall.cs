using LegCramps.CdsHooks;
using LegCramps.Composition;
using LegCramps.Evaluation;
using LegCramps.Facts;
using LegCramps.Service.Clients;
using LegCramps.Service.Feedback;
using LegCramps.Service.Fhir;
using LegCramps.Service.Telemetry;
using static Hl7.Fhir.Model.OperationOutcome;

namespace LegCramps.Service.Hooks;

/// <summary>The path of a request, from the bytes of its body to the cards of its answer.</summary>
/// <param name="reader">Step 2.</param>
/// <param name="completion">Step 3; null when nobody may be asked for anything.</param>
/// <param name="evaluator">Step 4.</param>
/// <param name="composer">Step 5.</param>
/// <param name="clock">The day on which the request is answered.</param>
/// <param name="snooze">What was seen before; null when nothing is remembered.</param>
internal sealed class HookCall(RequestReader reader, ChartCompletion? completion, Evaluator evaluator, Composer composer, TimeProvider clock, Snooze? snooze = null)
{
    public async Task<HookAnswer> AnswerAsync(CdsService service, CdsClient client, Stream body, CancellationToken cancellation)
    {
        // read
        using var stage = Stage.Start("read");
        using var reading = await reader.OpenAsync(body, cancellation);
        if (reading.Request is { } called && called.Hook != service.Hook) return WrongHook(service);
        if (reading.Problem is { } problem) return problem;

        // completed: what prefetch lacks is fetched with the request's token, or said
        stage?.Next("complete");
        var fetched = completion is null ? FetchReport.Nothing : await completion.CompleteAsync(reading, client, cancellation);
        var read = reading.Finish();
        if (read.Problem is { } afterwards) return afterwards;
        var (request, chart) = (read.Request!, read.Chart!);
        if (RequiredData.Missing(service, chart.Completeness, fetched) is { } missing) return missing;

        // evaluated
        stage?.Next("evaluate");
        var today = DateOnly.FromDateTime(clock.GetLocalNow().Date);
        var (findings, unreadable) = evaluator.Evaluate(chart, new Situation(service.Hook, client.Gate, today, client.Jurisdiction));

        // composed: of what is due, what was answered or just shown is left out
        stage?.Next("compose");
        var due = composer.Due(findings, chart, request, client.Composition);
        var snoozed = snooze is null ? Snoozed.Nothing : await snooze.LookAsync(due.Cards, service, client, chart.PatientId, cancellation);
        var composed = Composer.Choose(due, snoozed.Uuids, client.Composition);
        if (RequiredData.Unproven(service, chart, composed.Cards, fetched) is { } unproven) return unproven;

        // answered
        return new HookAnswer
        {
            Response = new CdsResponse
            {
                Cards = composed.Cards,
                Extension = client.Completeness ? new() { Completeness = Composer.State(composed, chart, unreadable) with { NotFetched = fetched.Failures } } : null,
            },
            Composed = composed,
            Snoozed = snoozed,
            Findings = findings,
            Failed = composed.Failed,
            Completeness = chart.Completeness,
        };
    }

    private static RequestProblem WrongHook(CdsService service) =>
        new(ProblemKind.Malformed, IssueType.Value, "hook", $"This service answers the hook {service.Hook} only.");
}
