using System.Globalization;
using LegCramps.Knowledge.Loading;

namespace LegCramps.Knowledge.RxNorm;

/// <summary>Brings the RxNorm codes of the value sets up to date with a release of RxNorm.</summary>
public sealed class RxNormImport
{
    private readonly string folder;
    private readonly Dictionary<string, (ValueSetRows Rows, HashSet<string> Suppressed)> files = new(StringComparer.Ordinal);

    private RxNormImport(string folder) => this.folder = folder;

    public RxNormImportResult Result { get; private set; } = new() { Problems = [] };

    /// <summary>Files of a release that are read, with how often, and whether an import can do without.</summary>
    public static IReadOnlyList<(string Name, int Times, bool Needed)> Files { get; } =
        [(RxNormRelease.Concepts, 2, true), (RxNormRelease.Relationships, 1, true), (RxNormRelease.Attributes, 1, false)];

    /// <summary>Reads a release and compares. Nothing is written.</summary>
    /// <param name="folder">The card folder.</param>
    /// <param name="open">Opens a file of the release; null when it is not there.</param>
    public static RxNormImport Compare(string folder, Func<string, Stream?> open)
    {
        var import = new RxNormImport(folder);
        import.Result = import.Run(open);
        return import;
    }

    /// <summary>Writes one change into its file.</summary>
    public void Write(ValueSetChange change, DateOnly today)
    {
        var (rows, suppressed) = files[change.File];
        File.WriteAllText(Path.Combine(folder, change.File), rows.With(change, suppressed, today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
    }

    private RxNormImportResult Run(Func<string, Stream?> open)
    {
        var problems = new Problems();
        var available = Files.Where(f => IsThere(f.Name, open)).Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, _, _) in Files.Where(f => f.Needed && !available.Contains(f.Name))) problems.Add(name, 1, "the file is missing: point to the folder 'rrf' of an unpacked RxNorm release");
        var sets = Sets(problems);
        if (problems.Count > 0) return new RxNormImportResult { Problems = problems.Errors };

        var malformed = new RrfProblems();
        var release = RxNormRelease.Read(name => open(name)!, malformed);
        var walked = sets.Select(s => (Rows: s, Ingredients: Ingredients(release, s))).Where(s => s.Ingredients.Count > 0)
            .Select(s => (s.Rows, Found: ProductWalk.Run(release, s.Ingredients, Numbers(s.Rows.Excluded)))).ToArray();
        var wanted = walked.SelectMany(w => w.Found.Concat(Numbers(w.Rows.Displays.Keys))).ToHashSet();
        var names = release.Names(wanted);
        var ndcs = available.Contains(RxNormRelease.Attributes) ? release.NdcCounts(wanted) : null;
        return new RxNormImportResult
        {
            Problems = [],
            Changes = [.. walked.Select(w => Change(release, w.Rows, w.Found, names, ndcs))],
            Malformed = malformed.First,
            MalformedCount = malformed.Count,
            ConceptCount = release.ConceptCount,
            RelationCount = release.RelationCount,
            NdcsRead = ndcs is not null,
        };
    }

    private ValueSetChange Change(RxNormRelease release, ValueSetRows rows, IReadOnlySet<int> found, IReadOnlyDictionary<int, (string Name, string Type)> names, IReadOnlyDictionary<int, int>? ndcs)
    {
        var present = Numbers(rows.Displays.Keys).Order().Select(n => (Number: n, Now: Describe(n))).ToArray();
        var known = present.Where(p => names.ContainsKey(p.Number)).ToArray();
        var suppressed = known.Where(k => release.IsSuppressed(k.Number)).Select(k => k.Now).ToArray();
        var marks = suppressed.Select(s => s.Code).ToHashSet(StringComparer.Ordinal);
        files[rows.Name] = (rows, marks);
        return new ValueSetChange
        {
            File = rows.Name,
            Title = rows.Title,
            Present = rows.Displays.Count,
            Added = [.. found.Where(f => !release.IsSuppressed(f) && !rows.Displays.ContainsKey(Text(f))).Order().Select(Describe)],
            Renamed = [.. known.Where(k => rows.Displays[k.Now.Code] != k.Now.Display).Select(k => (k.Now, rows.Displays[k.Now.Code]))],
            Suppressed = suppressed,
            Gone = [.. present.Where(p => !names.ContainsKey(p.Number)).Select(p => p.Now)],
            ByHand = [.. known.Where(k => !found.Contains(k.Number) && !release.IsSuppressed(k.Number)).Select(k => k.Now)],
            Remarked = [.. present.Select(p => p.Now.Code).Where(c => rows.Marked.Contains(c) != marks.Contains(c))],
        };

        RxNormCode Describe(int number)
        {
            var isKnown = names.TryGetValue(number, out var name);
            var (display, type) = isKnown ? name : (rows.Displays[Text(number)], "");
            return new RxNormCode(Text(number), display, type, ndcs?.GetValueOrDefault(number));
        }
    }

    private List<ValueSetRows> Sets(Problems problems)
    {
        if (!Directory.Exists(folder)) problems.Add(".", 1, $"there is no card folder '{folder}'");
        if (problems.Count > 0) return [];
        var sets = new FolderContents(folder, new Problems()).ValueSetFiles.Select(f => ValueSetRows.Read(folder, f, problems)).Where(s => s.Displays.Count > 0).ToList();
        foreach (var set in sets)
        {
            foreach (var line in set.Unwritable) problems.Add(set.Name, line, "write the code as one row on one line, - { code: '123', display: name }");
        }

        return sets;
    }

    private static bool IsThere(string name, Func<string, Stream?> open)
    {
        using var stream = open(name);
        return stream is not null;
    }

    private static List<int> Ingredients(RxNormRelease release, ValueSetRows rows) =>
        [.. Numbers(rows.Displays.Keys).Where(n => release.TypeOf(n) is TermType.Ingredient or TermType.PreciseIngredient or TermType.MultipleIngredients)];

    private static List<int> Numbers(IEnumerable<string> codes) =>
        [.. codes.Select(c => int.TryParse(c, CultureInfo.InvariantCulture, out var number) ? number : 0).Where(n => n is > 0 and < RxNormRelease.MaxCode)];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
