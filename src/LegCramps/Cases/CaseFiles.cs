using System.Globalization;
using System.Text.Json.Nodes;
using Hl7.Fhir.Model;
using LegCramps.Evaluation;
using LegCramps.Facts;
using LegCramps.Knowledge;
using LegCramps.Knowledge.Loading;

namespace LegCramps.Cases;

/// <summary>Reads the case files of a card folder.</summary>
public sealed class CaseFiles
{
    private static readonly string[] ChartKeys = [.. PrefetchKeys.All.Where(k => k != PrefetchKeys.Patient)];
    private static readonly string[] Members = ["story", "because", "today", "hook", "gate", "jurisdiction", "patient", "draftOrders", "selections", "notSent", "expect", .. ChartKeys];

    private readonly Problems problems = new();

    private CaseFiles()
    {
    }

    /// <summary>All cases, by file name; the problems are empty when every file could be read.</summary>
    public static (IReadOnlyList<CardCase> Cases, IReadOnlyList<CardProblem> Problems) Load(string folder)
    {
        if (!Directory.Exists(folder)) return ([], []);
        var reader = new CaseFiles();
        var files = Directory.EnumerateDirectories(folder).Select(card => Path.Combine(card, FolderContents.Cases)).Where(Directory.Exists)
            .SelectMany(Directory.EnumerateFiles).Where(f => CaseNames.IsShown(Path.GetFileName(f)) || CaseNames.IsSilent(Path.GetFileName(f)))
            .Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal);
        var cases = files.Select(f => reader.Read(folder, f)).OfType<CardCase>().ToList();
        return (cases, reader.problems.Errors);
    }

    private CardCase? Read(string folder, string name)
    {
        var before = problems.Count;
        var file = Yaml.Read(folder, name, problems);
        if (file.Root is null) return null;
        var root = new Section(file, file.Root, problems, Members);
        var isShown = CaseNames.IsShown(Path.GetFileName(name));
        root.TextOrNull("because");
        if (root.Text("today") is { } text && !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) root.Problem("today", "'today' must be a date such as '2026-11-24'");
        if (root.TextOrNull("gate") is { } gate && !Gates.Levels.Contains(gate, StringComparer.Ordinal)) root.Problem("gate", $"the gate is one of {string.Join(", ", Gates.Levels)}");
        if (root.TextOrNull("hook") is { } named && !PlanChecks.KnownHooks.Contains(named, StringComparer.Ordinal)) root.Problem("hook", $"the hook is one of {string.Join(", ", PlanChecks.KnownHooks)}");
        foreach (var key in root.Texts("notSent").Where(k => root.Has(k) || !PrefetchKeys.All.Contains(k, StringComparer.Ordinal))) root.Problem("notSent", $"'{key}' is no prefetch key, or stands in this file");
        if (isShown != root.Has("expect")) root.Problem(null, isShown ? "a shown case needs 'expect'" : "a silent case has no 'expect'");
        var (story, hook) = (root.Text("story"), root.Text("hook"));
        var expect = Expectation(root.Child("expect", "indicator", "says", "findings", "suggestions"));
        var chart = ChartKeys.ToDictionary(key => key, IReadOnlyList<JsonObject> (key) => Resources(file, root, key), StringComparer.Ordinal);
        var drafts = Resources(file, root, "draftOrders");
        var patient = Patient(file, root);
        if (problems.Count > before) return null;
        return new CardCase
        {
            File = name,
            IsShown = isShown,
            Story = story!,
            Today = DateOnly.ParseExact(root.Text("today")!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            Hook = hook!,
            Gate = root.TextOrNull("gate") ?? Gates.Levels[0],
            Jurisdiction = root.TextOrNull("jurisdiction") ?? Situation.DefaultJurisdiction,
            Patient = patient,
            DraftOrders = drafts,
            Selections = root.Has("selections") ? root.Texts("selections") : null,
            Chart = chart,
            NotSent = root.Texts("notSent"),
            Expect = expect,
        };
    }

    private static CaseExpectation? Expectation(Section? section)
    {
        if (section is null) return null;
        section.Require("says", "findings");
        if (section.Has("says") && (section.Texts("says") is [] || section.Texts("says").Any(string.IsNullOrWhiteSpace))) section.Problem("says", "'says' needs the sentences that must stand on the card");
        return new CaseExpectation
        {
            Indicator = section.Text("indicator") ?? "",
            Says = section.Texts("says"),
            Findings = section.Texts("findings"),
            Suggestions = section.Has("suggestions") ? section.Texts("suggestions") : null,
        };
    }

    // A misspelt element would make a silent case pass for the wrong reason; a required element may be missing.
    private List<JsonObject> Resources(YamlFile file, Section root, string key)
    {
        var resources = new List<JsonObject>();
        if (root.Has(key) && root[key] is not JsonArray) root.Problem(key, $"'{key}' must be a list of resources");
        foreach (var node in root[key] as JsonArray ?? [])
        {
            if (node is not JsonObject resource)
            {
                root.Problem(key, $"'{key}' must be a list of resources");
                continue;
            }

            if (ModelInfo.ModelInspector.FindClassMapping(resource.Text("resourceType") ?? "")?.IsResource is not true)
            {
                problems.Add(file, resource, $"'{resource.Text("resourceType")}' is no FHIR R4 resource type");
                continue;
            }

            Check(file, resource, resource);
            resources.Add(resource);
        }

        return resources;
    }

    private JsonObject? Patient(YamlFile file, Section root)
    {
        if (root["patient"] is not JsonObject patient) return null;
        var resource = (JsonObject)patient.DeepClone();
        resource["resourceType"] = "Patient";
        Check(file, patient, resource);
        return patient;
    }

    private void Check(YamlFile file, JsonObject place, JsonObject resource)
    {
        foreach (var (path, text) in FhirFile.Slips(resource)) problems.Add(file, YamlFile.Deepest(place, path), text);
    }
}
