using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LegCramps.Knowledge.Loading;

namespace LegCramps.Knowledge.Publishing;

/// <summary>The way back: which files of a card folder a Bundle stands for.</summary>
public static partial class CardBundleFiles
{
    /// <summary>The files by name, with forward slashes, and what is wrong with the Bundle; with any problem there are no files.</summary>
    public static (IReadOnlyDictionary<string, string> Files, IReadOnlyList<string> Problems) Read(string json)
    {
        var problems = new List<string>();
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (Parse(json, problems) is { } bundle)
        {
            foreach (var entry in bundle.Items("entry")) Add(entry.Member("resource") as JsonObject ?? [], files, problems);
        }

        if (problems.Count == 0 && files.Count == 0) problems.Add("the Bundle holds no card folder");
        return (problems.Count == 0 ? files : new SortedDictionary<string, string>(StringComparer.Ordinal), problems);
    }

    private static JsonNode? Parse(string json, List<string> problems)
    {
        try
        {
            var node = JsonNode.Parse(json);
            if (node is null || node.Text("resourceType") != "Bundle") problems.Add("this is no FHIR Bundle");
            else problems.AddRange(FhirFile.Parse(node).Errors.Select(e => e.Text));
            return problems.Count == 0 ? node : null;
        }
        catch (JsonException broken)
        {
            problems.Add($"this is no JSON: {broken.Message}");
            return null;
        }
    }

    private static void Add(JsonObject resource, SortedDictionary<string, string> files, List<string> problems)
    {
        var id = resource.Text("id") ?? "";
        switch (resource.Text("resourceType"))
        {
            case "PlanDefinition":
                AddFile($"{id.ToLowerInvariant()}/{FolderContents.Plan}", YamlText.Write(resource));
                break;
            case "ValueSet":
                AddFile($"{FolderContents.ValueSets}/{id}.yaml", YamlText.Write(resource));
                break;
            case "CodeSystem":
                AddFile(FolderContents.OverrideReasons, YamlText.Write(resource));
                break;
            case "Library":
                foreach (var content in resource.Items("content").Where(c => c.Text("contentType") == CardBundle.Yaml))
                    AddFile(content.Text("title") ?? "", Encoding.UTF8.GetString(Convert.FromBase64String(content.Text("data") ?? "")));
                break;
            default:
                problems.Add($"a {resource.Text("resourceType")} has no place in a card folder");
                break;
        }

        // A Bundle may come from anywhere, and must not write anywhere.
        void AddFile(string name, string text)
        {
            if (!Name.IsMatch(name)) problems.Add($"'{name}' is no file of a card folder");
            else if (!files.TryAdd(name, text)) problems.Add($"'{name}' is in the Bundle twice");
        }
    }

    [GeneratedRegex(@"\A([a-z0-9][a-z0-9-]*/(cases/)?)?[a-z0-9][a-z0-9-]*\.yaml\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name { get; }
}
