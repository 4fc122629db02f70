using System.Globalization;
using System.Text;

namespace LegCramps.Service.Reports;

/// <summary>The report as CSV (RFC 4180) for a spreadsheet, which takes a cell that begins like a formula for one: such a cell gets an apostrophe.</summary>
internal static class ReportCsv
{
    private const string FormulaStarts = "=+-@\t\r\n";

    public static byte[] Of(CardReport report, ReportQuery query)
    {
        string[] reasons = [.. report.Cards.SelectMany(c => c.OverrideReasons).Select(r => r.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var csv = new StringBuilder();
        Line(csv, ["id", "version", "title", .. Optional("client", "week"), "shown", "silent", "snoozed", "accepted", "overridden", "noAnswer", .. reasons.Select(r => $"overridden: {r}")]);
        foreach (var row in report.Cards)
        {
            Line(csv, [
                row.Id, row.Version, row.Title ?? "", .. Optional(row.Client ?? "", $"{row.Week:yyyy-MM-dd}"), Number(row.Shown), Number(row.Silent), Number(row.Snoozed), Number(row.Accepted), Number(row.Overridden), Number(row.NoAnswer),
                .. reasons.Select(code => Number(row.OverrideReasons.Where(r => r.Code == code).Sum(r => r.Count)))]);
        }

        return Encoding.UTF8.GetBytes(csv.ToString());

        string[] Optional(string client, string week) => [.. query.ByClient ? [client] : Array.Empty<string>(), .. query.ByWeek ? [week] : Array.Empty<string>()];
    }

    private static void Line(StringBuilder csv, string[] cells) => csv.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    private static string Cell(string text)
    {
        if (text.Length > 0 && FormulaStarts.Contains(text[0])) text = $"'{text}";
        return text.AsSpan().IndexOfAny("\",\r\n") >= 0 || text.Contains('\'') ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
