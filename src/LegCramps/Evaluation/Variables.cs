using Hl7.Fhir.Model;
using Hl7.Fhir.Utility;
using Hl7.FhirPath;
using LegCramps.Facts;
using LegCramps.Knowledge;

namespace LegCramps.Evaluation;

/// <summary>The documented FHIRPath variables of one request.</summary>
internal sealed class Variables(KnowledgeBase knowledge, Chart chart, CurrentFacts current, Situation situation, int unreadableResults)
{
    private readonly Dictionary<Fact, PocoNode> nodes = new(ReferenceEqualityComparer.Instance);
    private Dictionary<string, IEnumerable<PocoNode>>? common;

    public Completeness Completeness => chart.Completeness;

    /// <summary>The variables of one card: its inputs, and what every card may name.</summary>
    public EvaluationContext For(CardDefinition card, IReadOnlyDictionary<string, IReadOnlyList<Fact>> matches, IReadOnlySet<Concept> drafted)
    {
        common ??= Common();
        var environment = new Dictionary<string, IEnumerable<PocoNode>>(common, StringComparer.Ordinal)
        {
            ["plan"] = [card.Plan.ToPocoNode()],
            ["other"] = Nodes(knowledge.Gates.Core.Concat(knowledge.Gates.Wider).Where(c => IsPresent(c) && !drafted.Contains(c))),
        };
        foreach (var (id, facts) in matches) environment[id] = [.. facts.Select(Node)];
        return new EvaluationContext { Environment = environment };
    }

    private Dictionary<string, IEnumerable<PocoNode>> Common() => new(StringComparer.Ordinal)
    {
        ["symptom"] = Nodes(IsPresent(knowledge.Gates.Symptom) ? [knowledge.Gates.Symptom] : []),
        ["core"] = Nodes(knowledge.Gates.Core.Where(IsPresent)),
        ["wider"] = Nodes(knowledge.Gates.Wider.Where(IsPresent)),
        ["patientId"] = [new FhirString(chart.PatientId).ToPocoNode()],
        ["today"] = [new Date(situation.Today.Year, situation.Today.Month, situation.Today.Day).ToPocoNode()],
        ["jurisdiction"] = [new FhirString(situation.Jurisdiction).ToPocoNode()],
        ["notReceived"] = [.. chart.Completeness.Inputs.Where(i => i.State is InputState.Missing or InputState.Unreadable).Select(i => new FhirString(i.Key).ToPocoNode())],
        ["unreadableResults"] = [new Integer(unreadableResults).ToPocoNode()],
        ["patient"] = [new Patient
        {
            Id = chart.PatientId,
            BirthDate = chart.BirthDate?.Text,
            Gender = EnumUtility.ParseLiteral<AdministrativeGender>(chart.Gender),
        }.ToPocoNode()],
    };

    private bool IsPresent(Concept concept) => current.Of(concept).Any();

    private PocoNode Node(Fact fact) => nodes.TryGetValue(fact, out var node) ? node : nodes[fact] = TypedFacts.Node(fact);

    private static PocoNode[] Nodes(IEnumerable<Concept> concepts) => [.. concepts.Select(c => c.ValueSet.ToPocoNode())];
}
