namespace LegCramps.Service.Tests.Support;

/// <summary>Rows J: what must not stand anywhere in a CDS Hooks document.</summary>
internal static class JsonRules
{
    private static readonly string[] PresentWhenEmpty = ["cards", "services"];

    /// <summary>Paths of nulls, empty strings, empty objects and empty arrays, but for the arrays that must be there.</summary>
    public static IEnumerable<string> Violations(JsonNode? node, string path = "$") => node switch
    {
        null => [$"{path} is null"],
        JsonObject { Count: 0 } => [$"{path} is an empty object"],
        JsonArray { Count: 0 } => PresentWhenEmpty.Any(name => path == $"$.{name}") ? [] : [$"{path} is an empty array"],
        JsonObject o => o.SelectMany(m => Violations(m.Value, $"{path}.{m.Key}")),
        JsonArray a => a.SelectMany((item, i) => Violations(item, $"{path}[{i}]")),
        JsonValue v when v.TryGetValue<string>(out var text) && text.Length == 0 => [$"{path} is an empty string"],
        _ => [],
    };
}
