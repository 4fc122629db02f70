using System.Text.Json;
using System.Text.Json.Nodes;

namespace LegCramps.Knowledge.Loading;

/// <summary>One mapping of a file of ours, read by name; what is missing, unknown or of the wrong kind is a problem.</summary>
internal sealed class Section
{
    private readonly YamlFile file;
    private readonly Problems problems;
    private readonly JsonObject mapping;

    // The members are the names that may stand here; none means any.
    public Section(YamlFile file, JsonNode? node, Problems problems, params ReadOnlySpan<string> members)
    {
        this.file = file;
        this.problems = problems;
        mapping = node as JsonObject ?? [];
        if (node is not null and not JsonObject) problems.Add(file, node, "here must be names with values");
        foreach (var (key, value) in mapping)
        {
            if (members.Length > 0 && !members.Contains(key)) Problem(key, $"'{key}' is not known here; known are: {string.Join(", ", members!)}");
            else if (value is null) Problem(key, $"'{key}' has no value");
        }
    }

    public IEnumerable<string> Names => mapping.Select(m => m.Key);

    public JsonNode? this[string name] => mapping[name];

    public bool Has(string name) => mapping.ContainsKey(name);

    public bool IsFlag(string name) => mapping[name]?.GetValueKind() is JsonValueKind.True or JsonValueKind.False;

    public int Line(string name) => file.Line(mapping, name);

    public void Require(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!Has(name)) Problem(null, $"'{name}' is missing");
        }
    }

    public void Problem(string? name, string text) =>
        problems.Add(file.Name, name is null ? file.Line(mapping) : file.Line(mapping, name), text);

    /// <summary>A text that must be there and not be blank.</summary>
    public string? Text(string name)
    {
        if (!Has(name)) Problem(null, $"'{name}' is missing");
        return TextOrNull(name);
    }

    public string? TextOrNull(string name)
    {
        if (mapping[name] is not { } node) return null;
        if (node.GetValueKind() is JsonValueKind.String && !string.IsNullOrWhiteSpace(node.GetValue<string>())) return node.GetValue<string>();
        Problem(name, $"'{name}' must be text{(node.GetValueKind() is JsonValueKind.Number ? ": put it in quotes" : "")}");
        return null;
    }

    public IReadOnlyList<string> Texts(string name)
    {
        var texts = new List<string>();
        foreach (var item in Items(name))
        {
            if (item?.GetValueKind() is JsonValueKind.String) texts.Add(item.GetValue<string>());
            else Problem(name, $"'{name}' must be a list of texts");
        }

        return texts;
    }

    /// <summary>A whole number that is not negative.</summary>
    public int? Number(string name)
    {
        if (mapping[name] is not { } node) return null;
        if (node.GetValueKind() is JsonValueKind.Number && node.AsValue().TryGetValue<int>(out var number) && number >= 0) return number;
        Problem(name, $"'{name}' must be a whole number");
        return null;
    }

    public bool? Flag(string name)
    {
        if (mapping[name] is not { } node) return null;
        if (IsFlag(name)) return node.GetValue<bool>();
        Problem(name, $"'{name}' must be true or false");
        return null;
    }

    /// <summary>The mapping under a name, or null when it is not there.</summary>
    public Section? Child(string name, params ReadOnlySpan<string> members) =>
        mapping[name] is { } node ? new Section(file, node, problems, members) : null;

    public IReadOnlyList<Section> Children(string name, params ReadOnlySpan<string> members)
    {
        var children = new List<Section>();
        foreach (var item in Items(name)) children.Add(new Section(file, item, problems, members));
        return children;
    }

    private JsonArray Items(string name)
    {
        if (mapping[name] is JsonArray items) return items;
        if (mapping[name] is not null) Problem(name, $"'{name}' must be a list");
        return [];
    }
}
