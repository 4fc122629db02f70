using Hl7.Fhir.Model;
using LegCramps.Cases;
using LegCramps.CdsHooks;
using LegCramps.Knowledge;

namespace LegCramps.Service.Pages;

/// <summary><c>GET /cards/{id}</c>: everything that can be asked about one card.</summary>
internal static class CardPage
{
    /// <param name="knowledge">What is in the card folder.</param>
    /// <param name="card">The card of the page.</param>
    /// <param name="history">Its items of the changelog, newest first.</param>
    /// <param name="example">A case in which it is shown, and the card that the case comes to; null when there is none.</param>
    public static Page Of(KnowledgeBase knowledge, CardDefinition card, IReadOnlyList<Change> history, (CardCase Case, Card Card)? example) => new(
        card.Plan.Title!,
        $"""
        <nav aria-label="Breadcrumb"><ul><li><a href="../">LegCramps</a></li><li><a href="../cards">Cards</a></li></ul></nav>
        """,
        $"""
        <p>{CardListPage.Indicators(card)} <span class="muted">{card.Id} · version {card.Version} of {card.Plan.Date} · {CardListPage.Status(card)} · evidence {card.Strength.Code}</span></p>
        {Html.If(IsUnreviewed(card), Unreviewed)}
        {Markdown.ToHtml(card.Plan.Description)}
        <nav aria-label="On this page"><ul>
        <li><a href="#says">What it says</a></li><li><a href="#trigger">When it is shown</a></li><li><a href="#ignore">When to ignore it</a></li><li><a href="#evidence">Evidence</a></li>
        <li><a href="#value-sets">Value sets</a></li><li><a href="#override">Override reasons</a></li><li><a href="#history">History</a></li><li><a href="#review">Review</a></li><li><a href="#attributes">Source attributes</a></li>
        </ul></nav>
        {WordsSection.Of(knowledge, card, example)}
        {TriggerSection.Of(knowledge, card)}
        <h2 id="ignore">When to ignore it</h2>
        {Markdown.ToHtml(card.Plan.Usage)}
        {EvidenceSection.Of(card)}
        <h2 id="value-sets">Value sets</h2>
        <p>The codes by which it recognizes what it looks for.</p>
        <table class="stacked"><thead><tr><th scope="col">Value set</th><th scope="col">Codes</th></tr></thead><tbody>
        {card.Inputs.Select(i => i.Concept).Distinct().Select(set => ValueSet(knowledge, set))}
        </tbody></table>
        <h2 id="override">Override reasons</h2>
        <p>What a prescriber can answer when dismissing it.</p>
        <ul>{card.Template.OverrideReasons.Select(code => OverrideReason(knowledge, code))}</ul>
        <h2 id="history">Version history</h2>
        {History(history)}
        <h2 id="review">Review</h2>
        {Review(card)}
        {SourceAttributesSection.Of(knowledge, card, history)}
        """);

    private static Html Unreviewed => $"""<p class="warning-box"><strong>No clinician has reviewed this card yet.</strong></p>""";

    private static bool IsUnreviewed(CardDefinition card) => card.Plan is { Reviewer.Count: 0, LastReviewDate: null, ApprovalDate: null };

    private static Html ValueSet(KnowledgeBase knowledge, Concept set) =>
        $"""<tr><td><a href="../value-sets/{set.Id}">{set.ValueSet.Title}</a></td><td>{ValueSetPage.Counts(knowledge, set)}</td></tr>""";

    private static Html OverrideReason(KnowledgeBase knowledge, string code)
    {
        var reason = knowledge.OverrideReasons.Concept.First(c => c.Code == code);
        return $"""<li><strong>{reason.Display}:</strong> {reason.Definition}</li>""";
    }

    private static Html History(IReadOnlyList<Change> history) =>
        history.Count == 0 ? $"<p>The changelog of the cards does not name it yet.</p>" : (Html)$"""<dl class="facts">{history.Select(Item)}</dl>""";

    private static Html Item(Change change) => $"<dt>{change.Date}</dt><dd>{change.Text}</dd>";

    private static Html Review(CardDefinition card)
    {
        if (IsUnreviewed(card)) return $"<p>No clinician has reviewed this card yet.</p>";
        var reviewers = string.Join(", ", card.Plan.Reviewer.Select(Name));
        return $"""
            <dl class="facts">
            <dt>Reviewer</dt><dd>{(reviewers.Length > 0 ? reviewers : "not named")}</dd>
            <dt>Last review</dt><dd>{card.Plan.LastReviewDate ?? "not stated"}</dd>
            <dt>Approved</dt><dd>{card.Plan.ApprovalDate ?? "not stated"}</dd>
            </dl>
            """;
    }

    private static string Name(ContactDetail person) => person.Name ?? string.Join(", ", person.Telecom.Select(t => t.Value));
}
