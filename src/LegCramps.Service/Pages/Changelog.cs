using System.Text.RegularExpressions;

namespace LegCramps.Service.Pages;

/// <summary>The changelog of the cards: a heading for each date, one item for each card and version.</summary>
internal sealed class Changelog
{
    private readonly List<Change> changes = [];

    private Changelog()
    {
    }

    public static Changelog Read(string cardFolder)
    {
        var changelog = new Changelog();
        var file = Path.Combine(cardFolder, "CHANGELOG.md");
        var date = "";
        foreach (var line in File.Exists(file) ? File.ReadLines(file) : [])
        {
            if (line.StartsWith("## ", StringComparison.Ordinal)) date = line[3..].Trim();
            else if (line.StartsWith("* ", StringComparison.Ordinal) || line.StartsWith("- ", StringComparison.Ordinal)) changelog.changes.Add(new Change(date, line[2..].Trim()));
            else if (line.StartsWith(' ') && changelog.changes is [.., var last]) changelog.changes[^1] = last with { Text = $"{last.Text} {line.Trim()}" };
        }

        return changelog;
    }

    /// <summary>The items that name the rule, newest first.</summary>
    public IReadOnlyList<Change> Of(string rule) =>
        [.. changes.Where(c => Regex.IsMatch(c.Text, $@"(?<![\w-]){Regex.Escape(rule)}(?![\w-])", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)))];
}

/// <summary>One item of the changelog.</summary>
internal sealed record Change(string Date, string Text);
