using System.Globalization;
using System.Text.Json.Nodes;

namespace LegCramps.Knowledge.Loading;

/// <summary>A YAML file as JSON that remembers on which line everything stands.</summary>
internal sealed class YamlFile
{
    /// <summary>Relative to the card folder.</summary>
    public required string Name { get; init; }

    /// <summary>Null when the file is empty or could not be parsed.</summary>
    public required JsonNode? Root { get; init; }

    /// <summary>Lines of the keys of mappings.</summary>
    public required IReadOnlyDictionary<(JsonNode Mapping, string Key), int> Keys { get; init; }

    /// <summary>Lines of the items of sequences, and of the root.</summary>
    public required IReadOnlyDictionary<JsonNode, int> Items { get; init; }

    /// <summary>Block scalars that keep their line breaks, so that a line inside them can be named.</summary>
    public required IReadOnlySet<JsonNode> Literals { get; init; }

    /// <summary>The line on which the node's key (or the item) stands; 1 when there is none.</summary>
    public int Line(JsonNode? node)
    {
        for (var at = node; at is not null; at = at.Parent)
        {
            if (at.Parent is JsonObject mapping ? Keys.TryGetValue((mapping, at.GetPropertyName()), out var line) : Items.TryGetValue(at, out line)) return line;
        }

        return 1;
    }

    /// <summary>The line of a key, which may have no value.</summary>
    public int Line(JsonObject mapping, string key) => Keys.TryGetValue((mapping, key), out var line) ? line : Line(mapping);

    /// <summary>The line of a character inside a text.</summary>
    public int Line(JsonNode text, int offset) =>
        Line(text) + (Literals.Contains(text) ? 1 + text.GetValue<string>().AsSpan(0, offset).Count('\n') : 0);

    /// <summary>Follows a path such as <c>compose.include[0].concept</c> as far as the node goes.</summary>
    public static JsonNode Deepest(JsonNode root, string path)
    {
        var node = root;
        foreach (var step in path.Split('.', '[').Select(s => s.TrimEnd(']')))
        {
            var next = node switch
            {
                JsonObject mapping => mapping.FirstOrDefault(p => p.Key == step || (p.Key.StartsWith(step, StringComparison.Ordinal) && !mapping.ContainsKey(step))).Value,
                JsonArray items when int.TryParse(step, CultureInfo.InvariantCulture, out var index) && index < items.Count => items[index],
                _ => null,
            };
            if (next is null) break;
            node = next;
        }

        return node;
    }
}
