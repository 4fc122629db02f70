using LegCramps.CdsHooks;
using LegCramps.Composition;
using LegCramps.Evaluation;
using LegCramps.Facts;
using LegCramps.Service.Clients;
using LegCramps.Service.Telemetry;
using static Hl7.Fhir.Model.OperationOutcome;

namespace LegCramps.Service.Hooks;

/// <summary>The path of a request, from the bytes of its body to the cards of its answer.</summary>
public sealed class HookCall(RequestReader reader, Evaluator evaluator, Composer composer, TimeProvider clock)
{
    public async Task<HookAnswer> AnswerAsync(CdsService service, CdsClient client, Stream body, CancellationToken cancellation)
    {
        // read
        using var stage = Stage.Start("read");
        var read = await reader.ReadAsync(body, cancellation);
        if (read.Request is { } called && called.Hook != service.Hook) return WrongHook(service);
        if (read.Problem is { } problem) return problem;
        var (request, chart) = (read.Request!, read.Chart!);

        // completed: what prefetch lacks cannot be fetched yet
        stage?.Next("complete");
        if (RequiredData.Missing(service, chart.Completeness) is { } missing) return missing;

        // evaluated
        stage?.Next("evaluate");
        var today = DateOnly.FromDateTime(clock.GetLocalNow().Date);
        var findings = evaluator.Evaluate(chart, new Situation(service.Hook, client.Gate, today, client.Jurisdiction));

        // composed
        stage?.Next("compose");
        var composed = composer.Compose(findings, chart, request, client.Composition);
        if (RequiredData.Unproven(service, chart.Completeness, composed.Cards) is { } unproven) return unproven;

        // answered
        return new HookAnswer
        {
            Response = new CdsResponse
            {
                Cards = composed.Cards,
                Extension = client.Completeness ? new() { Completeness = composer.State(composed, chart) } : null,
            },
            Findings = findings,
            Failed = composed.Failed,
            Completeness = chart.Completeness,
        };
    }

    private static RequestProblem WrongHook(CdsService service) =>
        new(ProblemKind.Malformed, IssueType.Value, "hook", $"This service answers the hook {service.Hook} only.");
}
