using System.Globalization;
using System.Text;

namespace LegCramps.Composition;

/// <summary>Last care for text before it reaches a screen.</summary>
internal static class CardText
{
    /// <summary>One line without control or direction-changing characters.</summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var category = char.GetUnicodeCategory(c);
            if (category is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator) line.Append(' ');
            else if (category is not UnicodeCategory.Format) line.Append(c);
        }

        return line.ToString().Trim();
    }

    /// <summary>At most so many UTF-16 units, cut between grapheme clusters; a cut text ends in an ellipsis.</summary>
    public static string Limit(string text, int max)
    {
        if (text.Length <= max) return text;
        var end = 0;
        while (end + StringInfo.GetNextTextElementLength(text, end) is var next && next <= max - 1) end = next;
        return text[..end].TrimEnd() + "…";
    }
}
