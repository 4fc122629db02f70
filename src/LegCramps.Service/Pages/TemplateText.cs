using System.Globalization;
using System.Text.RegularExpressions;

namespace LegCramps.Service.Pages;

/// <summary>Card text with its tokens marked, so that a clinician can tell what stands on every card from what depends on the record.</summary>
internal static partial class TemplateText
{
    // Stand for a token while Markdown is rendered: private use characters mean nothing to it.
    private const char Open = '\uE000';
    private const char Close = '\uE001';

    /// <summary>One line that is not Markdown.</summary>
    public static Html Line(string template) => Html.Join("", Parts(template, Tokens).Select(p => p.IsMatch ? Token(p.Text, alone: false) : $"{p.Text}"));

    /// <summary>Markdown, rendered around the tokens.</summary>
    public static Html Rendered(string template)
    {
        var tokens = new List<string>();
        var text = Tokens.Replace(template.Replace(Open, ' ').Replace(Close, ' '), m =>
        {
            tokens.Add(m.Value);
            return $"{Open}{tokens.Count - 1}{Close}";
        });
        var alone = new HashSet<int>();
        text = AloneInLine.Replace(text, m =>
        {
            var index = Index(m);
            alone.Add(index);
            // A token that yields an item of a list stands where the item will stand.
            return tokens[index].Contains("'- ", StringComparison.Ordinal) ? $"- {m.Value}" : m.Value;
        });
        return Html.Trusted(Placeholder.Replace(Markdown.ToHtml(text).ToString(), m => Token(tokens[Index(m)], alone.Contains(Index(m))).ToString()));
    }

    // The sentences of an expression can be told from its logic.
    private static Html Token(string token, bool alone) =>
        $"""<code class="{(alone ? "token alone" : "token")}">{Html.Join("", Parts(token, Literals).Select(p => p.IsMatch && IsProse(p.Text) ? Said(p.Text) : $"{p.Text}"))}</code>""";

    private static Html Said(string literal) => $"""<span class="said">{literal}</span>""";

    // A separator or a code is part of the logic; words are said.
    private static bool IsProse(string literal) => literal.Contains(' ', StringComparison.Ordinal) && literal.Any(char.IsLetter);

    private static int Index(Match placeholder) => int.Parse(placeholder.Groups["index"].ValueSpan, CultureInfo.InvariantCulture);

    private static IEnumerable<(string Text, bool IsMatch)> Parts(string text, Regex regex)
    {
        var at = 0;
        foreach (Match match in regex.Matches(text))
        {
            yield return (text[at..match.Index], false);
            yield return (match.Value, true);
            at = match.Index + match.Length;
        }

        yield return (text[at..], false);
    }

    [GeneratedRegex(@"\{\{.*?\}\}", RegexOptions.Singleline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tokens { get; }

    [GeneratedRegex(@"'(\\.|[^'\\])*'", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Literals { get; }

    [GeneratedRegex(@"\uE000(?<index>[0-9]+)\uE001", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder { get; }

    [GeneratedRegex(@"^\uE000(?<index>[0-9]+)\uE001$", RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AloneInLine { get; }
}
