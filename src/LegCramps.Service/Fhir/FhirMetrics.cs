using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Polly.CircuitBreaker;

namespace LegCramps.Service.Fhir;

/// <summary>The counts of what was asked of FHIR servers; what each strategy did is counted by Polly itself, in the meter "Polly".</summary>
internal sealed class FhirMetrics
{
    private readonly ConcurrentDictionary<string, CircuitBreakerStateProvider> breakers = new(StringComparer.Ordinal);
    private readonly Histogram<double> duration;
    private readonly Counter<long> completions;

    public FhirMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("LegCramps");
        duration = meter.CreateHistogram<double>("legcramps.fhir.duration", "s", "Requests to FHIR servers, attempts and waiting included, by outcome.");
        completions = meter.CreateCounter<long>("legcramps.fhir.completions", description: "Prefetch keys that a call lacked, by key and what came of fetching them.");
        meter.CreateObservableGauge("legcramps.fhir.breaker", Breakers, description: "State of the circuit breaker of each FHIR server: 0 closed, 1 half open, 2 open.");
    }

    public void Fetched(FetchOutcome outcome, TimeSpan elapsed) => duration.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("outcome", Name(outcome)));

    public void Completed(string key, FetchOutcome outcome) => completions.Add(1, new("key", key), new("outcome", Name(outcome)));

    public void Watch(string server, CircuitBreakerStateProvider state) => breakers[server] = state;

    private IEnumerable<Measurement<int>> Breakers() => breakers.Select(b => new Measurement<int>(
        b.Value.CircuitState switch { CircuitState.Closed => 0, CircuitState.HalfOpen => 1, _ => 2 }, new KeyValuePair<string, object?>("server", b.Key)));

    /// <summary>As it stands in metrics and in the response.</summary>
    public static string Name(FetchOutcome outcome) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(outcome.ToString());
}
