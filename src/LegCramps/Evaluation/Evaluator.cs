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
    public EvaluationResult Evaluate(Chart chart, Situation situation, string? withoutInput = null) =>
        Evaluate(new CurrentFacts(knowledge, chart, situation.Today), chart, situation, withoutInput);

    /// <summary>The same findings, with every decision that led to them.</summary>
    public Explanation Explain(Chart chart, Situation situation)
    {
        var current = new CurrentFacts(knowledge, chart, situation.Today, new FactTrace(knowledge, chart));
        var findings = Evaluate(current, chart, situation, withoutInput: null).Findings;
        var facts = current.Explain();
        return new Explanation
        {
            Facts = facts,
            Present = [.. knowledge.Gates.Core.Concat(knowledge.Gates.Wider).Prepend(knowledge.Gates.Symptom).Where(c => current.Of(c).Any())],
            Cards = [.. findings.Select(f => CardExplanation.Of(f, facts))],
        };
    }

    private EvaluationResult Evaluate(CurrentFacts current, Chart chart, Situation situation, string? withoutInput)
    {
        var unreadable = LabResults.CountUnreadable(knowledge.Labs, chart);
        var variables = new Variables(knowledge, chart, current, situation, unreadable);
        var matching = new InputMatching(knowledge, current, situation.Today);
        var cards = knowledge.Cards.Where(c => c.Hooks.Contains(situation.Hook));
        return new EvaluationResult([.. cards.Select(c => Guarded(c, new CardInputs(c, matching, variables, situation.Gate, withoutInput)))], unreadable);
    }

    // A failing card loses itself only; the checks at load leave little that can fail.
    private Finding Guarded(CardDefinition card, CardInputs inputs)
    {
        try
        {
            return Evaluate(card, inputs);
        }
        catch (Exception)
        {
            return Finding(card, inputs, Verdict.Failed, Cause.Failure);
        }
    }

    private Finding Evaluate(CardDefinition card, CardInputs inputs)
    {
        // Structure first: a card none of whose needed inputs is there costs no expression.
        if (!card.Inputs.Any(i => i.Needed && inputs[i].Count > 0)) return Finding(card, inputs, Verdict.Silent, Cause.NothingFound);

        var context = inputs.Variables.For(card, inputs.Found, Drafted(card, inputs));
        var applies = FhirPath.Boolean(card.Condition, context);
        if (applies is false) return Finding(card, inputs, Verdict.Silent, Cause.ConditionNotMet) with { Context = context };
        var passes = FhirPath.Boolean(card.GateClass.Gates[inputs.Gate], context);
        if (applies is null) return Finding(card, inputs, Verdict.Indeterminate, Cause.ConditionYieldsNothing) with { Context = context };
        if (passes is null) return Finding(card, inputs, Verdict.Indeterminate, Cause.GateYieldsNothing) with { Context = context };
        if (passes is false) return Finding(card, inputs, Verdict.Silent, Cause.GateClosed) with { Context = context };
        // A result that the card only mentions did not make it.
        var evidence = card.Inputs.Where(i => i.Needed || i.Type != ResourceType.Observation).SelectMany(i => Shown(i, inputs)).Distinct().ToList();
        return Finding(card, inputs, Verdict.Shown, Cause.Met) with { Context = context, Evidence = evidence };
    }

    private HashSet<Concept> Drafted(CardDefinition card, CardInputs inputs) =>
        card.Inputs.Where(i => i.Draft).SelectMany(i => Shown(i, inputs)).Select(e => e.Concept).ToHashSet();

    private IEnumerable<(Concept Concept, Fact Fact)> Shown(CardInput input, CardInputs inputs) => inputs[input].SelectMany(f => Shown(input, f));

    // A card names the contributor, not the subset that an input asked for.
    private IEnumerable<(Concept Concept, Fact Fact)> Shown(CardInput input, Fact fact)
    {
        var related = fact.Concepts.Select(c => knowledge.Concepts[c])
            .Where(c => c == input.Concept || c.Ancestors.Contains(input.Concept.Index) || input.Concept.Ancestors.Contains(c.Index)).ToList();
        var named = related.Where(c => knowledge.Gates.Names(c)).ToList();
        if (named.Count == 0) named = [.. related.Where(c => !knowledge.Gates.Gathers(c) && !c.Ancestors.Any(a => !knowledge.Gates.Gathers(knowledge.Concepts[a])))];
        return named.Select(c => (c, fact));
    }

    private static Finding Finding(CardDefinition card, CardInputs inputs, Verdict verdict, Cause cause) =>
        new() { Card = card, Verdict = verdict, Cause = cause, Inputs = inputs };
}
