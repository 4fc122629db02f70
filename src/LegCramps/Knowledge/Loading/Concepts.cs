using System.Collections.Frozen;

namespace LegCramps.Knowledge.Loading;

/// <summary>All value sets, numbered by id, with their composition resolved.</summary>
internal sealed class Concepts
{
    private readonly FrozenDictionary<string, Concept> byId;
    private readonly IReadOnlyList<ValueSetFile> files;
    private readonly HashSet<int> used = [];

    private Concepts(IReadOnlyList<ValueSetFile> files, IReadOnlyList<Concept> all)
    {
        this.files = files;
        All = all;
        byId = all.ToFrozenDictionary(c => c.Id, StringComparer.Ordinal);
    }

    public IReadOnlyList<Concept> All { get; }

    public static Concepts Load(FolderContents folder, IReadOnlyList<KnownCodeSystem> systems, Problems problems)
    {
        ValueSetFile[] files = [.. folder.ValueSetFiles.Select(folder.Read).OfType<YamlFile>()
            .Select(f => ValueSetFile.Load(f, systems, problems)).OrderBy(f => f.Id, StringComparer.Ordinal)];
        var composition = new Composition(files, problems);
        return new Concepts(files, [.. files.Select((f, i) => new Concept(i, f.ValueSet) { Ancestors = composition.Ancestors(i), HasCodes = f.Codes.Count > 0 })]);
    }

    /// <summary>The concept with this id, which is thereby used; null when there is none.</summary>
    public Concept? Use(string id)
    {
        if (!byId.TryGetValue(id, out var concept)) return null;
        used.Add(concept.Index);
        return concept;
    }

    /// <summary>The concept that a member of a section names; null, with a problem, when there is none.</summary>
    public Concept? Named(Section section, string name, string? id)
    {
        if (id is null) return null;
        var concept = Use(id);
        if (concept is null) section.Problem(name, $"there is no value set '{id}'");
        return concept;
    }

    public ValueSetFile FileOf(Concept concept) => files[concept.Index];

    /// <summary>Value sets that neither a card nor a file of ours names, directly or through composition; of a composed one only the top.</summary>
    public void NoteUnused(Problems problems)
    {
        Concept[] unused = [.. All.Where(c => !used.Contains(c.Index) && c.Ancestors.Count == 0)];
        if (unused.Length > 0) problems.Note(FolderContents.ValueSets, 1, $"nothing uses {string.Join(", ", unused.Select(c => c.Id))}");
    }

    public TerminologyIndex Index(IReadOnlyList<KnownCodeSystem> systems, Problems problems)
    {
        var codes = new Dictionary<(string, string), SortedSet<int>>();
        var sets = new HashSet<(string, string)>[files.Count];
        foreach (var concept in All)
        {
            foreach (var code in Expand(concept.Index))
            {
                if (!codes.TryGetValue(code, out var concepts)) codes[code] = concepts = [];
                concepts.Add(concept.Index);
            }
        }

        return new TerminologyIndex(systems, codes.ToDictionary(c => c.Key, c => c.Value.ToArray()));

        // An exclude takes a code out of the set that says so; the sets it is composed of keep it.
        HashSet<(string, string)> Expand(int index)
        {
            if (sets[index] is { } known) return known;
            var set = files[index].Codes.ToHashSet();
            foreach (var (id, _) in files[index].Composed) set.UnionWith(Expand(byId[id].Index));
            foreach (var (system, code, place) in files[index].Excluded)
            {
                // In a set that lists codes, an exclude also keeps an import from adding them.
                if (!set.Remove((system, code)) && files[index].Codes.Count == 0) problems.Note(files[index].File, place, $"'{code}' is excluded, but nothing includes it");
            }

            return sets[index] = set;
        }
    }
}
