using LegCramps.Knowledge;

namespace LegCramps.Service.Pages;

/// <summary>The 13 source attributes of evidence-based decision support: 45 CFR 170.315(b)(11)(iv)(A).</summary>
internal static class SourceAttributesSection
{
    // The reader has no place for these, so no card can depend on them.
    private static readonly Html NeverRead = $"Not used";

    public static Html Of(KnowledgeBase knowledge, CardDefinition card, IReadOnlyList<Change> history)
    {
        var use = new DataUse(knowledge, card);
        var attributes = knowledge.SourceAttributes;
        (string Name, Html Value)[] rows =
        [
            ("Bibliographic citation", $"""<ul class="sources">{card.Plan.RelatedArtifact.Select(a => (Html)$"<li>{EvidenceSection.Artifact(a)}</li>")}</ul>"""),
            ("Developer", $"{attributes.Developer}"),
            ("Funding source of the technical implementation", $"{attributes.Funding}"),
            ("Release and revision dates", Dates(card, history)),
            ("Use of race", NeverRead),
            ("Use of ethnicity", NeverRead),
            ("Use of language", NeverRead),
            ("Use of sexual orientation", NeverRead),
            ("Use of gender identity", NeverRead),
            ("Use of sex", use.Reads("gender") ? $"Used" : (Html)$"Not used"),
            ("Use of date of birth", BirthDate(knowledge, use)),
            ("Use of social determinants of health data", Used(use.Of(attributes.SocialDeterminants))),
            ("Use of health status assessments data", $"""{Used(use.Of(attributes.HealthStatusAssessments))} <span class="muted">(a condition that is recorded as a health concern counts like any other condition)</span>"""),
        ];
        return $"""
            <h2 id="attributes">Source attributes</h2>
            <p>What 45 CFR 170.315(b)(11) asks of evidence-based decision support. Used means: the condition, the words or the gate of the card can depend on it.</p>
            <table class="attributes stacked"><thead><tr><th scope="col">Attribute</th><th scope="col">This card</th></tr></thead><tbody>
            {rows.Select(r => (Html)$"""<tr><th scope="row">{r.Name}</th><td>{r.Value}</td></tr>""")}
            </tbody></table>
            """;
    }

    private static Html Dates(CardDefinition card, IReadOnlyList<Change> history)
    {
        var released = history is [.., var first] ? first.Date : card.Plan.Date;
        var revised = history.SkipLast(1).Select(c => c.Date).Distinct(StringComparer.Ordinal).Reverse();
        return $"Released {released}{Html.If(history.Count > 1, $"; revised {string.Join(", ", revised)}")}. This is version {card.Version} of {card.Plan.Date}.";
    }

    private static Html BirthDate(KnowledgeBase knowledge, DataUse use) => (use.Reads("birthDate"), use.LimitedByAge) switch
    {
        (true, _) => $"Used",
        (_, []) => $"Not used",
        (_, var limited) => (Html)$"Used: {Html.Join("; ", limited.Select(c => AgeLimit(c, knowledge.Currency[c.Index]!.Age!.Value)))}",
    };

    private static Html AgeLimit(Concept concept, (int From, int To) age) => $"{TriggerSection.Link(concept)} counts only from {age.From} to {age.To} years of age";

    private static Html Used(IReadOnlyList<Concept> sets) => sets.Count == 0 ? $"Not used" : (Html)$"Used: {Html.Join(", ", sets.Select(TriggerSection.Link))}";
}
