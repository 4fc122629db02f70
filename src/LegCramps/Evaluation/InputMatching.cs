using Hl7.Fhir.Model;
using LegCramps.Facts;
using LegCramps.Knowledge;

namespace LegCramps.Evaluation;

/// <summary>Finds the facts that an input of a card asks for.</summary>
internal sealed class InputMatching(KnowledgeBase knowledge, CurrentFacts current, DateOnly today)
{
    private readonly Dictionary<int, Dictionary<int, TakenBy>> taken = [];

    public IReadOnlyList<Fact> Find(CardDefinition card, CardInput input)
    {
        var facts = Candidates(input).Where(f => Unfit(card, input, f) is null);
        // Of results the newest counts, so it comes first.
        if (input.Type == ResourceType.Observation) facts = facts.OrderByDescending(f => DateOf(f)?.Latest).ThenByDescending(f => DateOf(f)?.Text, StringComparer.Ordinal);
        return [.. facts];
    }

    /// <summary>Current facts of the concept that the input cannot use, each with the reason.</summary>
    public IEnumerable<(Fact Fact, string Why)> PassedOver(CardDefinition card, CardInput input)
    {
        foreach (var fact in Candidates(input))
        {
            if (Unfit(card, input, fact) is { } why) yield return (fact, why);
        }
    }

    private IEnumerable<Fact> Candidates(CardInput input)
    {
        var facts = input.Draft ? current.Drafts(input.Concept) : current.Of(input.Concept);
        return input.Unconfirmed ? facts.Concat(current.Unconfirmed(input.Concept)) : facts;
    }

    private string? Unfit(CardDefinition card, CardInput input, Fact fact)
    {
        if (input.Draft && card.GateClass.NewExposure && IsRenewal(fact, input.Concept)) return "renews an ingredient that is already taken";
        // A coded reason stands for the condition it names.
        if (input.Type is { } type && (fact.IsReason ? type != ResourceType.Condition : type != fact.Type)) return "another type of record than the input asks for";
        return input.WithinDays is { } days && !Currency.Within(DateOf(fact), days, today) ? "older than the input asks for, or without a date" : null;
    }

    // The exposure is not new when every ingredient of the draft is in another active order.
    private bool IsRenewal(Fact draft, Concept concept)
    {
        // An order that is signed again does not renew itself.
        var others = Taken(concept);
        return others.Values.Any(t => t.IsByOtherThan(draft.Id)) && Ingredients(draft).All(i => others.TryGetValue(i, out var by) && by.IsByOtherThan(draft.Id));
    }

    // Once for all drafts: a request may hold thousands of both.
    private Dictionary<int, TakenBy> Taken(Concept concept)
    {
        if (taken.TryGetValue(concept.Index, out var found)) return found;
        found = taken[concept.Index] = [];
        foreach (var fact in current.Of(concept).Where(f => !f.IsReason))
        {
            foreach (var ingredient in Ingredients(fact)) found[ingredient] = found.TryGetValue(ingredient, out var by) ? by.And(fact.Id) : new TakenBy(fact.Id, fact.Id is null);
        }

        return found;
    }

    // The most specific sets a code is in: for a drug, its ingredients.
    private IEnumerable<int> Ingredients(Fact fact) =>
        fact.Concepts.Where(c => !fact.Concepts.Any(other => knowledge.Concepts[other].Ancestors.Contains(c)));

    private static FhirDate? DateOf(Fact fact) => fact.Start ?? fact.Recorded;

    /// <summary>Which orders an ingredient is in: as much as is needed to know whether one of them is another than a given one.</summary>
    private readonly record struct TakenBy(string? Id, bool IsBySeveral)
    {
        public TakenBy And(string? id) => this with { IsBySeveral = IsBySeveral || id != Id };

        // An order without an id is never known to be the same.
        public bool IsByOtherThan(string? draft) => IsBySeveral || Id != draft;
    }
}
