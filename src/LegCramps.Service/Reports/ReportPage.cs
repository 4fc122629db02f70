using System.Globalization;
using LegCramps.Service.Pages;

namespace LegCramps.Service.Reports;

/// <summary><c>GET /reports</c>: what a committee looks at before it lets a card live.</summary>
internal static class ReportPage
{
    public static IResult Of(CardReport report, ReportQuery query) => new Page(
        "Reports",
        $"""<nav aria-label="Breadcrumb"><ul><li><a href="./">LegCramps</a></li><li><a href="cards">Cards</a></li></ul></nav>""",
        $"""
        <p>How often each card was due, and what prescribers did with it. {Period(report)}{Html.If(query.Client is not null, $" Client: {query.Client}.")}</p>
        <p class="muted">The same for a spreadsheet: <a href="reports/cards?format=csv&amp;by=client,week">CSV by client and week</a>, <a href="reports/cards?format=csv">CSV</a>, <a href="reports/cards">JSON</a>. Add {ReportQuery.Parameters} to an address to choose.</p>
        <h2>Unusual weeks</h2>
        {SignalList(report)}
        <h2>Cards</h2>
        <div class="wide"><table class="figures">
        <thead><tr><th scope="col">Card</th>{Html.If(query.ByClient, $"""<th scope="col">Client</th>""")}{Html.If(query.ByWeek, $"""<th scope="col">Week of</th>""")}<th scope="col">Shown</th><th scope="col">Accepted</th><th scope="col">Overridden</th><th scope="col">No answer</th><th scope="col">Silent</th><th scope="col">Snoozed</th></tr></thead>
        <tbody>
        {report.Cards.Where(IsDue).Select(row => Row(row, query))}
        </tbody>
        </table></div>
        {Html.If(!report.Cards.All(IsDue), $"<p>Not due once: {Html.Join(", ", report.Cards.Where(row => !IsDue(row)).Select(row => (Html)$"""{Name(row)} <span class="muted">{row.Id} · {row.Version}</span>"""))}.</p>")}
        <p class="muted">Overridden: the share of the cards shown. No answer: shown, and nothing was heard of it. Silent: due while the card was in silent mode. Snoozed: due, but answered or just shown before.
        Feedback about cards that are not known here is not in the table: {report.UnknownCards.Accepted} accepted, {report.UnknownCards.Overridden} overridden.</p>
        <h2>How a week becomes unusual</h2>
        <p>Each card is compared with its own 26 whole weeks before, at least 8 of them. A week is unusual when it lies more than three standard deviations from their mean, or when the card is not due at all for so long that chance would make it so less than once in 740 times.
        What standard deviation chance makes is widened by how much more the weeks have differed from each other, as in the p′ and u′ charts of Laney (Quality Engineering 2002;14:531).
        That control charts of firing rates find decision support that broke was shown by <a href="https://doi.org/10.4338/ACI-2017-01-RA-0006">Kassakian and others (Appl Clin Inform 2017;8:910)</a>; most of their alarms were false ones, so look before you act.</p>
        """);

    private static Html Period(CardReport report) => report switch
    {
        { From: { } from, To: { } to } => $"From {Day(from)} to {Day(to)}.",
        { From: { } from } => $"Since {Day(from)}.",
        { To: { } to } => $"Until {Day(to)}.",
        _ => $"Everything that is kept.",
    };

    private static Html SignalList(CardReport report) => report.Signals.Count == 0
        ? $"<p>No card was due or overridden in an unusual number in its latest whole week.</p>"
        : (Html)$"""<ul class="list">{report.Signals.Select(s => (Html)$"""<li><span class="badge warning">{s.Kind}</span> <a href="cards/{s.Id}">{s.Id}</a> {s.Text}</li>""")}</ul>""";

    private static Html Row(ReportRow row, ReportQuery query) =>
        $"""
        <tr><th scope="row">{Name(row)}<br><span class="muted">{row.Id} · {row.Version}</span>{Html.If(row.OverrideReasons.Count > 0, $"""<br><span class="muted">{string.Join(", ", row.OverrideReasons.Select(r => $"{r.Code} {r.Count}"))}</span>""")}</th>
        {Html.If(query.ByClient, $"<td>{row.Client}</td>")}{Html.If(query.ByWeek, $"<td>{Day(row.Week)}</td>")}<td>{row.Shown}</td><td>{row.Accepted}</td><td>{row.Overridden}{Html.If(row.Shown > 0 && row.Overridden > 0, $" ({Percent(row)})")}</td><td>{row.NoAnswer}</td><td>{row.Silent}</td><td>{row.Snoozed}</td></tr>
        """;

    private static bool IsDue(ReportRow row) => row.Shown + row.Silent + row.Snoozed + row.Accepted + row.Overridden > 0;

    private static Html Name(ReportRow row) => row.Title is { } title ? $"""<a href="cards/{row.Id}">{title}</a>""" : (Html)$"a card of former times";

    private static string Percent(ReportRow row) => ((double)row.Overridden / row.Shown).ToString("0%", CultureInfo.InvariantCulture);

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
