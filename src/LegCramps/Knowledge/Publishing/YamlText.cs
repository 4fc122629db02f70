using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LegCramps.Knowledge.Publishing;

/// <summary>Writes JSON as YAML in the form of the card folder: short lists of texts and rows of codes on one line, everything else in blocks.</summary>
internal static partial class YamlText
{
    private const int MaxRow = 4;

    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(JsonObject root)
    {
        var text = new StringBuilder();
        Mapping(text, root, "");
        return text.ToString();
    }

    private static void Mapping(StringBuilder text, JsonObject mapping, string indent, bool isItem = false)
    {
        foreach (var (key, value) in mapping)
        {
            if (isItem) isItem = false;
            else text.Append(indent);
            text.Append(Scalar(key)).Append(':');
            Value(text, value, indent + "  ");
        }
    }

    private static void Value(StringBuilder text, JsonNode? value, string indent)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } mapping:
                text.Append('\n');
                Mapping(text, mapping, indent);
                break;
            case JsonArray { Count: > 0 } items:
                text.Append('\n');
                foreach (var item in items) Item(text, item, indent);
                break;
            default:
                text.Append(' ').Append(Flow(value)).Append('\n');
                break;
        }
    }

    private static void Item(StringBuilder text, JsonNode? item, string indent)
    {
        text.Append(indent).Append("- ");
        if (item is JsonObject { Count: > 0 } mapping && !IsRow(mapping)) Mapping(text, mapping, indent + "  ", isItem: true);
        else text.Append(Flow(item)).Append('\n');
    }

    // Such as the code and the display of a concept.
    private static bool IsRow(JsonObject mapping) => mapping.Count <= MaxRow && mapping.All(m => m.Value is JsonValue value && value.ToJsonString().Length < 200);

    private static string Flow(JsonNode? node) => node switch
    {
        JsonObject mapping => mapping.Count == 0 ? "{}" : $"{{ {string.Join(", ", mapping.Select(m => $"{Scalar(m.Key)}: {Flow(m.Value)}"))} }}",
        JsonArray items => $"[ {string.Join(", ", items.Select(Flow))} ]",
        JsonValue value when value.GetValueKind() is JsonValueKind.String => Scalar(value.GetValue<string>()),
        null => "null",
        _ => node.ToJsonString(),
    };

    // Plain where nothing can be mistaken, in single quotes on one line, else as JSON, which is YAML too.
    private static string Scalar(string text) =>
        Plain.IsMatch(text) && !Words.IsMatch(text) ? text
        : text.Any(char.IsControl) || text.Contains('\u0085', StringComparison.Ordinal) || text.Contains('\u2028', StringComparison.Ordinal) || text.Contains('\u2029', StringComparison.Ordinal) ? JsonSerializer.Serialize(text)
        : text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) && !text.Contains('\\', StringComparison.Ordinal) ? JsonSerializer.Serialize(text, Unescaped)
        : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"\A[A-Za-z]([A-Za-z0-9 ./+-]|:(?=//))*[A-Za-z0-9.+]\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain { get; }

    [GeneratedRegex(@"\A(true|false|null|yes|no|on|off)\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words { get; }
}
