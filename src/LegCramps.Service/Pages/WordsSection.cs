using LegCramps.Cases;
using LegCramps.CdsHooks;
using LegCramps.Knowledge;

namespace LegCramps.Service.Pages;

/// <summary>What a card says: one filled example, and the template that it was filled from.</summary>
internal static class WordsSection
{
    public static Html Of(KnowledgeBase knowledge, CardDefinition card, (CardCase Case, Card Card)? example) =>
        $"""
        <h2 id="says">What it says</h2>
        <h3>An example</h3>
        {(example is { } shown ? Example(shown.Case, shown.Card) : $"<p>No case of this card could be shown.</p>")}
        <h3>The template</h3>
        <p>Marked text is filled in from the record. What is <span class="token"><span class="said">written like this</span></span> stands on the card only when the condition around it holds.</p>
        <dl class="facts">
        <dt>Indicator</dt><dd>{TemplateText.Line(card.Template.Indicator.Source)}</dd>
        <dt>Summary</dt><dd>{TemplateText.Line(card.Template.Summary.Source)}</dd>
        </dl>
        <div class="template">
        {TemplateText.Rendered(card.Template.Detail.Source)}
        {TemplateText.Rendered(knowledge.Wording.Footer.Source)}
        </div>
        <p class="muted">Before its last paragraph every card also says what data were missing or could not be recognized.</p>
        {Html.If(card.Template.Suggestions.Count > 0, $"<p>It suggests:</p><ul>{card.Template.Suggestions.Select(Suggestion)}</ul>")}
        """;

    private static Html Example(CardCase story, Card card) =>
        $"""
        <p>{story.Story} <span class="muted">An invented person. The request of this case was sent down the same path as every request: hook {story.Hook}, gate {story.Gate}, on {story.Today.ToString("O")}.</span></p>
        <article class="card {card.Indicator}" aria-label="Example of the card">
        <span class="badge {card.Indicator}">{card.Indicator}</span>
        <p class="summary">{card.Summary}</p>
        {Markdown.ToHtml(card.Detail)}
        {Choices("Suggestions", "offer", card.Suggestions?.Select(s => s.Label))}
        {Choices("Override reasons", "reason", card.OverrideReasons?.Select(r => r.Display))}
        <p class="source">Source: {card.Source.Label}{card.Links?.Select(Link) ?? []}</p>
        </article>
        """;

    // They look like the buttons of an EHR, and do nothing here.
    private static Html Choices(string what, string kind, IEnumerable<string>? labels) =>
        labels is null ? Html.None : (Html)$"""<ul class="choices" aria-label="{what}">{labels.Select(label => (Html)$"""<li class="{kind}">{label}</li>""")}</ul>""";

    private static Html Link(Link link) => $""" · <a href="{link.Url}">{link.Label}</a>""";

    private static Html Suggestion(SuggestionTemplate suggestion) =>
        $"""<li><strong>{TemplateText.Line(suggestion.Label.Source)}</strong>: {TemplateText.Line(suggestion.Action.Description.Source)}</li>""";
}
