using Hl7.Fhir.Model;
using LegCramps.CdsHooks;
using LegCramps.Knowledge;
using LegCramps.Service.Discovery;

namespace LegCramps.Service.Pages;

/// <summary><c>GET /</c>: what this is, for whoever opens the address in a browser.</summary>
internal static class StartPage
{
    public static Page Of(KnowledgeBase knowledge, bool openAccess) => new(
        "LegCramps",
        Html.None,
        $"""
        <p>A CDS Hooks service for FHIR R4. When a chart is opened or an order is chosen, it looks for what is known to cause or mimic
        leg cramps and answers with a few short, sourced, advisory cards.</p>
        {Html.If(openAccess, OpenAccess)}
        <p><strong>Not a medical device.</strong> The knowledge in these cards has not been signed off by a clinician.</p>
        <h2>Cards</h2>
        <p><a href="cards">All {knowledge.Cards.Count} cards</a>: when each is shown, what it says, its evidence and who reviewed it.
        {Html.If(Silent(knowledge) > 0, $"{Silent(knowledge)} of them are in the silent mode: evaluated and counted, never shown.")}</p>
        <h2>Services</h2>
        <p>Announced at <a href="cds-services">/cds-services</a>; health at <a href="health/ready">/health/ready</a>, figures at <a href="metrics">/metrics</a>; what became of the cards: <a href="reports">/reports</a>.</p>
        <table class="stacked">
        <thead><tr><th scope="col">POST to</th><th scope="col">Hook</th><th scope="col">Title</th></tr></thead>
        <tbody>
        {ServiceList.All.Select(Row)}
        </tbody>
        </table>
        """);

    private static Html OpenAccess =>
        $"""<p class="warning-box"><strong>Open access.</strong> This service runs in Development: every caller is answered without a token. Only for machines and data of your own.</p>""";

    private static int Silent(KnowledgeBase knowledge) => knowledge.Cards.Count(c => c.Plan.Status != PublicationStatus.Active);

    private static Html Row(CdsService service) => $"<tr><td><code>/cds-services/{service.Id}</code></td><td>{service.Hook}</td><td>{service.Title}</td></tr>";
}
