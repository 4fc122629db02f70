using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LegCramps.Knowledge.Loading;

/// <summary>The one door to YAML, which is here a spelling of JSON: no anchors, no tags, no duplicate keys.</summary>
internal sealed partial class Yaml
{
    private readonly Dictionary<(JsonNode, string), int> keys = [];
    private readonly Dictionary<JsonNode, int> items = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<JsonNode> literals = new(ReferenceEqualityComparer.Instance);
    private readonly string name;
    private readonly Problems problems;
    private readonly Parser parser;

    private Yaml(string text, string name, Problems problems)
    {
        this.name = name;
        this.problems = problems;
        parser = new Parser(new StringReader(text));
    }

    /// <summary>Reads a file of the folder; what is no YAML is a problem and gives a file without a root.</summary>
    public static YamlFile Read(string folder, string name, Problems problems) =>
        Parse(File.ReadAllText(Path.Combine(folder, name)), name, problems);

    public static YamlFile Parse(string text, string name, Problems problems)
    {
        var yaml = new Yaml(text, name, problems);
        JsonNode? root = null;
        try
        {
            root = yaml.Document();
        }
        catch (YamlException broken)
        {
            problems.Add(name, (int)broken.Start.Line, $"this is no YAML: {broken.Message}");
        }

        return new YamlFile { Name = name, Root = root, Keys = yaml.keys, Items = yaml.items, Literals = yaml.literals };
    }

    private JsonNode? Document()
    {
        JsonNode? root = null;
        var documents = 0;
        while (parser.MoveNext())
        {
            if (parser.Current is DocumentStart { } start && ++documents > 1) problems.Add(name, Line(start), "a file holds one document");
            if (parser.Current is not NodeEvent) continue;
            var line = Line(parser.Current);
            var node = Node();
            if (documents == 1) root = node;
            if (node is not null) items[node] = line;
        }

        if (root is null) problems.Add(name, 1, "the file is empty");
        return root;
    }

    private JsonNode? Node()
    {
        var at = parser.Current!;
        if (at is AnchorAlias or NodeEvent { Anchor.IsEmpty: false }) problems.Add(name, Line(at), "anchors and aliases are not allowed: write it out");
        if (at is NodeEvent { Tag.IsEmpty: false }) problems.Add(name, Line(at), "tags are not allowed");
        return at switch
        {
            MappingStart => Mapping(),
            SequenceStart => Sequence(),
            Scalar scalar => Value(scalar),
            _ => null,
        };
    }

    private JsonObject Mapping()
    {
        var mapping = new JsonObject();
        while (parser.MoveNext() && parser.Current is not MappingEnd)
        {
            var line = Line(parser.Current!);
            if (parser.Current is not Scalar { Value: var key }) throw new YamlException(parser.Current!.Start, parser.Current.End, "a key must be plain text");
            parser.MoveNext();
            var value = Node();
            if (!mapping.TryAdd(key, value)) problems.Add(name, line, $"'{key}' is there twice");
            else keys[(mapping, key)] = line;
        }

        return mapping;
    }

    private JsonArray Sequence()
    {
        var sequence = new JsonArray();
        while (parser.MoveNext() && parser.Current is not SequenceEnd)
        {
            var line = Line(parser.Current!);
            var item = Node();
            sequence.Add(item);
            if (item is not null) items[item] = line;
        }

        return sequence;
    }

    private JsonNode? Value(Scalar scalar)
    {
        if (scalar.Style is ScalarStyle.Plain)
        {
            if (scalar.Value is "" or "~" or "null") return null;
            if (scalar.Value is "true" or "false" || Number.IsMatch(scalar.Value)) return JsonNode.Parse(scalar.Value);
        }

        var text = JsonValue.Create(scalar.Value);
        if (scalar.Style is ScalarStyle.Literal) literals.Add(text);
        return text;
    }

    private static int Line(ParsingEvent at) => (int)at.Start.Line;

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number { get; }
}
