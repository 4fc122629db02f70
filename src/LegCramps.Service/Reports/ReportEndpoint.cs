using LegCramps.Service.Hooks;
using static Hl7.Fhir.Model.OperationOutcome;

namespace LegCramps.Service.Reports;

/// <summary><c>GET /reports</c> for people, <c>GET /reports/cards</c> for programs and spreadsheets.</summary>
internal static class ReportEndpoint
{
    private const string Methods = "GET, HEAD, OPTIONS";

    private static readonly Refusal StoreAway = new(503, IssueType.Transient, "The counts cannot be read: the store is away. Try again.") { Headers = [("Retry-After", "5")] };

    public static void AddReports(this IServiceCollection services) => services.AddSingleton<CardReports>();

    public static void MapReports(this IEndpointRouteBuilder management)
    {
        foreach (var (path, form) in new (string, Func<CardReport, ReportQuery, IResult>)[] { ("/reports", ReportPage.Of), ("/reports/cards", Document) })
        {
            management.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], (HttpRequest request, CardReports reports) => AnswerAsync(request, reports, form));
            management.Map(path, (HttpRequest request) => Refusal.WrongMethod(request, Methods));
        }
    }

    private static async Task<IResult> AnswerAsync(HttpRequest request, CardReports reports, Func<CardReport, ReportQuery, IResult> form)
    {
        var (query, refusal) = ReportQuery.Read(request);
        if (query is null) return refusal!;
        if (await reports.ReadAsync(query, request.HttpContext.RequestAborted) is not { } report) return StoreAway;
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return form(report, query);
    }

    private static IResult Document(CardReport report, ReportQuery query) => query.IsCsv
        ? TypedResults.File(ReportCsv.Of(report, query), "text/csv; charset=utf-8", "legcramps-cards.csv")
        : TypedResults.Json(report, ReportJson.Default.CardReport);
}
