using Hl7.Fhir.Model;
using Hl7.FhirPath;
using LegCramps.Facts;
using LegCramps.Knowledge;

namespace LegCramps.Evaluation;

/// <summary>Cards times facts gives findings: pure, one call per request.</summary>
public sealed class Evaluator(KnowledgeBase knowledge)
{
    /// <summary>Says for every card of the hook, in rule order, whether it is shown, silent or indeterminate.</summary>
    /// <param name="chart">What the request says.</param>
    /// <param name="situation">Hook, gate and day.</param>
    /// <param name="withoutInput">An input whose facts are taken away, for the proof that a card needs it.</param>
    public IReadOnlyList<Finding> Evaluate(Chart chart, Situation situation, string? withoutInput = null)
    {
        var current = new CurrentFacts(knowledge, chart, situation.Today);
        var variables = new Variables(knowledge, chart, current, situation);
        return [.. knowledge.Cards.Where(c => c.Hooks.Contains(situation.Hook)).Select(c => Guarded(c, current, variables, situation.Gate, withoutInput))];
    }

    // A failing card loses itself only; the checks at load leave little that can fail.
    private Finding Guarded(CardDefinition card, CurrentFacts current, Variables variables, string gate, string? withoutInput)
    {
        try
        {
            return Evaluate(card, current, variables, gate, withoutInput);
        }
        catch (Exception e)
        {
            return new Finding { Card = card, Verdict = Verdict.Failed, Reason = $"an expression failed with {e.GetType().Name}" };
        }
    }

    private Finding Evaluate(CardDefinition card, CurrentFacts current, Variables variables, string gate, string? withoutInput)
    {
        var matches = new Dictionary<string, IReadOnlyList<Fact>>(StringComparer.Ordinal);
        foreach (var input in card.Inputs) matches[input.Id] = input.Id == withoutInput ? [] : Match(card, input, current, variables.Today);

        // Structure first: a card none of whose needed inputs is there costs no expression.
        if (!card.Inputs.Any(i => i.Needed && matches[i.Id].Count > 0)) return Silent(card, "nothing it looks for is there");

        // A result that the card only mentions did not make it.
        var evidence = card.Inputs.Where(i => i.Needed || i.Type != ResourceType.Observation).SelectMany(i => matches[i.Id].SelectMany(f => Shown(i, f))).Distinct().ToList();
        var drafted = card.Inputs.Where(i => i.Draft).SelectMany(i => matches[i.Id].SelectMany(f => Shown(i, f))).Select(e => e.Concept).ToHashSet();
        var context = variables.For(card, matches, drafted);
        var applies = FhirPath.Boolean(card.Condition, context);
        if (applies is false) return Silent(card, "its condition is not met");
        var passes = FhirPath.Boolean(card.GateClass.Gates[gate], context);
        if (applies is null || passes is null) return new Finding { Card = card, Verdict = Verdict.Indeterminate, Reason = "an expression yielded nothing", Context = context };
        if (passes is false) return Silent(card, $"the {gate} gate of class {card.GateClass.Name} is closed");
        return new Finding { Card = card, Verdict = Verdict.Shown, Reason = "shown", Evidence = evidence, Context = context };
    }

    private List<Fact> Match(CardDefinition card, CardInput input, CurrentFacts current, DateOnly today)
    {
        var facts = input.Draft ? current.Drafts(input.Concept).Where(d => !card.GateClass.NewExposure || !IsRenewal(d, input.Concept, current)) : current.Of(input.Concept);
        if (input.Unconfirmed) facts = facts.Concat(current.Unconfirmed(input.Concept));
        // A coded reason stands for the condition it names.
        if (input.Type is { } type) facts = facts.Where(f => f.Type == type ? !f.IsReason : f.IsReason && type == ResourceType.Condition);
        if (input.WithinDays is { } days) facts = facts.Where(f => Currency.Within(f.Start ?? f.Recorded, days, today));
        // Of results the newest counts, so it comes first.
        if (input.Type == ResourceType.Observation) facts = facts.OrderByDescending(f => (f.Start ?? f.Recorded)?.Latest).ThenByDescending(f => (f.Start ?? f.Recorded)?.Text, StringComparer.Ordinal);
        return [.. facts];
    }

    // The exposure is not new when every ingredient of the draft is in another active order.
    private bool IsRenewal(Fact draft, Concept concept, CurrentFacts current)
    {
        var taken = current.Of(concept).Where(f => !f.IsReason && f.Id != draft.Id).SelectMany(Ingredients).ToHashSet();
        return taken.Count > 0 && Ingredients(draft).All(taken.Contains);
    }

    // The most specific sets a code is in: for a drug, its ingredients.
    private IEnumerable<int> Ingredients(Fact fact) =>
        fact.Concepts.Where(c => !fact.Concepts.Any(other => knowledge.Concepts[other].Ancestors.Contains(c)));

    // A card names the contributor, not the subset that an input asked for.
    private IEnumerable<(Concept Concept, Fact Fact)> Shown(CardInput input, Fact fact)
    {
        var related = fact.Concepts.Select(c => knowledge.Concepts[c])
            .Where(c => c == input.Concept || c.Ancestors.Contains(input.Concept.Index) || input.Concept.Ancestors.Contains(c.Index)).ToList();
        var named = related.Where(c => knowledge.Gates.Names(c)).ToList();
        if (named.Count == 0) named = [.. related.Where(c => !knowledge.Gates.Gathers(c) && !c.Ancestors.Any(a => !knowledge.Gates.Gathers(knowledge.Concepts[a])))];
        return named.Select(c => (c, fact));
    }

    private static Finding Silent(CardDefinition card, string reason) => new() { Card = card, Verdict = Verdict.Silent, Reason = reason };
}
