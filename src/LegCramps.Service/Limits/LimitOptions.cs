namespace LegCramps.Service.Limits;

/// <summary><c>LegCramps:RateLimit</c>: how often one client may call. Off unless <see cref="PermitsPerSecond"/> is set.</summary>
public sealed record RateLimit
{
    /// <summary>Calls a second that one client may make for long; 0 for any number.</summary>
    public int PermitsPerSecond { get; init; }

    /// <summary>Calls that it may make at once when it was quiet; 0 for twice the calls of a second.</summary>
    public int Burst { get; init; }
}

/// <summary><c>LegCramps:Concurrency</c>: how many calls are worked on at once, and how many wait.</summary>
public sealed record Concurrency
{
    public int Calls { get; init; } = 256;

    /// <summary>Calls beyond these are answered with 503 at once: an EHR that waits in a long queue has given up before it is served.</summary>
    public int Waiting { get; init; } = 1024;
}
