using System.Globalization;
using LegCramps.Service.Hooks;
using static Hl7.Fhir.Model.OperationOutcome;

namespace LegCramps.Service.Reports;

/// <summary>What a report is asked for: which cards shown when, and how finely they are told apart.</summary>
internal sealed record ReportQuery
{
    public const string Parameters = "by (client, week), card, version, client, from, to (YYYY-MM-DD) and format (json, csv)";

    public bool ByClient { get; init; }

    public bool ByWeek { get; init; }

    public string? Card { get; init; }

    public string? Version { get; init; }

    public string? Client { get; init; }

    public DateOnly? From { get; init; }

    /// <summary>The last day, inclusive.</summary>
    public DateOnly? To { get; init; }

    public bool IsCsv { get; init; }

    /// <summary>Reads the parameters of an address; a value that means nothing is refused, because it would quietly report something else.</summary>
    public static (ReportQuery? Query, Refusal? Refusal) Read(HttpRequest request)
    {
        var by = Text("by")?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        if (by.Any(b => b is not ("client" or "week"))) return Wrong("by");
        if (Text("format") is not (null or "json" or "csv")) return Wrong("format");
        if (!IsDay("from", out var from)) return Wrong("from");
        if (!IsDay("to", out var to)) return Wrong("to");
        var query = new ReportQuery
        {
            ByClient = by.Contains("client", StringComparer.Ordinal),
            ByWeek = by.Contains("week", StringComparer.Ordinal),
            Card = Text("card")?.ToUpperInvariant(),
            Version = Text("version"),
            Client = Text("client"),
            From = from,
            To = to,
            IsCsv = (Text("format") ?? (request.Headers.Accept.ToString().Contains("text/csv", StringComparison.OrdinalIgnoreCase) ? "csv" : "json")) == "csv",
        };
        return (query, null);

        string? Text(string name) => request.Query[name] is [{ Length: > 0 } value, ..] ? value : null;

        bool IsDay(string name, out DateOnly? day)
        {
            day = DateOnly.TryParseExact(Text(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed) ? parsed : null;
            return day is not null || Text(name) is null;
        }
    }

    private static (ReportQuery?, Refusal?) Wrong(string parameter) =>
        (null, new Refusal(400, IssueType.Value, $"The parameter '{parameter}' has a value that this report does not know. It knows {Parameters}."));
}
