namespace LegCramps.Facts;

/// <summary>A request that was read, or the reason why it was not.</summary>
public sealed record ReadResult
{
    public CdsRequest? Request { get; init; }

    public Chart? Chart { get; init; }

    /// <summary>Set when the request gets no cards; the envelope may be there all the same, for the log.</summary>
    public RequestProblem? Problem { get; init; }
}
