using System.Text.Json.Nodes;
using Hl7.Fhir.Model;

namespace LegCramps.Knowledge.Loading;

/// <summary>One value set as it was read: enumerated codes and composition, no filters.</summary>
internal sealed record ValueSetFile
{
    // A card names the set inside a sentence of at most 139 characters.
    private const int MaxTitle = 40;

    public required string Id { get; init; }

    public required YamlFile File { get; init; }

    /// <summary>A stand-in with the id when the file has problems, so that nothing else is reported because of them.</summary>
    public required ValueSet ValueSet { get; init; }

    public required IReadOnlyList<(string System, string Code)> Codes { get; init; }

    /// <summary>Ids of the sets that this one includes.</summary>
    public required IReadOnlyList<(string Id, JsonNode Place)> Composed { get; init; }

    public required IReadOnlyList<(string System, string Code, JsonNode Place)> Excluded { get; init; }

    public static ValueSetFile Load(YamlFile file, IReadOnlyList<KnownCodeSystem> systems, Problems problems)
    {
        var id = Path.GetFileNameWithoutExtension(file.Name);
        var resource = FhirFile.Load<ValueSet>(file, problems);
        Artifact.Check(file, problems, "ValueSet", id);
        Artifact.Require(file, problems, "name", "title", "description");
        if (file.Root.Text("title") is { Length: > MaxTitle }) problems.Add(file, file.Root.Member("title"), $"the title is longer than {MaxTitle} characters");
        if (file.Root.Text("purpose") is { } purpose) PlainMarkdown.CheckLine(file, file.Root.Member("purpose")!, purpose, problems);

        var codes = new List<(string System, string Code, JsonNode Place)>();
        var composed = new List<(string, JsonNode)>();
        var excluded = new List<(string System, string Code, JsonNode Place)>();
        var compose = file.Root.Member("compose");
        foreach (var include in compose.Items("include"))
        {
            CheckShape(include);
            codes.AddRange(CodesOf(include));
            foreach (var url in include.Items("valueSet"))
            {
                if (Reference(url) is { } other) composed.Add((other, url));
                else problems.Add(file, url, $"a value set is named by its url, {Artifact.Url("ValueSet", "<id>")}");
            }
        }

        foreach (var exclude in compose.Items("exclude"))
        {
            CheckShape(exclude);
            if (exclude.Member("valueSet") is { } set) problems.Add(file, set, "exclude codes, not value sets");
            excluded.AddRange(CodesOf(exclude));
        }

        if (!compose.Items("include").Any()) problems.Add(file, compose, "the set includes nothing");
        foreach (var twice in codes.Concat(excluded).GroupBy(c => (c.System, c.Code)).Where(g => g.Count() > 1))
            problems.Add(file, twice.Last().Place, $"the code '{twice.Key.Code}' is there twice");
        return new ValueSetFile
        {
            Id = id,
            File = file,
            ValueSet = resource?.Id == id ? resource : new ValueSet { Id = id },
            Codes = [.. codes.Select(c => (c.System, c.Code))],
            Composed = composed,
            Excluded = excluded,
        };

        void CheckShape(JsonNode include)
        {
            if (include.Member("filter") is { } filter) problems.Add(file, filter, "filters are not evaluated: list the codes");
            if (include.Member("system") is { } system && include.Member("valueSet") is not null) problems.Add(file, system, "a system and a value set together mean an intersection: write two includes");
            if (include.Member("system") is { } whole && include.Member("concept") is null) problems.Add(file, whole, "a system without codes means all of it: list the codes");
            if (systems.Count > 0 && include.Text("system") is { } uri && !systems.Any(s => s.System == uri))
            {
                var canonical = systems.FirstOrDefault(s => s.Also.Contains(uri, StringComparer.Ordinal))?.System;
                problems.Add(file, include.Member("system"), canonical is null ? $"the system '{uri}' is not in {FolderContents.CodeSystems}" : $"write the system as '{canonical}'");
            }
        }

        IEnumerable<(string, string, JsonNode)> CodesOf(JsonNode include)
        {
            foreach (var concept in include.Items("concept"))
            {
                if (concept.Text("code") is not { } code) continue;
                if (string.IsNullOrWhiteSpace(concept.Text("display"))) problems.Add(file, concept, $"the code '{code}' needs a display");
                yield return (include.Text("system") ?? "", code, concept);
            }
        }
    }

    /// <summary>The id in the url of one of our value sets, or null.</summary>
    public static string? Reference(JsonNode? url)
    {
        const string Prefix = Artifact.Ours + "/ValueSet/";
        return url is JsonValue value && value.TryGetValue<string>(out var text) && text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : null;
    }
}
