namespace LegCramps.Service.Fhir;

/// <summary>What came of fetching, by prefetch key; a key that needed nothing is not in it.</summary>
internal sealed class FetchReport
{
    /// <summary>Nobody was asked for anything.</summary>
    public static readonly FetchReport Nothing = new();

    private readonly Dictionary<string, FetchOutcome> outcomes = new(StringComparer.Ordinal);

    /// <summary>The outcome for a key; null when nothing had to be fetched for it.</summary>
    public FetchOutcome? this[string key] => outcomes.TryGetValue(key, out var outcome) ? outcome : null;

    /// <summary>The keys that could not be had whole although there was a server to ask, and why; null when there are none.</summary>
    public IReadOnlyDictionary<string, string>? Failures =>
        outcomes.Where(o => o.Value is not (FetchOutcome.Fetched or FetchOutcome.NoAccess)).ToDictionary(o => o.Key, o => FhirMetrics.Name(o.Value), StringComparer.Ordinal) is { Count: > 0 } failures ? failures : null;

    // A later round of Medications never makes an earlier failure good.
    public void Add(string key, FetchOutcome outcome)
    {
        if (this[key] is null or FetchOutcome.Fetched) outcomes[key] = outcome;
    }
}
