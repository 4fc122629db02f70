namespace LegCramps.Facts;

/// <summary>How much of a body is read before it is refused.</summary>
public sealed record ReaderLimits
{
    /// <summary>Bytes of one body.</summary>
    public long MaxBytes { get; init; } = 20 * 1024 * 1024;

    /// <summary>Nesting of objects and arrays; real FHIR stays below 30.</summary>
    public int MaxDepth { get; init; } = 128;

    /// <summary>Bytes taken at a time from a body that arrives as a stream.</summary>
    public int ChunkBytes { get; init; } = 64 * 1024;

    /// <summary>Bundle entries of one body.</summary>
    public int MaxEntries { get; init; } = 20_000;
}
