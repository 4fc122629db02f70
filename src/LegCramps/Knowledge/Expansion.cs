namespace LegCramps.Knowledge;

/// <summary>What a value set comes to: its own codes and those of the sets it is composed of, without what it excludes.</summary>
public static class Expansion
{
    /// <summary>Each code once, as <see cref="TerminologyIndex"/> finds it: by system and code as first included.</summary>
    public static IReadOnlyList<ExpandedCode> Of(KnowledgeBase knowledge, Concept concept)
    {
        var codes = new Dictionary<(string, string), ExpandedCode>();
        var compose = concept.ValueSet.Compose!;
        foreach (var include in compose.Include)
        {
            foreach (var code in include.Concept) codes.TryAdd((include.System!, code.Code!), new ExpandedCode(include.System!, code.Code!, code.Display!, concept));
            foreach (var code in include.ValueSet.SelectMany(url => Of(knowledge, knowledge.Concepts.First(c => c.ValueSet.Url == url)))) codes.TryAdd((code.System, code.Code), code);
        }

        foreach (var exclude in compose.Exclude.SelectMany(e => e.Concept.Select(c => (e.System!, c.Code!)))) codes.Remove(exclude);
        return [.. codes.Values];
    }
}

/// <summary>One code of a value set, and the set that lists it: itself, or one that it is composed of.</summary>
public sealed record ExpandedCode(string System, string Code, string Display, Concept Listed);
