using Hl7.Fhir.Model;
using LegCramps.Facts;
using LegCramps.Knowledge;

namespace LegCramps.Evaluation;

/// <summary>The facts that count today, by concept.</summary>
internal sealed class CurrentFacts
{
    private readonly KnowledgeBase knowledge;
    private readonly Chart chart;
    private readonly DateOnly today;
    private readonly List<Fact> current = [];
    private readonly List<Fact> unconfirmed = [];
    private readonly List<Fact> drafts = [];

    public CurrentFacts(KnowledgeBase knowledge, Chart chart, DateOnly today)
    {
        (this.knowledge, this.chart, this.today) = (knowledge, chart, today);
        foreach (var fact in chart.Facts)
        {
            var rule = RuleOf(fact.Concepts);
            if (fact.IsDraft)
            {
                if (Currency.Draft(fact, rule).Counting == Counting.Current) AddDraft(fact);
                continue;
            }

            var counting = Judge(fact, rule).Counting;
            if (counting == Counting.Current && LabResults.InKnownUnit(knowledge.Labs, fact) is { } readable) current.Add(readable);
            if (counting == Counting.Unconfirmed) unconfirmed.Add(fact);
        }

        for (var concept = 0; concept < knowledge.Currency.Count; concept++)
        {
            if (knowledge.Currency[concept] is { } rule) Weigh(knowledge.Concepts[concept], rule);
        }
    }

    public bool IsEmpty => current.Count == 0 && unconfirmed.Count == 0 && drafts.Count == 0;

    /// <summary>Facts that show the concept to be current.</summary>
    public IEnumerable<Fact> Of(Concept concept) => current.Where(f => f.Concepts.Contains(concept.Index));

    public IEnumerable<Fact> Unconfirmed(Concept concept) => unconfirmed.Where(f => f.Concepts.Contains(concept.Index));

    /// <summary>The selected drafts of the concept.</summary>
    public IEnumerable<Fact> Drafts(Concept concept) => drafts.Where(f => f.Concepts.Contains(concept.Index));

    private void AddDraft(Fact fact)
    {
        if (fact.Concepts.Count > 0) drafts.Add(fact);
        // Clinical rules 1.4: the coded reason of a draft says what the patient has.
        if (fact.Reasons.Count > 0) current.Add(fact with { Concepts = fact.Reasons, IsDraft = false, IsReason = true });
    }

    // What only the evidence for one concept together can tell: an outright statement, an end, another explanation.
    private void Weigh(Concept concept, CurrencyRule rule)
    {
        if (rule.Age is { } age && chart.BirthDate is { } birth && !IsPossible(birth, age)) Remove(concept);
        if (rule.ObservationWithinDays is { } days) AddObservations(concept, rule, days);
        if (rule.DateObservation is { } date) AddDated(concept, date);
        if (rule.StatusObservation is { } status) DecideByStatus(concept, status, rule.Age);
        if (rule.EndedBy is not null) RemoveEnded(concept, rule.EndedBy);
        if (rule.OverruledBy is { } other && IsEvident(other, rule) && (rule.Unless is null || !Of(rule.Unless).Any())) Remove(concept);
    }

    private void AddObservations(Concept concept, CurrencyRule rule, int days)
    {
        var site = rule.BodySite;
        foreach (var fact in Observations().Where(o => o.Values.Contains(concept.Index) && Currency.Within(DateOf(o), days, today)))
        {
            if (site is null || fact.BodySites?.Contains(site.Index) == true) AddDerived(concept, fact);
        }
    }

    private void AddDated(Concept concept, DateObservationRule rule)
    {
        foreach (var fact in Observations().Where(o => o.Concepts.Contains(rule.Code.Index)))
        {
            if (fact.ValueDate is { } value && value.Latest >= today.AddDays(-rule.DaysPast) && value.Earliest <= today.AddDays(rule.DaysAhead)) AddDerived(concept, fact);
        }
    }

    private void DecideByStatus(Concept concept, StatusObservationRule rule, (int From, int To)? age)
    {
        var newest = Observations()
            .Where(o => o.Concepts.Contains(rule.Code.Index) && Currency.Within(DateOf(o), rule.WithinDays, today))
            .MaxBy(o => DateOf(o)!.Value.Text, StringComparer.Ordinal);
        if (newest is null) return;
        var isStated = newest.Values.Contains(rule.Yes.Index) || newest.Values.Contains(rule.No.Index) || (rule.Unknown is { } unknown && newest.Values.Contains(unknown.Index));
        if (!isStated) return;
        Remove(concept);
        var isPossible = age is null || chart.BirthDate is null || IsPossible(chart.BirthDate.Value, age.Value);
        if (newest.Values.Contains(rule.Yes.Index) && isPossible) AddDerived(concept, newest);
    }

    // Only what is dated can be later than something else: an undated end says nothing about the concept of today.
    private void RemoveEnded(Concept concept, Concept endedBy)
    {
        var ends = chart.Facts.Where(f => !f.IsDraft && f.Concepts.Contains(endedBy.Index) && IsTrue(f)).Select(DateOf);
        var abatements = chart.Facts.Where(f => f.Type == ResourceType.Condition && f.Concepts.Contains(concept.Index) && IsTrue(f)).Select(f => f.End);
        var last = ends.Concat(abatements).Where(d => d is { } date && !date.IsAfter(today)).Select(d => d!.Value.Latest).DefaultIfEmpty(DateOnly.MinValue).Max();
        current.RemoveAll(f => f.Concepts.Contains(concept.Index) && DateOf(f) is { } date && date.Earliest <= last);
    }

    private bool IsEvident(Concept other, CurrencyRule rule) =>
        chart.Facts.Any(f => !f.IsDraft && f.Concepts.Contains(other.Index) && Judge(f, rule).Counting == Counting.Current);

    private static bool IsTrue(Fact fact) =>
        fact.VerificationStatus is not ("refuted" or "entered-in-error") && fact.Status is not ("entered-in-error" or "not-done" or "preparation");

    private IEnumerable<Fact> Observations() =>
        chart.Facts.Where(f => f.Type == ResourceType.Observation && Judge(f, null).Counting == Counting.Current);

    private void AddDerived(Concept concept, Fact fact) => current.Add(fact with { Concepts = [concept.Index, .. concept.Ancestors] });

    private void Remove(Concept concept)
    {
        current.RemoveAll(f => f.Concepts.Contains(concept.Index));
        unconfirmed.RemoveAll(f => f.Concepts.Contains(concept.Index));
    }

    private bool IsPossible(FhirDate birth, (int From, int To) age) =>
        today >= birth.Earliest.AddYears(age.From) && today < birth.Latest.AddYears(age.To + 1);

    private Standing Judge(Fact fact, CurrencyRule? rule) => Currency.Judge(fact, rule, knowledge.DefaultWithoutClinicalStatusDays, today);

    private CurrencyRule? RuleOf(IReadOnlyList<int> concepts) => concepts.Select(c => knowledge.Currency[c]).FirstOrDefault(r => r is not null);

    private static FhirDate? DateOf(Fact fact) => fact.Start ?? fact.Recorded ?? fact.End;
}
