using System.Numerics;
using Hl7.Fhir.Model;
using Hl7.FhirPath;
using LegCramps.Facts;
using LegCramps.Knowledge;

namespace LegCramps.Evaluation;

/// <summary>What would have to be different for the condition of a card to be met.</summary>
internal static class Counterfactual
{
    // The sets to try double with every input; cards have a handful.
    private const int MostInputs = 10;

    /// <summary>
    /// The smallest sets of needed inputs which, had those that found something found nothing and the others something, meet the condition.
    /// Empty when it takes more than presence and absence, such as another value.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<CardInput>> Of(Finding finding)
    {
        CardInput[] needed = [.. finding.Card.Inputs.Where(i => i.Needed)];
        if (needed.Length > MostInputs) return [];
        var context = finding.Context ?? finding.Inputs.Variables.For(finding.Card, finding.Inputs.Found, new HashSet<Concept>());
        var standIns = needed.Select(StandIn).ToList();
        return [.. Enumerable.Range(1, (1 << needed.Length) - 1).GroupBy(s => BitOperations.PopCount((uint)s)).OrderBy(g => g.Key)
            .Select(sets => sets.Where(IsMet).Select(s => (IReadOnlyList<CardInput>)[.. needed.Where((_, i) => IsIn(s, i))]).ToList())
            .FirstOrDefault(sets => sets.Count > 0) ?? []];

        bool IsMet(int changed)
        {
            var environment = new Dictionary<string, IEnumerable<PocoNode>>(context.Environment, StringComparer.Ordinal);
            for (var i = 0; i < needed.Length; i++)
            {
                if (IsIn(changed, i)) environment[needed[i].Id] = finding.Inputs[needed[i]].Count > 0 ? [] : [standIns[i]];
            }

            try
            {
                return FhirPath.Boolean(finding.Card.Condition, new EvaluationContext { Environment = environment }) is true;
            }
            catch (Exception)
            {
                // A record that was made up for the question need not have what the expression asks of it.
                return false;
            }
        }
    }

    private static bool IsIn(int set, int index) => (set & (1 << index)) != 0;

    private static PocoNode StandIn(CardInput input) => TypedFacts.Node(new Fact { Type = input.Type ?? ResourceType.Condition, Concepts = [input.Concept.Index], Codings = [] });
}
