using System.Text.Json;
using System.Text.Json.Nodes;
using Hl7.FhirPath;

namespace LegCramps.Knowledge;

/// <summary>JSON whose every string is a <see cref="Template"/>: parsed and compiled once, filled for each request.</summary>
public sealed class JsonTemplate
{
    private readonly Func<EvaluationContext, JsonNode?> fill;

    private JsonTemplate(Func<EvaluationContext, JsonNode?> fill, IReadOnlyList<Template> templates) => (this.fill, Templates) = (fill, templates);

    /// <summary>The templates of all its strings, in the order of the file.</summary>
    public IReadOnlyList<Template> Templates { get; }

    /// <summary>Parses and compiles. Throws <see cref="FormatException"/> as <see cref="Template.Parse"/> does.</summary>
    public static JsonTemplate Parse(JsonNode json)
    {
        var templates = new List<Template>();
        return new JsonTemplate(Compile(json, templates), templates);
    }

    /// <summary>New JSON with its tokens filled, or null when one of them yields nothing.</summary>
    public JsonNode? FillOrNull(EvaluationContext context) => fill(context);

    private static Func<EvaluationContext, JsonNode?> Compile(JsonNode? node, List<Template> templates)
    {
        switch (node)
        {
            case JsonObject o:
                (string Name, Func<EvaluationContext, JsonNode?> Fill)[] members = [.. o.Select(m => (m.Key, Compile(m.Value, templates)))];
                return context => Object(members, context);
            case JsonArray a:
                Func<EvaluationContext, JsonNode?>[] items = [.. a.Select(item => Compile(item, templates))];
                return context => Array(items, context);
            case JsonValue v when v.GetValueKind() == JsonValueKind.String:
                var template = Template.Parse(v.GetValue<string>());
                templates.Add(template);
                return context => template.FillOrNull(context) is { } text ? JsonValue.Create(text) : null;
            default:
                return _ => node?.DeepClone();
        }
    }

    private static JsonObject? Object((string Name, Func<EvaluationContext, JsonNode?> Fill)[] members, EvaluationContext context)
    {
        var filled = new JsonObject();
        foreach (var (name, fill) in members)
        {
            if (fill(context) is not { } member) return null;
            filled[name] = member;
        }

        return filled;
    }

    private static JsonArray? Array(Func<EvaluationContext, JsonNode?>[] items, EvaluationContext context)
    {
        var filled = new JsonArray();
        foreach (var fill in items)
        {
            if (fill(context) is not { } item) return null;
            filled.Add(item);
        }

        return filled;
    }
}
