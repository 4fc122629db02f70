using Hl7.Fhir.Model;
using Hl7.Fhir.Utility;
using LegCramps.Knowledge;

namespace LegCramps.Service.Pages;

/// <summary>How strong the evidence of a card is, where it stands, and where the founding article and the guidelines of today differ.</summary>
internal static class EvidenceSection
{
    public static Html Of(CardDefinition card) =>
        $"""
        <h2 id="evidence">Evidence</h2>
        <p><strong>Strength {card.Strength.Code}</strong>: {card.Strength.Display}</p>
        <ul class="sources">
        {card.Plan.RelatedArtifact.Select(a => (Html)$"<li>{Artifact(a)}</li>")}
        </ul>
        {Html.If(card.ArticleAndGuideline.Any(), $"""<h2 id="differences">Where article and guideline differ</h2>{card.ArticleAndGuideline.Select(Markdown.ToHtml)}""")}
        """;

    /// <summary>The short name, the kind, the full citation, and the link.</summary>
    public static Html Artifact(RelatedArtifact artifact) =>
        $"""
        <strong>{artifact.Display ?? artifact.Label}</strong> <span class="muted">· {artifact.Type.GetLiteral()}{(artifact is { Label: { } label, Display: not null } ? $" · {label}" : "")}</span>
        {Markdown.ToHtml(artifact.Citation)}{(artifact.Url is { } url ? Link(url) : Html.None)}
        """;

    private static Html Link(string url) => $"""<a href="{url}">{url}</a>""";
}
