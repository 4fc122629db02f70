using Hl7.Fhir.Model;
using LegCramps.Facts;
using LegCramps.Knowledge;

namespace LegCramps.Evaluation;

/// <summary>What only the evidence for one concept together can tell: an outright statement, an end, another explanation.</summary>
internal sealed partial class CurrentFacts
{
    private void Weigh(Concept concept, CurrencyRule rule)
    {
        if (rule.ObservationWithinDays is { } days) AddObservations(concept, rule, days);
        if (rule.DateObservation is { } date) AddDated(concept, date);
        if (rule.StatusObservation is { } status) DecideByStatus(concept, status);
        if (rule.EndedBy is not null) RemoveEnded(concept, rule.EndedBy);
        if (rule.OverruledBy is { } other && Evidence(other, rule) is { } evidence && (rule.Unless is null || !Of(rule.Unless).Any())) Remove(concept, "overruled by", evidence);
        // Last, so that no kind of evidence escapes it.
        if (rule.Age is { } age && chart.BirthDate is { } birth && !IsPossible(birth, age)) Remove(concept, "not possible at the patient's age");
    }

    private void AddObservations(Concept concept, CurrencyRule rule, int days)
    {
        var site = rule.BodySite;
        foreach (var fact in Observations().Where(o => o.Values.Contains(concept.Index)))
        {
            if (!Currency.Within(DateOf(fact), days, today)) trace?.SetAside(fact, "observed too long ago, or without a date");
            else if (site is not null && fact.BodySites?.Contains(site.Index) != true) trace?.SetAside(fact, "not stated to be at the body site that counts");
            else AddDerived(concept, fact, "observed lately");
        }
    }

    private void AddDated(Concept concept, DateObservationRule rule)
    {
        foreach (var fact in Observations().Where(o => o.Concepts.Contains(rule.Code.Index)))
        {
            if (fact.ValueDate is { } value && value.Latest >= today.AddDays(-rule.DaysPast) && value.Earliest <= today.AddDays(rule.DaysAhead)) AddDerived(concept, fact, "the date that it states is near");
            else trace?.SetAside(fact, "it states no date, or one that is not near");
        }
    }

    private void DecideByStatus(Concept concept, StatusObservationRule rule)
    {
        var statements = Observations().Where(o => o.Concepts.Contains(rule.Code.Index)).ToList();
        var newest = statements.Where(o => Currency.Within(DateOf(o), rule.WithinDays, today)).MaxBy(o => DateOf(o)!.Value.Text, StringComparer.Ordinal);
        foreach (var statement in statements.Where(s => !ReferenceEquals(s, newest))) trace?.SetAside(statement, "not the newest statement, too old, or without a date");
        if (newest is null) return;
        var isStated = newest.Values.Contains(rule.Yes.Index) || newest.Values.Contains(rule.No.Index) || (rule.Unknown is { } unknown && newest.Values.Contains(unknown.Index));
        if (!isStated)
        {
            trace?.SetAside(newest, "its answer is not known here");
            return;
        }

        Remove(concept, "overruled by the newest outright statement,", newest);
        if (newest.Values.Contains(rule.Yes.Index)) AddDerived(concept, newest, "the newest outright statement says so");
    }

    // Only what is dated can be later than something else: an undated end says nothing about the concept of today.
    private void RemoveEnded(Concept concept, Concept endedBy)
    {
        var last = chart.Facts.Where(f => !f.IsDraft && IsTrue(f) && EndOf(f, concept, endedBy) is { } date && !date.IsAfter(today)).MaxBy(f => EndOf(f, concept, endedBy)!.Value.Latest);
        if (last is null) return;
        var end = EndOf(last, concept, endedBy)!.Value.Latest;
        Remove(f => f.Concepts.Contains(concept.Index) && DateOf(f) is { } date && date.Earliest <= end, "ended later, by", last);
    }

    private static FhirDate? EndOf(Fact fact, Concept concept, Concept endedBy) =>
        fact.Concepts.Contains(endedBy.Index) ? DateOf(fact)
        : fact.Type == ResourceType.Condition && fact.Concepts.Contains(concept.Index) ? fact.End
        : null;

    private Fact? Evidence(Concept other, CurrencyRule rule) =>
        chart.Facts.FirstOrDefault(f => !f.IsDraft && f.Concepts.Contains(other.Index) && Judge(f, rule).Counting == Counting.Current);

    // Neither what was refuted nor what is only asked for has happened.
    private static bool IsTrue(Fact fact) =>
        fact.Type != ResourceType.ServiceRequest && fact.VerificationStatus is not ("refuted" or "entered-in-error") && fact.Status is not ("entered-in-error" or "not-done" or "preparation");

    private IEnumerable<Fact> Observations() =>
        chart.Facts.Where(f => f.Type == ResourceType.Observation && Judge(f, null).Counting == Counting.Current);

    private void AddDerived(Concept concept, Fact fact, string why)
    {
        var derived = fact with { Concepts = [concept.Index, .. concept.Ancestors] };
        current.Add(derived);
        trace?.Derived(fact, derived, why);
    }

    private void Remove(Concept concept, string why, Fact? by = null) => Remove(f => f.Concepts.Contains(concept.Index), why, by);

    private void Remove(Predicate<Fact> which, string why, Fact? by)
    {
        if (trace is not null)
        {
            foreach (var fact in current.Concat(unconfirmed).Where(f => which(f))) trace.Removed(fact, why, by);
        }

        current.RemoveAll(which);
        unconfirmed.RemoveAll(which);
    }

    // In years of today, because a birth date may be so late that nothing can be added to it.
    private bool IsPossible(FhirDate birth, (int From, int To) age) =>
        birth.Earliest <= YearsAgo(age.From) && birth.Latest > YearsAgo(age.To + 1);

    private DateOnly YearsAgo(int years) => today.Year > years ? today.AddYears(-years) : DateOnly.MinValue;

    private static FhirDate? DateOf(Fact fact) => fact.Start ?? fact.Recorded ?? fact.End;
}
