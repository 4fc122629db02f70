using System.Net;
using LegCramps.Service.Clients;

namespace LegCramps.Service.Fhir;

/// <summary>The section <c>Fhir</c>: how much time and data a call may spend on the client's FHIR server.</summary>
public sealed record FhirOptions
{
    /// <summary>Prefetch keys that are fetched when they are missing; null fetches every key that discovery announces, an empty list none.</summary>
    public string[]? Keys { get; init; }

    /// <summary>Time that all fetches of one call may take together: a slice of the 500 ms that an EHR waits.</summary>
    public int DeadlineMilliseconds { get; init; } = 400;

    /// <summary>Time for one attempt.</summary>
    public int AttemptMilliseconds { get; init; } = 250;

    /// <summary>Attempts after the first, as far as the deadline leaves room.</summary>
    public int Retries { get; init; } = 1;

    /// <summary>Pages of one query. Real servers answer eight at a time, whatever they are asked for; the deadline ends what takes too long.</summary>
    public int MaxPages { get; init; } = 50;

    /// <summary>Bytes of one answer, decompressed.</summary>
    public int MaxPageBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Bytes of all answers for one call, decompressed.</summary>
    public int MaxBytes { get; init; } = 20 * 1024 * 1024;

    /// <summary>Bundle entries of all answers for one call.</summary>
    public int MaxEntries { get; init; } = 10_000;

    /// <summary>Medications looked up for one call because orders refer to them.</summary>
    public int MaxMedications { get; init; } = 100;

    /// <summary>Requests in flight to one FHIR server, of all calls together.</summary>
    public int ConcurrentRequests { get; init; } = 32;

    /// <summary>Requests that may wait for their turn.</summary>
    public int QueuedRequests { get; init; } = 64;

    /// <summary>Failures within ten seconds, when they are at least half of the requests, after which a server is left alone.</summary>
    public int BreakerFailures { get; init; } = 8;

    /// <summary>How long it is left alone.</summary>
    public int BreakerSeconds { get; init; } = 5;

    /// <summary>Networks such as 10.20.0.0/16 in which a FHIR server may be although the internet cannot reach them.</summary>
    public string[] AllowedNetworks { get; init; } = [];

    /// <summary>Everything that is wrong with the section, and with the addresses of the clients' servers.</summary>
    public IEnumerable<string> Problems(IEnumerable<(string Path, string Url)> servers, bool isDevelopment) =>
    [
        .. Between(nameof(DeadlineMilliseconds), DeadlineMilliseconds, 50, 60_000),
        .. Between(nameof(AttemptMilliseconds), AttemptMilliseconds, 20, 60_000),
        .. Between(nameof(Retries), Retries, 0, 5),
        .. Between(nameof(MaxPages), MaxPages, 1, 1000),
        .. Between(nameof(MaxPageBytes), MaxPageBytes, 1024, 256 * 1024 * 1024),
        .. Between(nameof(MaxBytes), MaxBytes, 1024, 1024 * 1024 * 1024),
        .. Between(nameof(MaxEntries), MaxEntries, 1, 1_000_000),
        .. Between(nameof(MaxMedications), MaxMedications, 0, 1000),
        .. Between(nameof(ConcurrentRequests), ConcurrentRequests, 1, 1000),
        .. Between(nameof(QueuedRequests), QueuedRequests, 0, 10_000),
        .. Between(nameof(BreakerFailures), BreakerFailures, 2, 1_000_000),
        .. Between(nameof(BreakerSeconds), BreakerSeconds, 1, 3600),
        .. (Keys ?? []).Where(k => !FhirQuery.Templates.ContainsKey(k)).Select(k => $"Fhir:Keys: '{k}' is not one of {string.Join(", ", FhirQuery.Templates.Keys)}"),
        .. AllowedNetworks.Where(n => !IPNetwork.TryParse(n, out _)).Select(n => $"Fhir:AllowedNetworks: '{n}' is not a network such as 10.20.0.0/16"),
        .. servers.Where(s => !isDevelopment && s.Url.StartsWith("http:", StringComparison.OrdinalIgnoreCase)).Select(s => $"{s.Path}: '{s.Url}' must be https outside Development"),
    ];

    private static IEnumerable<string> Between(string name, int value, int least, int most) =>
        SettingsCheck.Between($"Fhir:{name}", value, least, most);
}
