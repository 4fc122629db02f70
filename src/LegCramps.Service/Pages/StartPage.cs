using System.Text.Encodings.Web;
using LegCramps.CdsHooks;
using LegCramps.Knowledge;
using LegCramps.Service.Discovery;

namespace LegCramps.Service.Pages;

/// <summary><c>GET /</c>: what this is, for whoever opens the address in a browser.</summary>
internal static class StartPage
{
    private const string Warning =
        """<p class="warning"><strong>Open access.</strong> This service runs in Development: every caller is answered without a token. Only for machines and data of your own.</p>""";

    public static void MapStartPage(this IEndpointRouteBuilder app, KnowledgeBase knowledge, bool openAccess)
    {
        var page = Page(knowledge, openAccess);
        app.MapGet("/", (HttpContext http) =>
        {
            http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
            return TypedResults.Text(page, "text/html; charset=utf-8");
        });
    }

    private static string Page(KnowledgeBase knowledge, bool openAccess) =>
        $$"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>LegCramps</title>
          <style>
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1b1b1b; background: #fff; }
            table { border-collapse: collapse; } th, td { text-align: left; padding: .25rem 1rem .25rem 0; vertical-align: top; }
            .warning { border-left: .4rem solid #b35900; padding: .5rem 1rem; background: #fff4e5; }
          </style>
        </head>
        <body>
          <h1>LegCramps</h1>
          <p>A CDS Hooks service for FHIR R4. When a chart is opened or an order is chosen, it looks for what is known to cause or mimic
          leg cramps and answers with a few short, sourced, advisory cards.</p>
          {{(openAccess ? Warning : "")}}
          <p><strong>Not a medical device.</strong> The knowledge in these cards has not been signed off by a clinician.</p>
          <h2>Services</h2>
          <p>Announced at <a href="/cds-services">/cds-services</a>; health at <a href="/health/ready">/health/ready</a>, figures at <a href="/metrics">/metrics</a>.</p>
          <table>
            <thead><tr><th scope="col">POST to</th><th scope="col">Hook</th><th scope="col">Title</th></tr></thead>
            <tbody>
        {{Rows(ServiceList.All.Select(Row))}}
            </tbody>
          </table>
          <h2>Cards</h2>
          <table>
            <thead><tr><th scope="col">Rule</th><th scope="col">Version</th><th scope="col">Status</th><th scope="col">Title</th></tr></thead>
            <tbody>
        {{Rows(knowledge.Cards.Select(Row))}}
            </tbody>
          </table>
        </body>
        </html>
        """;

    private static string Row(CdsService service) => $"<tr><td>/cds-services/{service.Id}</td><td>{service.Hook}</td><td>{Text(service.Title)}</td></tr>";

    private static string Row(CardDefinition card) =>
        $"<tr><td>{Text(card.Id)}</td><td>{Text(card.Version)}</td><td>{(card.Plan.Status is Hl7.Fhir.Model.PublicationStatus.Active ? "shown" : "silent")}</td><td>{Text(card.Plan.Title)}</td></tr>";

    private static string Rows(IEnumerable<string> rows) => string.Join('\n', rows.Select(r => $"      {r}"));

    private static string Text(string? text) => HtmlEncoder.Default.Encode(text ?? "");
}
