using Hl7.Fhir.Model;
using LegCramps.Knowledge;

namespace LegCramps.Service.Pages;

/// <summary><c>GET /cards</c>: all cards in rule order.</summary>
internal static class CardListPage
{
    public static Page Of(KnowledgeBase knowledge) => new(
        "Cards",
        $"""<nav aria-label="Breadcrumb"><ul><li><a href="./">LegCramps</a></li></ul></nav>""",
        $"""
        <p>Everything this service can say, in the order in which it says it when there is room for only a few cards.
        Each card has a page with its trigger, its words, its evidence, its value sets, its history and its reviewer.</p>
        <ul class="list">
        {knowledge.Cards.Select(Item)}
        </ul>
        """);

    /// <summary>What the status of a card means to a prescriber.</summary>
    public static string Status(CardDefinition card) => card.Plan.Status == PublicationStatus.Active ? "active: shown" : "draft: evaluated and counted, never shown";

    /// <summary>The indicators that the card can have, the most severe first.</summary>
    public static Html Indicators(CardDefinition card) => Html.Join(" ", Levels
        .Where(level => card.Template.Indicator.Source.Trim() == level || card.Template.Indicator.Source.Contains($"'{level}'", StringComparison.Ordinal))
        .Select(level => (Html)$"""<span class="badge {level}">{level}</span>"""));

    private static readonly string[] Levels = ["critical", "warning", "info"];

    private static Html Item(CardDefinition card) =>
        $"""
        <li>
        <h2><a href="cards/{card.Id}">{card.Plan.Title}</a></h2>
        <p>{Indicators(card)} <span class="muted">{card.Id} · version {card.Version} · {Status(card)} · evidence {card.Strength.Code}: {card.Strength.Display}</span></p>
        {Markdown.ToHtml(card.Plan.Description)}
        </li>
        """;
}
