using LegCramps.Evaluation;
using LegCramps.Facts;
using LegCramps.Service.Feedback;
using LegCramps.Service.Limits;

namespace LegCramps.Service.Clients;

/// <summary>The section <c>LegCramps</c>: what holds for every client that does not say otherwise.</summary>
public sealed record LegCrampsOptions
{
    /// <summary>The card folder; null looks for <c>cards</c> around the working directory and beside the executable.</summary>
    public string? Cards { get; init; }

    /// <summary>Where the service keeps what it makes itself; relative to the working directory.</summary>
    public string DataFolder { get; init; } = "data";

    /// <summary>The alert policy of <c>gates.yaml</c>: <c>broad</c>, <c>balanced</c> or <c>strict</c>.</summary>
    public string Gate { get; init; } = "broad";

    /// <summary>Country whose drug labels hold, where a card knows more than one: <c>us</c> or <c>uk</c>.</summary>
    public string Jurisdiction { get; init; } = Situation.DefaultJurisdiction;

    /// <summary>Most cards in one response.</summary>
    public int MaxCards { get; init; } = 3;

    /// <summary>By rule id: <c>on</c>, <c>silent</c> or <c>off</c>, whatever the status of the card is.</summary>
    public Dictionary<string, string> CardModes { get; init; } = [];

    public SnoozeOptions Snooze { get; init; } = new();

    /// <summary>Keys the uuids of cards; null keeps one of its own in <see cref="DataFolder"/>.</summary>
    public string? Secret { get; init; }

    public long MaxRequestBodyBytes { get; init; } = 20 * 1024 * 1024;

    /// <summary>Bundle entries of one body; larger requests get 413.</summary>
    public int MaxEntries { get; init; } = new ReaderLimits().MaxEntries;

    /// <summary>Nesting of objects and arrays in a body.</summary>
    public int MaxDepth { get; init; } = new ReaderLimits().MaxDepth;

    /// <summary>All headers of a request together, the token too; larger ones get 431.</summary>
    public int MaxHeaderBytes { get; init; } = 32 * 1024;

    /// <summary>From the first byte of a call to its answer; slower ones get 408.</summary>
    public int RequestSeconds { get; init; } = 15;

    /// <summary>How long a shutdown waits for the calls in flight.</summary>
    public int ShutdownSeconds { get; init; } = 20;

    public RateLimit RateLimit { get; } = new();

    public Concurrency Concurrency { get; } = new();

    /// <summary>Whether cards carry <c>org.legcramps.findings</c>.</summary>
    public bool Findings { get; init; } = true;

    /// <summary>Whether responses carry <c>org.legcramps.completeness</c>.</summary>
    public bool Completeness { get; init; } = true;

    /// <summary>Origins of browser clients; when empty, none in Production and any in Development.</summary>
    public string[] AllowedOrigins { get; init; } = [];
}
