namespace LegCramps.Knowledge.Loading;

/// <summary>Which files a card folder holds, by what they are; anything else is a problem, because nobody would read it.</summary>
internal sealed class FolderContents
{
    public const string Gates = "gates.yaml";
    public const string Currency = "currency.yaml";
    public const string Labs = "labs.yaml";
    public const string CodeSystems = "code-systems.yaml";
    public const string Wording = "wording.yaml";
    public const string OverrideReasons = "override-reasons.yaml";
    public const string SourceAttributes = "source-attributes.yaml";
    public const string Lock = "cards.lock.yaml";
    public const string ValueSets = "value-sets";
    public const string Plan = "plandefinition.yaml";
    public const string Card = "card.yaml";
    public const string Cases = "cases";

    private static readonly string[] Singles = [Gates, Currency, Labs, CodeSystems, Wording, OverrideReasons, SourceAttributes];

    private readonly string folder;
    private readonly Problems problems;

    public FolderContents(string folder, Problems problems)
    {
        this.folder = folder;
        this.problems = problems;
        foreach (var single in Singles.Where(s => !File.Exists(Path.Combine(folder, s)))) problems.Add(single, 1, "the file is missing");
        Allow("", [.. Singles, Lock]);
        Allow(ValueSets, name => name.EndsWith(".yaml", StringComparison.Ordinal));
        foreach (var card in CardFolders) CheckCard(card);
    }

    /// <summary>The files beside the cards and the value sets.</summary>
    public IReadOnlyList<string> TopFiles => [.. Singles.Where(s => File.Exists(Path.Combine(folder, s)))];

    public IReadOnlyList<string> ValueSetFiles => [.. Files(ValueSets).Where(f => f.EndsWith(".yaml", StringComparison.Ordinal))];

    public IReadOnlyList<string> CaseFiles(string card) => [.. Files($"{card}/{Cases}").Where(f => f.EndsWith(".yaml", StringComparison.Ordinal))];

    /// <summary>Names of the folders that hold a card each.</summary>
    public IReadOnlyList<string> CardFolders => [.. Directory.EnumerateDirectories(folder)
        .Select(d => Path.GetFileName(d)!).Where(d => d != ValueSets && !d.StartsWith('.')).Order(StringComparer.Ordinal)];

    /// <summary>The parsed file, or null when it is missing.</summary>
    public YamlFile? Read(string name) => File.Exists(Path.Combine(folder, name)) ? Yaml.Read(folder, name, problems) : null;

    private void CheckCard(string card)
    {
        Allow(card, [Plan, Card]);
        foreach (var needed in new[] { Plan, Card }.Where(n => !File.Exists(Path.Combine(folder, card, n)))) problems.Add($"{card}/{needed}", 1, "the file is missing");
        Allow($"{card}/{Cases}", name => CaseNames.IsShown(name) || CaseNames.IsSilent(name));
        var cases = Files($"{card}/{Cases}");
        if (!cases.Any(c => CaseNames.IsShown(Path.GetFileName(c)))) problems.Add($"{card}/{Cases}", 1, "a card needs a case in which it is shown: shown-<person and situation>.yaml");
        if (cases.Count(c => CaseNames.IsSilent(Path.GetFileName(c))) < CaseNames.MinimumSilent)
            problems.Add($"{card}/{Cases}", 1, $"a card needs {CaseNames.MinimumSilent} cases in which it is silent: silent-<person and situation>.yaml");
    }

    private void Allow(string subfolder, IReadOnlyCollection<string> names) => Allow(subfolder, names.Contains);

    private void Allow(string subfolder, Func<string, bool> known)
    {
        foreach (var file in Files(subfolder).Where(f => !known(Path.GetFileName(f)) && !f.EndsWith(".md", StringComparison.Ordinal)))
            problems.Add(file, 1, "nothing reads a file of this name here");
    }

    private IReadOnlyList<string> Files(string subfolder)
    {
        var directory = Path.Combine(folder, subfolder);
        if (!Directory.Exists(directory)) return [];
        return [.. Directory.EnumerateFiles(directory).Select(f => Path.GetFileName(f)!).Where(f => !f.StartsWith('.'))
            .Order(StringComparer.Ordinal).Select(f => subfolder.Length == 0 ? f : $"{subfolder}/{f}")];
    }
}
