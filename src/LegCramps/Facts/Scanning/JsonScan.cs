using System.Text.Json;

namespace LegCramps.Facts.Scanning;

/// <summary>Walks every token of a body once, in chunks, and tells the scan of the request about the elements of interest.</summary>
internal sealed class JsonScan(RequestScan scan, int maxDepth)
{
    private const int Nothing = int.MaxValue;

    private readonly Frame[] frames = new Frame[maxDepth + 2];
    private JsonReaderState state;
    private int depth;
    private int skipUntil;
    private Shape? pending;

    /// <param name="root">What the whole body is: a request, or a page fetched for an input.</param>
    public void Reset(Shape root)
    {
        state = new JsonReaderState(new JsonReaderOptions { MaxDepth = maxDepth });
        frames[0] = new Frame { Shape = root, IsArray = true };
        depth = 0;
        skipUntil = Nothing;
        pending = null;
    }

    /// <summary>Takes as many whole tokens as the chunk holds. Returns the bytes taken. Throws <see cref="JsonException"/> for malformed JSON.</summary>
    public int Take(ReadOnlySpan<byte> chunk, bool isFinal)
    {
        var reader = new Utf8JsonReader(chunk, isFinal, state);
        var named = pending;
        if (skipUntil == Nothing || Skip(ref reader))
        {
            while (reader.Read())
            {
                ref var frame = ref frames[depth];
                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    named = reader.ValueIsEscaped ? Escaped(ref reader, ref frame) : Named(reader.ValueSpan, ref frame);
                    // Half of all tokens are names, and most of them nobody reads: their values get no further than this.
                    if (named is not null) continue;
                    if (!reader.Read()) break;
                    if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) continue;
                    skipUntil = reader.CurrentDepth;
                }
                else
                {
                    Token(ref reader, ref frame, frame.IsArray ? frame.Shape : named);
                    if (scan.Problem is not null) break;
                    if (skipUntil == Nothing) continue;
                }

                if (!Skip(ref reader)) break;
            }
        }

        pending = named;
        state = reader.CurrentState;
        return (int)reader.BytesConsumed;
    }

    // Inside an element that nobody reads there is nothing to do but to let the reader validate it.
    private bool Skip(ref Utf8JsonReader reader)
    {
        var until = skipUntil;
        while (reader.Read())
        {
            if (reader.CurrentDepth > until) continue;
            skipUntil = Nothing;
            return true;
        }

        return false;
    }

    private void Token(ref Utf8JsonReader reader, ref Frame frame, Shape? shape)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                Start(ref reader, shape);
                break;
            case JsonTokenType.EndObject:
                depth--;
                if (frame.Shape.Node != Node.None) scan.End(frame.Shape);
                break;
            case JsonTokenType.EndArray:
                depth--;
                break;
            default:
                if (shape is not null) Scalar(ref reader, shape, frame.IsArray && depth > 0);
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

        // A value may come in the chunk after its name, so a shape may be missing here too.
        if (shape is null)
        {
            skipUntil = reader.CurrentDepth;
            return;
        }

        ref var next = ref frames[++depth];
        next.Shape = shape;
        next.Seen = 0;
        next.IsArray = isArray;
        if (!isArray && shape.IsEvent) scan.Start(shape);
        if (isArray && shape.Node == Node.Selections) scan.StartSelections();
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
        if (duplicate) scan.Duplicate(frame.Shape, name);
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
