using System.Diagnostics.Metrics;

namespace LegCramps.Service.Store;

/// <summary>The counts of the store behind <c>/metrics</c>.</summary>
internal sealed class StoreMetrics
{
    private readonly Counter<long> written;
    private readonly Counter<long> lost;
    private readonly Counter<long> failures;
    private readonly Counter<long> feedback;
    private long queued;

    public StoreMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("LegCramps");
        written = meter.CreateCounter<long>("legcramps.ledger.written", description: "Cards written to the ledger.");
        lost = meter.CreateCounter<long>("legcramps.ledger.lost", description: "Cards that were shown but could not be counted, because the store was away too long.");
        failures = meter.CreateCounter<long>("legcramps.store.failures", description: "Failed attempts to write to or read from the store.");
        feedback = meter.CreateCounter<long>("legcramps.feedback", description: "Items of feedback kept, by outcome; one that is sent again counts again.");
        meter.CreateObservableGauge("legcramps.ledger.queue", () => Interlocked.Read(ref queued), description: "Cards that wait to be written to the ledger.");
    }

    public void Queued(int cards) => Interlocked.Add(ref queued, cards);

    public void Written(int cards) => written.Add(cards);

    public void Lost(int cards) => lost.Add(cards);

    public void Feedback(IEnumerable<FeedbackRecord> rows)
    {
        foreach (var outcome in rows.CountBy(r => r.Outcome)) feedback.Add(outcome.Value, new KeyValuePair<string, object?>("outcome", outcome.Key));
    }

    public void Failed(string what) => failures.Add(1, new KeyValuePair<string, object?>("what", what));
}
