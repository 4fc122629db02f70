using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LegCramps.Knowledge.Loading;

/// <summary>The Markdown that every EHR can show: no HTML, no tables, no images.</summary>
internal static partial class PlainMarkdown
{
    /// <summary>Why the text is not plain, with the place; empty when it is.</summary>
    public static IEnumerable<(int At, string Why)> Problems(string text)
    {
        if (Html.Match(text) is { Success: true } html) yield return (html.Index, $"raw HTML ('{html.Value}') is not shown everywhere");
        if (TableRow.Match(text) is { Success: true } row) yield return (row.Index, "tables are not shown everywhere");
        if (text.IndexOf("![", StringComparison.Ordinal) is var image and >= 0) yield return (image, "images are not shown everywhere");
    }

    /// <summary>Checks a template; what stands inside a token is an expression, not Markdown.</summary>
    public static void CheckTemplate(YamlFile file, JsonNode place, string text, Problems problems)
    {
        var outside = Tokens.Pattern.Replace(text, m => new string('x', m.Length));
        foreach (var (at, why) in Problems(outside)) problems.Add(file.Name, file.Line(place, at), why);
    }

    /// <summary>Checks a text that becomes one line of a list.</summary>
    public static void CheckLine(YamlFile file, JsonNode place, string text, Problems problems)
    {
        foreach (var (_, why) in Problems(text)) problems.Add(file, place, why);
        if (text.Trim().Contains('\n', StringComparison.Ordinal)) problems.Add(file, place, "this must be one line");
        if (text.StartsWith('-') || text.StartsWith('*')) problems.Add(file, place, "the dash of the list is added by the card");
    }

    [GeneratedRegex(@"</?[A-Za-z][A-Za-z0-9-]*(\s[^<>]*)?/?>|<!--", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Html { get; }

    [GeneratedRegex(@"^[ \t]*(\|.*\|[ \t]*|:?-{3,}:?[ \t]*(\|[ \t]*:?-{3,}:?[ \t]*)+)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TableRow { get; }
}
