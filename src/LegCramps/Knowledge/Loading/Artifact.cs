using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LegCramps.Knowledge.Loading;

/// <summary>What every FHIR resource of the folder has in common: id, url, version.</summary>
internal static partial class Artifact
{
    /// <summary>Everything that is ours has a URI below this one.</summary>
    public const string Ours = "https://legcramps.org/fhir";

    public static string Url(string type, string id) => $"{Ours}/{type}/{id}";

    public static void Check(YamlFile file, Problems problems, string type, string id)
    {
        if (file.Root is not JsonObject root) return;
        Equal("resourceType", type);
        Equal("id", id);
        Equal("url", Url(type, id));
        if (root.Text("version") is not { } version) problems.Add(file, root["version"] ?? root, "'version' is missing, or not in quotes");
        else if (!Semver.IsMatch(version)) problems.Add(file, root["version"], $"the version must look like '1.0.0', not '{version}'");

        void Equal(string name, string expected)
        {
            if (root.Text(name) != expected) problems.Add(file, root[name] ?? root, $"'{name}' must be '{expected}'");
        }
    }

    public static void Require(YamlFile file, Problems problems, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            // An empty text is refused by Firely already.
            if (file.Root.Member(name) is null || file.Root.Text(name) is { Length: > 0 } text && string.IsNullOrWhiteSpace(text)) problems.Add(file, file.Root, $"'{name}' is missing");
        }
    }

    /// <summary>A member that is text; null for anything else.</summary>
    public static string? Text(this JsonNode? node, string name) =>
        node is JsonObject mapping && mapping[name] is { } value && value.GetValueKind() is JsonValueKind.String ? value.GetValue<string>() : null;

    /// <summary>The items of a list; none for anything else.</summary>
    public static IEnumerable<JsonNode> Items(this JsonNode? node, string name) =>
        node is JsonObject mapping && mapping[name] is JsonArray items ? items.OfType<JsonNode>() : [];

    public static JsonNode? Member(this JsonNode? node, string name) => node is JsonObject mapping ? mapping[name] : null;

    [GeneratedRegex(@"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Semver { get; }
}
