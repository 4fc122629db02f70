namespace LegCramps.Facts.Scanning;

/// <summary>FHIR references in every spelling that real requests use.</summary>
internal static class References
{
    /// <summary>The id a reference ends in: of <c>Type/id</c>, an absolute URL, <c>urn:uuid:</c> or a bare id; a version is cut off. Empty for a local <c>#id</c>.</summary>
    public static ReadOnlySpan<byte> Id(ReadOnlySpan<byte> reference)
    {
        if (reference is [] or [(byte)'#', ..]) return [];
        var history = reference.IndexOf("/_history/"u8);
        if (history >= 0) reference = reference[..history];
        return reference[(reference.LastIndexOfAny((byte)'/', (byte)':') + 1)..];
    }

    /// <summary>The type named before the id, or empty.</summary>
    public static ReadOnlySpan<byte> Type(ReadOnlySpan<byte> reference)
    {
        var history = reference.IndexOf("/_history/"u8);
        if (history >= 0) reference = reference[..history];
        var end = reference.LastIndexOf((byte)'/');
        if (end < 0) return [];
        reference = reference[..end];
        return reference[(reference.LastIndexOf((byte)'/') + 1)..];
    }
}
