using System.Text.Json;

namespace LegCramps.Facts.Scanning;

/// <summary>Walks every token of a body once, in chunks, and tells the scan of the request about the elements of interest.</summary>
internal sealed class JsonScan(RequestScan scan, int maxDepth)
{
    private readonly Frame[] frames = new Frame[maxDepth + 2];
    private JsonReaderState state;
    private int depth;
    private int skipUntil;
    private Shape? pending;

    public void Reset()
    {
        state = new JsonReaderState(new JsonReaderOptions { MaxDepth = maxDepth });
        frames[0] = new Frame { Shape = Shapes.Request, IsArray = true };
        depth = 0;
        skipUntil = -1;
        pending = null;
    }

    /// <summary>Takes as many whole tokens as the chunk holds. Returns the bytes taken. Throws <see cref="JsonException"/> for malformed JSON.</summary>
    public int Take(ReadOnlySpan<byte> chunk, bool isFinal)
    {
        var reader = new Utf8JsonReader(chunk, isFinal, state);
        while (scan.Problem is null)
        {
            if (skipUntil >= 0 && !Skip(ref reader)) break;
            if (!reader.Read()) break;
            Token(ref reader);
        }

        state = reader.CurrentState;
        return (int)reader.BytesConsumed;
    }

    // Inside an element that nobody reads there is nothing to do but to let the reader validate it.
    private bool Skip(ref Utf8JsonReader reader)
    {
        while (reader.Read())
        {
            if (reader.CurrentDepth > skipUntil) continue;
            skipUntil = -1;
            return true;
        }

        return false;
    }

    private void Token(ref Utf8JsonReader reader)
    {
        ref var frame = ref frames[depth];
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                pending = reader.ValueIsEscaped ? Escaped(ref reader, ref frame) : Named(reader.ValueSpan, ref frame);
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                Start(ref reader, frame.IsArray ? frame.Shape : pending);
                break;
            case JsonTokenType.EndObject:
                depth--;
                if (frame.Shape.Node != Node.None) scan.End(frame.Shape);
                break;
            case JsonTokenType.EndArray:
                depth--;
                break;
            default:
                if ((frame.IsArray ? frame.Shape : pending) is { } shape) Scalar(ref reader, shape, frame.IsArray && depth > 0);
                break;
        }
    }

    private void Start(ref Utf8JsonReader reader, Shape? shape)
    {
        var isArray = reader.TokenType == JsonTokenType.StartArray;
        var inArray = frames[depth].IsArray && depth > 0;
        if (shape is not null && !inArray && Unexpected(shape, isArray ? Expect.Array : Expect.Object))
        {
            scan.Mismatch(shape);
            shape = null;
        }

        if (shape is null)
        {
            skipUntil = reader.CurrentDepth;
            return;
        }

        depth++;
        frames[depth] = new Frame { Shape = shape, IsArray = isArray };
        if (isArray) scan.StartArray(shape);
        else if (shape.Node != Node.None || shape.Field != Field.None) scan.Start(shape);
    }

    private void Scalar(ref Utf8JsonReader reader, Shape shape, bool inArray)
    {
        if (reader.TokenType == JsonTokenType.Null) scan.Null(shape);
        else if (!inArray && Unexpected(shape, reader.TokenType == JsonTokenType.String ? Expect.String : Expect.Anything)) scan.Mismatch(shape);
        else if (shape.Field != Field.None) scan.Value(shape, ref reader);
    }

    private static bool Unexpected(Shape shape, Expect found) => shape.Expect != Expect.Anything && shape.Expect != found;

    private Shape? Named(ReadOnlySpan<byte> name, ref Frame frame)
    {
        var child = frame.Shape.Child(name, ref frame.Seen, out var duplicate);
        // Parsers disagree on which of two equal names counts, so neither may decide about a card.
        if (duplicate) scan.Duplicate(name);
        return child;
    }

    private Shape? Escaped(ref Utf8JsonReader reader, ref Frame frame)
    {
        Span<byte> name = stackalloc byte[64];
        return reader.ValueSpan.Length > name.Length ? null : Named(name[..reader.CopyString(name)], ref frame);
    }

    private struct Frame
    {
        public Shape Shape;
        public ulong Seen;
        public bool IsArray;
    }
}
