using LegCramps.Facts;
using LegCramps.Knowledge;

namespace LegCramps.Evaluation;

/// <summary>The facts that count today, by concept.</summary>
internal sealed partial class CurrentFacts
{
    private readonly KnowledgeBase knowledge;
    private readonly Chart chart;
    private readonly DateOnly today;
    private readonly FactTrace? trace;
    private readonly List<Fact> current = [];
    private readonly List<Fact> unconfirmed = [];
    private readonly List<Fact> drafts = [];

    /// <param name="knowledge">What counts.</param>
    /// <param name="chart">What the request says.</param>
    /// <param name="today">The day.</param>
    /// <param name="trace">Takes down the reasons; null when nobody asks for them.</param>
    public CurrentFacts(KnowledgeBase knowledge, Chart chart, DateOnly today, FactTrace? trace = null)
    {
        (this.knowledge, this.chart, this.today, this.trace) = (knowledge, chart, today, trace);
        foreach (var fact in chart.Facts)
        {
            if (fact.IsDraft) AddDraft(fact);
            else Add(fact);
        }

        for (var concept = 0; concept < knowledge.Currency.Count; concept++)
        {
            if (knowledge.Currency[concept] is { } rule) Weigh(knowledge.Concepts[concept], rule);
        }
    }

    /// <summary>Facts that show the concept to be current.</summary>
    public IEnumerable<Fact> Of(Concept concept) => current.Where(f => f.Concepts.Contains(concept.Index));

    public IEnumerable<Fact> Unconfirmed(Concept concept) => unconfirmed.Where(f => f.Concepts.Contains(concept.Index));

    /// <summary>The selected drafts of the concept.</summary>
    public IEnumerable<Fact> Drafts(Concept concept) => drafts.Where(f => f.Concepts.Contains(concept.Index));

    /// <summary>The verdict on each fact of the chart; the trace must have been there from the start.</summary>
    public IReadOnlyList<FactExplanation> Explain() => trace!.Explain(current.Concat(drafts), unconfirmed);

    private void Add(Fact fact)
    {
        var standing = Judge(fact, RuleOf(fact.Concepts));
        var readable = standing.Counting == Counting.Current ? LabResults.InKnownUnit(knowledge.Labs, fact) : fact;
        trace?.Judged(fact, readable is null ? Standing.Not("its value has no unit that is understood") : standing);
        if (readable is null) return;
        if (standing.Counting == Counting.Unconfirmed) unconfirmed.Add(fact);
        if (standing.Counting != Counting.Current) return;
        current.Add(readable);
        trace?.Converted(fact, readable);
    }

    private void AddDraft(Fact fact)
    {
        var standing = Currency.Draft(fact, RuleOf(fact.Concepts));
        trace?.Judged(fact, standing);
        if (standing.Counting != Counting.Current) return;
        if (fact.Concepts.Count > 0) drafts.Add(fact);
        if (fact.Reasons.Count == 0) return;
        // Clinical rules 1.4: the coded reason of a draft says what the patient has.
        var reason = fact with { Concepts = fact.Reasons, IsDraft = false, IsReason = true };
        current.Add(reason);
        trace?.Derived(fact, reason, "the coded reason of a draft");
    }

    private Standing Judge(Fact fact, CurrencyRule? rule) => Currency.Judge(fact, rule, knowledge.DefaultWithoutClinicalStatusDays, today);

    private CurrencyRule? RuleOf(IReadOnlyList<int> concepts)
    {
        foreach (var concept in concepts)
        {
            if (knowledge.Currency[concept] is { } rule) return rule;
        }

        return null;
    }
}
