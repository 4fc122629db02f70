using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LegCramps.Knowledge.Loading;

/// <summary>What the house asks of a PlanDefinition beyond what FHIR asks.</summary>
internal static partial class PlanChecks
{
    public static readonly string[] KnownHooks = ["patient-view", "order-select", "order-sign"];

    public static void Check(YamlFile file, string cardFolder, string id, GatesFile? gates, Problems problems)
    {
        var root = file.Root;
        if (id.Length == 0) problems.Add(file, root, "'id' is missing");
        else if (!string.Equals(id.ToLowerInvariant(), cardFolder, StringComparison.Ordinal)) problems.Add(file, root.Member("id"), $"the id '{id}' in lower case must be the name of the folder, '{cardFolder}'");
        else if (gates?.Order.Contains(id, StringComparer.Ordinal) == false) problems.Add(file, root.Member("id"), $"'{id}' is missing in the order of {FolderContents.Gates}");
        if (root.Member("type").Items("coding").FirstOrDefault().Text("code") != "eca-rule") problems.Add(file, root.Member("type") ?? root, "the type must be eca-rule");
        if (root.Text("status") is not (null or "draft" or "active" or "retired")) problems.Add(file, root.Member("status"), "the status must be draft, active or retired");
        if (root.Text("date") is null) problems.Add(file, root, "'date' is missing");
        foreach (var difference in root.Items("extension").Where(e => e.Text("url") == CardDefinition.ArticleAndGuidelineUrl && string.IsNullOrWhiteSpace(e.Text("valueMarkdown"))))
            problems.Add(file, difference, "where article and guideline differ is said in a 'valueMarkdown'");
        Citations(file, problems);
    }

    /// <summary>The hooks that the triggers name.</summary>
    public static IReadOnlyCollection<string> Hooks(YamlFile file, JsonNode? action, Problems problems)
    {
        var hooks = new List<string>();
        foreach (var trigger in action.Items("trigger"))
        {
            if (trigger.Text("type") == "named-event" && trigger.Text("name") is { } hook && KnownHooks.Contains(hook)) hooks.Add(hook);
            else problems.Add(file, trigger, $"a trigger is a named-event with the name {string.Join(", ", KnownHooks)}");
        }

        if (action is not null && !action.Items("trigger").Any()) problems.Add(file, action, "an action needs a trigger");
        return hooks;
    }

    /// <summary>The one extension with this url; a problem when it is missing.</summary>
    public static JsonNode? Extension(YamlFile file, string url, Problems problems)
    {
        JsonNode[] found = [.. file.Root.Items("extension").Where(e => e.Text("url") == url)];
        if (found.Length != 1) problems.Add(file, file.Root.Member("extension") ?? file.Root, $"there must be exactly one extension {url}");
        return found.FirstOrDefault();
    }

    private static void Citations(YamlFile file, Problems problems)
    {
        JsonNode[] citations = [.. file.Root.Items("relatedArtifact").Where(a => a.Text("type") == "citation")];
        foreach (var citation in citations.Where(c => string.IsNullOrWhiteSpace(c.Text("display")))) problems.Add(file, citation, "a citation needs a 'display': the short name that the footer prints");
        foreach (var artifact in file.Root.Items("relatedArtifact").Where(a => a.Text("url") is { } url && !IsWebAddress(url))) problems.Add(file, artifact.Member("url"), "the url must be an absolute https address");
        if (!citations.Any(c => c.Text("url") is not null || Identifier.IsMatch(c.Text("citation") ?? "")))
            problems.Add(file, file.Root.Member("relatedArtifact") ?? file.Root, "a card needs a citation that can be found: with a url, a PMID or a DOI");
    }

    private static bool IsWebAddress(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps;

    [GeneratedRegex(@"\bPMID:? ?[0-9]+|\b10\.[0-9]{4,9}/\S+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Identifier { get; }
}
