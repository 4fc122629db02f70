using LegCramps.Facts;
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
        if (ways.Count > 0) return string.Join(", or ", ways.Select(inputs => string.Join(" and ", inputs.Select(i => Missed(finding, i)))));
        return finding.Cause == Cause.NothingFound
            ? string.Join(" and ", finding.Card.Inputs.Where(i => i.Needed).Select(i => Missed(finding, i)))
            : "its condition is not met by what was found";
    }

    private static string Missed(Finding finding, CardInput input)
    {
        var found = finding.Inputs[input];
        if (found.Count > 0) return $"silenced by {Name(input)}: {string.Join(", ", found.Select(Name))}";
        List<string> unfit = [.. finding.Inputs.Matching.PassedOver(finding.Card, input).Select(p => $"{Name(p.Fact)} {p.Why}")];
        return $"nothing found for {Name(input)}{(unfit.Count > 0 ? $" ({string.Join(", ", unfit)})" : "")}";
    }

    private static string Name(CardInput input)
    {
        var (id, title) = (input.Concept.Id, input.Concept.ValueSet.Title);
        var set = title is null || title.Replace(' ', '-') == id ? id : $"{id}: {title}";
        return $"input '{input.Id}' (value set {set})";
    }

    private static string Closed(Finding finding)
    {
        var gates = finding.Card.GateClass.Gates;
        var open = Gates.Levels.Where(g => FhirPath.Boolean(gates[g], finding.Context!) is true).ToList();
        return $"the {finding.Inputs.Gate} gate of class {finding.Card.GateClass.Name} is closed{(open.Count > 0 ? $" (open: {string.Join(", ", open)})" : "")}";
    }
}
