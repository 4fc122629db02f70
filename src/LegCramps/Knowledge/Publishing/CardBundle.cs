using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LegCramps.Knowledge.Loading;

namespace LegCramps.Knowledge.Publishing;

/// <summary>The card folder as one FHIR R4 Bundle: what FHIR has a resource for is that resource, every other file is an attachment of a Library.</summary>
public static class CardBundle
{
    internal const string Yaml = "application/yaml";
    internal const string Settings = "card-folder";

    private const string LibraryType = "http://terminology.hl7.org/CodeSystem/library-type";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The Bundle as JSON; the folder must be sound.</summary>
    public static string Export(string folder)
    {
        var problems = new Problems();
        var contents = new FolderContents(folder, problems);
        var entries = new JsonArray();
        foreach (var card in contents.CardFolders)
        {
            var plan = Resource($"{card}/{FolderContents.Plan}");
            Add(plan);
            string[] files = [$"{card}/{FolderContents.Card}", .. contents.CaseFiles(card)];
            Add(Library(plan["id"]!.GetValue<string>(), $"The text and the cases of {plan["id"]}", plan["version"]!.GetValue<string>(), plan["url"]!.GetValue<string>(), files));
        }

        foreach (var file in contents.ValueSetFiles.Append(FolderContents.OverrideReasons)) Add(Resource(file));
        Add(Library(Settings, "The files of the card folder that belong to no single card", null, null, contents.TopFiles.Where(f => f != FolderContents.OverrideReasons)));
        return new JsonObject { ["resourceType"] = "Bundle", ["type"] = "collection", ["entry"] = entries }.ToJsonString(Indented);

        void Add(JsonObject resource) => entries.Add(new JsonObject { ["fullUrl"] = resource["url"]!.GetValue<string>(), ["resource"] = resource });

        JsonObject Resource(string file) => (JsonObject)contents.Read(file)!.Root!.DeepClone();

        JsonObject Library(string id, string title, string? version, string? plan, IEnumerable<string> files)
        {
            var library = new JsonObject { ["resourceType"] = "Library", ["id"] = id, ["url"] = Artifact.Url("Library", id) };
            if (version is not null) library["version"] = version;
            library["title"] = title;
            library["status"] = "active";
            library["type"] = new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["system"] = LibraryType, ["code"] = "asset-collection" }) };
            if (plan is not null) library["relatedArtifact"] = new JsonArray(new JsonObject { ["type"] = "depends-on", ["resource"] = plan });
            library["content"] = new JsonArray([.. files.Select(f => Attachment(folder, f))]);
            return library;
        }
    }

    private static JsonObject Attachment(string folder, string file) => new()
    {
        ["contentType"] = Yaml,
        ["data"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(File.ReadAllText(Path.Combine(folder, file)).ReplaceLineEndings("\n"))),
        ["title"] = file,
    };
}
