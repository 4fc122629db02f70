using System.Text.Unicode;

namespace LegCramps.Facts.Scanning;

/// <summary>What the JSON reader does not look at in strings nobody asks for: whether they are text at all.</summary>
internal static class Utf8Text
{
    /// <summary>True when the chunk is UTF-8 and no \u escape is half a surrogate pair. What is cut off at its end is left to the next chunk.</summary>
    public static bool IsValid(ReadOnlySpan<byte> chunk) => Utf8.IsValid(chunk[..^CutOff(chunk)]) && !HasLoneSurrogate(chunk);

    // Bytes of a character that goes on in the next chunk.
    private static int CutOff(ReadOnlySpan<byte> chunk)
    {
        for (var back = 1; back <= Math.Min(3, chunk.Length); back++)
        {
            var b = chunk[^back];
            if ((b & 0xC0) == 0x80) continue;
            var needed = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : b >= 0xC0 ? 2 : 1;
            return needed > back ? back : 0;
        }

        return 0;
    }

    private static bool HasLoneSurrogate(ReadOnlySpan<byte> chunk)
    {
        // One byte is found faster than two, and many bodies have no backslash at all.
        var first = chunk.IndexOf((byte)'\\');
        if (first < 0) return false;
        for (var at = first; chunk[at..].IndexOf("\\u"u8) is var found and >= 0;)
        {
            at += found;
            if (IsEscaped(chunk, at) || at + 6 > chunk.Length)
            {
                at += 2;
                continue;
            }

            var isHigh = IsSurrogate(chunk[(at + 2)..], 'B');
            if (!isHigh && IsSurrogate(chunk[(at + 2)..], 'F')) return true;
            at += 6;
            if (!isHigh) continue;
            // Cut off where the second half may follow; anything else that follows is no second half.
            if (at + 6 > chunk.Length && "\\u"u8.StartsWith(chunk.Slice(at, Math.Min(2, chunk.Length - at)))) return false;
            if (!chunk[at..].StartsWith("\\u"u8) || IsSurrogate(chunk[(at + 2)..], 'B') || !IsSurrogate(chunk[(at + 2)..], 'F')) return true;
            at += 6;
        }

        return false;
    }

    // An odd number of backslashes before this one makes it a backslash and not an escape.
    private static bool IsEscaped(ReadOnlySpan<byte> chunk, int at)
    {
        var count = 0;
        while (at - count > 0 && chunk[at - count - 1] == '\\') count++;
        return count % 2 == 1;
    }

    // D800-DBFF with last 'B', D800-DFFF with last 'F'.
    private static bool IsSurrogate(ReadOnlySpan<byte> hex, char last)
    {
        var second = (char)(hex[1] & 0xDF);
        return (hex[0] & 0xDF) == 'D' && (hex[1] is (byte)'8' or (byte)'9' || (second >= 'A' && second <= last));
    }
}
