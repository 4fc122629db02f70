using System.Text;
using System.Text.Json;

namespace LegCramps.Tests.Facts.Fuzzing;

/// <summary>Bodies to start from: those of real clients where they stand beside the repository, and the repository's own samples.</summary>
internal static class Seeds
{
    private const int Largest = 100_000;

    public static IReadOnlyList<Seed> Load()
    {
        var samples = Directory.EnumerateFiles(Path.Combine(Shipped.Root, "samples", "requests"), "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllBytes);
        return [.. samples.Concat(Real()).Where(b => b.Length is > 0 and < Largest).Select(b => new Seed(b))];
    }

    private static IEnumerable<byte[]> Real()
    {
        if (SharedData.Folder is not { } data) return [];
        var lines = new[] { "patient-view.ndjson", "order-select.ndjson" }.SelectMany(f => File.ReadLines(Path.Combine(data, f))).Select(Encoding.UTF8.GetBytes);
        var files = new[] { Path.Combine(data, "real-hook-requests"), Path.Combine(data, "..", "real-clients") }
            .SelectMany(f => Directory.EnumerateFiles(f, "*.json")).Order(StringComparer.Ordinal).Select(File.ReadAllBytes);
        return lines.Concat(files);
    }
}

/// <summary>A body, and where in it the values and names stand; nothing stands anywhere when it is no JSON.</summary>
internal sealed class Seed
{
    public Seed(byte[] body)
    {
        Body = body;
        var values = new List<Range>();
        var members = new List<(Range Name, int Value)>();
        try
        {
            Walk(body, values, members);
        }
        catch (JsonException)
        {
            // Some public requests are broken on purpose; bytes can still be damaged in them.
        }

        (Values, Members) = (values, members);
    }

    public byte[] Body { get; }

    /// <summary>Every value, objects and arrays with all that is in them.</summary>
    public IReadOnlyList<Range> Values { get; }

    /// <summary>Every name with its quotation marks, and the number of its value.</summary>
    public IReadOnlyList<(Range Name, int Value)> Members { get; }

    private static void Walk(byte[] body, List<Range> values, List<(Range Name, int Value)> members)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 200 });
        var open = new Stack<int>();
        while (reader.Read())
        {
            var (start, end) = ((int)reader.TokenStartIndex, (int)reader.BytesConsumed);
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    members.Add((start..(start + reader.ValueSpan.Length + 2), values.Count));
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    open.Push(values.Count);
                    values.Add(start..end);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    var opened = open.Pop();
                    values[opened] = values[opened].Start..end;
                    break;
                default:
                    values.Add(start..end);
                    break;
            }
        }
    }
}
