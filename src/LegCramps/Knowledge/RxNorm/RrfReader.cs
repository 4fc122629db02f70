using System.Buffers.Text;
using System.Text;

namespace LegCramps.Knowledge.RxNorm;

/// <summary>Reads one RRF file of a release line by line in constant memory: UTF-8, pipe-separated, no header, a pipe after the last column.</summary>
internal sealed class RrfReader(Stream stream, string name, int columns, RrfProblems problems)
{
    private readonly int[] ends = new int[columns];
    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int filled;
    private int line;
    private int lineStart;

    /// <summary>Bytes read so far.</summary>
    public long Position { get; private set; }

    public ReadOnlySpan<byte> this[int column] => buffer.AsSpan()[(column == 0 ? lineStart : ends[column - 1] + 1)..ends[column]];

    /// <summary>Moves to the next line that has the right number of columns; the others are reported and passed over.</summary>
    public bool Next()
    {
        while (NextLine(out var length))
        {
            line++;
            lineStart = start - length - 1;
            var end = lineStart + length;
            if (end > lineStart && buffer[end - 1] == '\r') end--;
            if (end == lineStart) continue;
            if (Split(end) is var found && found == columns) return true;
            Problem($"{found} columns where there should be {columns}");
        }

        return false;
    }

    /// <summary>The number in a column; 0 when it is empty, or no number (which is reported).</summary>
    public int Number(int column)
    {
        var text = this[column];
        if (text.IsEmpty) return 0;
        if (Utf8Parser.TryParse(text, out int number, out var used) && used == text.Length && number is > 0 and < RxNormRelease.MaxCode) return number;
        Problem($"'{Text(column)}' is no RXCUI");
        return 0;
    }

    public string Text(int column) => Encoding.UTF8.GetString(this[column]);

    private void Problem(string text) => problems.Add(name, line, text);

    private int Split(int end)
    {
        var (found, at) = (0, lineStart);
        while (at < end)
        {
            var pipe = buffer.AsSpan(at, end - at).IndexOf((byte)'|');
            var stop = pipe < 0 ? end : at + pipe;
            if (found < columns) ends[found] = stop;
            found++;
            at = stop + 1;
        }

        return found;
    }

    private bool NextLine(out int length)
    {
        while (true)
        {
            length = buffer.AsSpan(start, filled - start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                start += length + 1;
                return true;
            }

            if (Fill()) continue;
            length = filled - start;
            start = filled + 1;
            filled = start;
            return length > 0;
        }
    }

    // What is left of the last line moves to the front; a line longer than the buffer makes it grow.
    private bool Fill()
    {
        if (start > filled) return false;
        var rest = filled - start;
        if (rest > buffer.Length / 2) Array.Resize(ref buffer, buffer.Length * 2);
        buffer.AsSpan(start, rest).CopyTo(buffer);
        (start, filled) = (0, rest);
        // One byte stays free for a last line without a line break.
        var read = stream.Read(buffer.AsSpan(filled, buffer.Length - filled - 1));
        filled += read;
        Position += read;
        return read > 0;
    }
}

/// <summary>Lines that could not be read: the first of them, and how many there are.</summary>
internal sealed class RrfProblems
{
    private const int Most = 20;
    private readonly List<CardProblem> first = [];

    public int Count { get; private set; }

    public IReadOnlyList<CardProblem> First => first;

    public void Add(string file, int line, string text)
    {
        Count++;
        if (first.Count < Most) first.Add(new CardProblem(file, line, text));
    }
}
