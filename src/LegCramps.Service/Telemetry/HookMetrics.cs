using System.Diagnostics.Metrics;
using LegCramps.Evaluation;
using LegCramps.Facts;

namespace LegCramps.Service.Telemetry;

/// <summary>The counts behind <c>/metrics</c>.</summary>
internal sealed class HookMetrics
{
    public const string MeterName = "LegCramps";

    private readonly Counter<long> requests;
    private readonly Histogram<double> duration;
    private readonly Counter<long> cards;
    private readonly Counter<long> findings;
    private readonly Counter<long> notRecognized;

    public HookMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        requests = meter.CreateCounter<long>("legcramps.requests", description: "Hook calls by service and HTTP status.");
        duration = meter.CreateHistogram(
            "legcramps.request.duration", "s", "Time from the first byte to the answer.", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5] });
        cards = meter.CreateCounter<long>("legcramps.cards", description: "Cards that were due, by status (shown, silent, snoozed, no room), rule and indicator.");
        findings = meter.CreateCounter<long>("legcramps.findings", description: "Rules that would be shown or were indeterminate, rules in silent mode included.");
        notRecognized = meter.CreateCounter<long>("legcramps.not_recognized", description: "Current medications and conditions without a code that is known.");
    }

    public void Call(string service, int status, TimeSpan elapsed)
    {
        requests.Add(1, new("service", service), new("status", status));
        duration.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("service", service));
    }

    public void Card(string status, string rule, string indicator) => cards.Add(1, new("status", status), new("card", rule), new("indicator", indicator));

    public void Finding(string rule, Verdict verdict) => findings.Add(1, new("card", rule), new("verdict", verdict == Verdict.Shown ? "shown" : "indeterminate"));

    public void NotRecognized(Completeness completeness)
    {
        notRecognized.Add(completeness.UnrecognizedMedications, new KeyValuePair<string, object?>("kind", "medication"));
        notRecognized.Add(completeness.UnrecognizedConditions, new KeyValuePair<string, object?>("kind", "condition"));
    }
}
