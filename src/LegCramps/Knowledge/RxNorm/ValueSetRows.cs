using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LegCramps.Knowledge.Loading;

namespace LegCramps.Knowledge.RxNorm;

/// <summary>The RxNorm codes of a value set file, and where they stand in its text.</summary>
internal sealed partial class ValueSetRows
{
    public const string System = "http://www.nlm.nih.gov/research/umls/rxnorm";

    /// <summary>Stands behind the row of a code that RxNorm suppresses.</summary>
    public const string Mark = "# suppressed in RxNorm";

    private readonly YamlFile file;
    private readonly string[] lines;

    private ValueSetRows(YamlFile file, string text)
    {
        this.file = file;
        lines = text.Split('\n');
        foreach (var concept in Of("include"))
        {
            if (concept.Text("code") is not { } code) continue;
            var line = file.Line(concept) - 1;
            Displays[code] = concept.Text("display") ?? "";
            if (int.TryParse(code, CultureInfo.InvariantCulture, out var number)) Lines[number] = line;
            if (lines[line].Contains(Mark, StringComparison.Ordinal)) Marked.Add(code);
        }

        Excluded = [.. Of("exclude").Select(c => c.Text("code")).OfType<string>()];
    }

    public Dictionary<string, string> Displays { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Marked { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Excluded { get; }

    public string Name => file.Name;

    public string Title => file.Root.Text("title") ?? file.Name;

    /// <summary>Line numbers from zero, by code.</summary>
    private SortedDictionary<int, int> Lines { get; } = [];

    public static ValueSetRows Read(string folder, string name, Problems problems)
    {
        var text = File.ReadAllText(Path.Combine(folder, name));
        return new ValueSetRows(Yaml.Parse(text, name, problems), text);
    }

    /// <summary>Codes whose row is no single line of the usual form, so that a program cannot change it in place.</summary>
    public IEnumerable<int> Unwritable => Lines.Where(l => !Row.IsMatch(lines[l.Value])).Select(l => l.Value + 1);

    /// <summary>The text with the change made in place: comments, order and form stay, the patch version and the date go up.</summary>
    public string With(ValueSetChange change, IReadOnlySet<string> suppressed, string today)
    {
        var changed = (string[])lines.Clone();
        foreach (var code in change.Renamed.Select(r => r.New.Code).Concat(change.Remarked).Distinct(StringComparer.Ordinal))
        {
            var display = change.Renamed.FirstOrDefault(r => r.New.Code == code).New?.Display ?? Displays[code];
            ref var line = ref changed[Lines[int.Parse(code, CultureInfo.InvariantCulture)]];
            line = RowText(Row.Match(line), code, display, suppressed.Contains(code));
        }

        Replace(changed, "version", Version, m => $"{m.Groups["start"].Value}{int.Parse(m.Groups["patch"].Value, CultureInfo.InvariantCulture) + 1}{m.Groups["rest"].Value}");
        Replace(changed, "date", Date, m => $"{m.Groups["start"].Value}{today}{m.Groups["rest"].Value}");
        var added = change.Added.ToLookup(a => Place(int.Parse(a.Code, CultureInfo.InvariantCulture)));
        return string.Join('\n', changed.SelectMany<string, string>((line, number) => [.. Rows(number, isBefore: true), line, .. Rows(number, isBefore: false)]));

        IEnumerable<string> Rows(int number, bool isBefore) =>
            added[(number, isBefore)].OrderBy(a => int.Parse(a.Code, CultureInfo.InvariantCulture)).Select(a => RowText(Row.Match(lines[number]), a.Code, a.Display, isSuppressed: false));
    }

    // Behind the last smaller code; a comment above a row stays with its row.
    private (int Line, bool IsBefore) Place(int code) =>
        Lines.Any(l => l.Key < code) ? (Lines.Last(l => l.Key < code).Value, false) : (Lines.First().Value, true);

    private void Replace(string[] changed, string member, Regex form, MatchEvaluator with)
    {
        if (file.Root.Member(member) is not null && file.Line(file.Root.Member(member)) - 1 is var line) changed[line] = form.Replace(changed[line], with);
    }

    private static string RowText(Match like, string code, string display, bool isSuppressed)
    {
        var comment = like.Groups["comment"].Value.Replace(Mark, "", StringComparison.Ordinal).TrimEnd();
        var text = Plain.IsMatch(display) && !Words.IsMatch(display) ? display : $"'{display.Replace("'", "''", StringComparison.Ordinal)}'";
        // A new row has the indent of its neighbor, not its comment.
        var own = like.Groups["code"].Value == code ? comment : "";
        return $"{like.Groups["indent"].Value}- {{ code: '{code}', display: {text} }}{own}{(isSuppressed ? $" {Mark}" : "")}{like.Groups["end"].Value}";
    }

    private IEnumerable<JsonNode> Of(string kind) =>
        file.Root.Member("compose").Items(kind).Where(i => i.Text("system") == System).SelectMany(i => i.Items("concept"));

    [GeneratedRegex(@"^(?<indent>\s*)- \{ code: '?(?<code>\d+)'?, display: .*\}(?<comment>\s*#[^\r]*)?(?<end>\s*)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row { get; }

    [GeneratedRegex(@"^(?<start>version:\s*'?\d+\.\d+\.)(?<patch>\d+)(?<rest>.*)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Version { get; }

    [GeneratedRegex(@"^(?<start>date:\s*'?)\d{4}-\d\d-\d\d(?<rest>.*)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Date { get; }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9 ./%+-]*[A-Za-z0-9.%+]$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain { get; }

    [GeneratedRegex("^(true|false|null|yes|no|on|off)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words { get; }
}
