namespace LegCramps.Facts.Scanning;

/// <summary>FHIR references in every spelling that real requests use.</summary>
internal static class References
{
    /// <summary>The id a reference ends in: of <c>Type/id</c>, an absolute URL, <c>urn:uuid:</c> or a bare id; a version is cut off. Empty for a local <c>#id</c>.</summary>
    public static ReadOnlySpan<byte> Id(ReadOnlySpan<byte> reference)
    {
        if (reference is [] or [(byte)'#', ..]) return [];
        reference = WithoutVersion(reference);
        return reference[(reference.LastIndexOfAny((byte)'/', (byte)':') + 1)..];
    }

    /// <summary>The type named before the id, or empty.</summary>
    public static ReadOnlySpan<byte> Type(ReadOnlySpan<byte> reference)
    {
        reference = WithoutVersion(reference);
        var end = reference.LastIndexOf((byte)'/');
        if (end < 0) return [];
        reference = reference[..end];
        return reference[(reference.LastIndexOf((byte)'/') + 1)..];
    }

    private static ReadOnlySpan<byte> WithoutVersion(ReadOnlySpan<byte> reference) =>
        reference.IndexOf("/_history/"u8) is var version and >= 0 ? reference[..version] : reference;
}
