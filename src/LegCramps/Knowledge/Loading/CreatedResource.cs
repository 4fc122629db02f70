using System.Text.Json;
using System.Text.Json.Nodes;

namespace LegCramps.Knowledge.Loading;

/// <summary>Reads the resource that a suggestion creates: once its tokens are filled it must be FHIR.</summary>
internal static class CreatedResource
{
    private const string Placeholder = "x";

    /// <summary>The template, or null when it has problems.</summary>
    public static JsonTemplate? Read(YamlFile file, JsonObject resource, Action<JsonNode> token, Problems problems)
    {
        var before = problems.Count;
        var filled = resource.DeepClone();
        var templates = new HashSet<JsonNode>(ReferenceEqualityComparer.Instance);
        Fill(resource, filled, templates);
        foreach (var template in templates) token(template);
        foreach (var (path, text) in FhirFile.Parse(filled).Errors)
        {
            var at = path.Length == 0 ? resource : YamlFile.Deepest(resource, path);
            // A placeholder need not be a date or a code; what the token yields will be.
            if (!templates.Contains(at)) problems.Add(file, at, text);
        }

        return problems.Count == before ? JsonTemplate.Parse(resource) : null;
    }

    private static void Fill(JsonNode original, JsonNode copy, HashSet<JsonNode> templates)
    {
        if (original is JsonObject mapping)
        {
            foreach (var (name, value) in mapping)
            {
                if (HoldsToken(value)) copy[name] = Replace(value!, templates);
                else if (value is not null) Fill(value, copy[name]!, templates);
            }
        }
        else if (original is JsonArray items)
        {
            for (var i = 0; i < items.Count; i++)
            {
                if (HoldsToken(items[i])) copy[i] = Replace(items[i]!, templates);
                else if (items[i] is { } item) Fill(item, copy[i]!, templates);
            }
        }
    }

    private static bool HoldsToken(JsonNode? value) =>
        value?.GetValueKind() is JsonValueKind.String && value.GetValue<string>().Contains("{{", StringComparison.Ordinal);

    private static string Replace(JsonNode value, HashSet<JsonNode> templates)
    {
        templates.Add(value);
        return Tokens.Pattern.Replace(value.GetValue<string>(), Placeholder);
    }
}
