using LegCramps.Knowledge;

namespace LegCramps.Service.Pages;

/// <summary><c>GET /value-sets/{id}</c>: the codes of one value set, with the notices of their code systems.</summary>
internal static class ValueSetPage
{
    public static Page Of(KnowledgeBase knowledge, Concept concept)
    {
        var set = concept.ValueSet;
        var codes = Expansion.Of(knowledge, concept);
        return new Page(
            set.Title!,
            $"""<nav aria-label="Breadcrumb"><ul><li><a href="../">LegCramps</a></li><li><a href="../cards">Cards</a></li></ul></nav>""",
            $"""
            <p class="muted">Value set {concept.Id} · version {set.Version}{Html.If(set.Date is not null, $" of {set.Date}")} · <code>{set.Url}</code></p>
            {Markdown.ToHtml(set.Description)}
            {Html.If(set.Purpose is not null, $"<p><strong>What the card that lists all contributors says about it:</strong></p>{Markdown.ToHtml(set.Purpose)}")}
            <dl class="facts">
            <dt>Codes</dt><dd>{Counts(knowledge, concept)}</dd>
            {Row("Composed of", knowledge.Concepts.Where(c => set.Compose!.Include.Any(i => i.ValueSet.Contains(c.ValueSet.Url, StringComparer.Ordinal))).Select(Link))}
            {Row("Part of", concept.Ancestors.Select(a => Link(knowledge.Concepts[a])))}
            {Row("Cards", knowledge.Cards.Where(c => c.Inputs.Any(i => i.Concept == concept || concept.Ancestors.Contains(i.Concept.Index))).Select(Card))}
            </dl>
            {codes.GroupBy(c => c.System, StringComparer.Ordinal).Select(g => Table(knowledge, concept, g.Key, g))}
            {set.Compose!.Exclude.Select(e => Excluded(knowledge, concept, e.System!, e.Concept.Select(c => new ExpandedCode(e.System!, c.Code!, c.Display!, concept))))}
            {Html.If(set.Copyright is not null, $"<h2>Copyright</h2>{Markdown.ToHtml(set.Copyright)}")}
            """);
    }

    /// <summary>How many codes of each system the set comes to.</summary>
    public static Html Counts(KnowledgeBase knowledge, Concept concept) =>
        Html.Join(", ", Expansion.Of(knowledge, concept).GroupBy(c => c.System, StringComparer.Ordinal).Select(g => (Html)$"{Name(knowledge, g.Key)} {g.Count()}"));

    private static Html Table(KnowledgeBase knowledge, Concept concept, string system, IEnumerable<ExpandedCode> codes) =>
        $"""
        <h2>{Name(knowledge, system)}</h2>
        <p class="muted"><code>{system}</code> {knowledge.CodeSystems.First(s => s.System == system).Notice}</p>
        {Rows(concept, codes)}
        """;

    private static Html Excluded(KnowledgeBase knowledge, Concept concept, string system, IEnumerable<ExpandedCode> codes) =>
        $"""
        <h2>Left out: {Name(knowledge, system)}</h2>
        {Rows(concept, codes)}
        """;

    // Codes that come from other sets stand below the name of theirs.
    private static Html Rows(Concept concept, IEnumerable<ExpandedCode> codes) =>
        $"""
        <table class="codes"><thead><tr><th scope="col">Code</th><th scope="col">Display</th></tr></thead>
        {codes.GroupBy(c => c.Listed).OrderBy(g => g.Key == concept ? "" : g.Key.Id, StringComparer.Ordinal).Select(g => Group(concept, g.Key, g))}
        </table>
        """;

    private static Html Group(Concept concept, Concept listed, IEnumerable<ExpandedCode> codes) =>
        $"""
        <tbody>{Html.If(listed != concept, $"""<tr><th scope="rowgroup" colspan="2">{Link(listed)}</th></tr>""")}
        {codes.Select(c => (Html)$"<tr><td><code>{c.Code}</code></td><td>{c.Display}</td></tr>")}
        </tbody>
        """;

    private static Html Row(string what, IEnumerable<Html> links) => links.Any() ? $"<dt>{what}</dt><dd>{Html.Join(", ", links)}</dd>" : Html.None;

    private static Html Link(Concept concept) => $"""<a href="{concept.Id}">{concept.ValueSet.Title}</a>""";

    private static Html Card(CardDefinition card) => $"""<a href="../cards/{card.Id}">{card.Plan.Title}</a>""";

    private static string Name(KnowledgeBase knowledge, string system) => knowledge.CodeSystems.First(s => s.System == system).Name ?? system;
}
