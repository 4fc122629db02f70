using LegCramps.Facts;
using LegCramps.Facts.Scanning;
using LegCramps.Knowledge;

namespace LegCramps.Evaluation;

/// <summary>The sentence that says why a card is shown or not, made of the ids and titles of its own data.</summary>
internal static class CardReason
{
    public static string Of(Finding finding) => finding.Cause switch
    {
        Cause.NothingFound or Cause.ConditionNotMet => Missed(finding),
        Cause.ConditionYieldsNothing => "its condition yields neither true nor false",
        Cause.GateYieldsNothing => $"the {finding.Inputs.Gate} gate of class {finding.Card.GateClass.Name} yields neither true nor false",
        Cause.GateClosed => Closed(finding),
        Cause.Failure => "an expression failed",
        _ => "its condition is met and its gate is open",
    };

    /// <summary>A record by its id.</summary>
    public static string Name(Fact fact) => fact.Reference ?? $"a {fact.Type} without id";

    private static string Missed(Finding finding)
    {
        var ways = Counterfactual.Of(finding);
        if (ways.Count == 0 && finding.Cause == Cause.ConditionNotMet) return "its condition is not met by what was found";
        if (ways.Count == 0) return $"nothing found for {Names(finding, finding.Card.Inputs.Where(i => i.Needed), " and ")}";
        // Several ways that differ in one input each: what they share, and the choice.
        List<CardInput> shared = [.. ways[0].Where(i => ways.All(w => w.Contains(i)))];
        List<CardInput> choice = [.. ways.SelectMany(w => w.Except(shared)).Distinct()];
        if (ways.Count == 1 || choice.Count != ways.Count || choice.Any(i => finding.Inputs[i].Count > 0)) return string.Join(", or ", ways.Select(w => Way(finding, w)));
        var oneOf = $"nothing found for {Names(finding, choice, " or ")}";
        return shared.Count == 0 ? oneOf : $"{Way(finding, shared)} and {oneOf}";
    }

    private static string Way(Finding finding, IReadOnlyList<CardInput> inputs)
    {
        List<CardInput> absent = [.. inputs.Where(i => finding.Inputs[i].Count == 0)];
        var silencing = inputs.Except(absent).Select(i => $"silenced by {Name(i)}): {string.Join(", ", finding.Inputs[i].Select(Name))}");
        return string.Join(" and ", absent.Count == 0 ? silencing : silencing.Prepend($"nothing found for {Names(finding, absent, " and ")}"));
    }

    private static string Names(Finding finding, IEnumerable<CardInput> absent, string conjunction) => string.Join(conjunction, absent.Select(i => Absent(finding, i)));

    private static string Absent(Finding finding, CardInput input)
    {
        List<string> unfit = [.. finding.Inputs.Matching.PassedOver(finding.Card, input).Select(p => $"{Name(p.Fact)} {p.Why}")];
        return $"{Name(input)}{string.Concat(NotReceived(finding, input).Select(k => $"; {k} not received"))}){(unfit.Count > 0 ? $" [{string.Join(", ", unfit)}]" : "")}";
    }

    // Not knowing is not the same as none.
    private static IEnumerable<string> NotReceived(Finding finding, CardInput input) => input is { Draft: false, Type: { } type }
        ? finding.Inputs.Variables.Completeness.Inputs.Where((k, i) => k.State is InputState.Missing or InputState.Unreadable && KnownTypes.BelongsTo(i, type)).Select(k => k.Key)
        : [];

    // The parenthesis is left open for what else is to be said.
    private static string Name(CardInput input)
    {
        var (id, title) = (input.Concept.Id, input.Concept.ValueSet.Title);
        return $"input '{input.Id}' (value set {(title is null || title.Replace(' ', '-') == id ? id : $"{id}: {title}")}";
    }

    private static string Closed(Finding finding)
    {
        var gates = finding.Card.GateClass.Gates;
        var open = Gates.Levels.Where(g => FhirPath.Boolean(gates[g], finding.Context!) is true).ToList();
        return $"the {finding.Inputs.Gate} gate of class {finding.Card.GateClass.Name} is closed{(open.Count > 0 ? $" (open: {string.Join(", ", open)})" : "")}";
    }
}
