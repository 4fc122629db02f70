using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Hl7.Fhir.Model;
using LegCramps.Knowledge.Expressions;

namespace LegCramps.Knowledge.Loading;

/// <summary>Reads plandefinition.yaml: a FHIR PlanDefinition of type eca-rule with one action.</summary>
internal sealed record PlanFile
{
    public const string GateClassUrl = Artifact.Ours + "/StructureDefinition/gate-class";

    public required YamlFile File { get; init; }

    public required PlanDefinition? Plan { get; init; }

    public required string? GateClass { get; init; }

    public required IReadOnlySet<string> Hooks { get; init; }

    public required IReadOnlyList<CardInput> Inputs { get; init; }

    /// <summary>Null when it has problems.</summary>
    public required string? Condition { get; init; }

    /// <summary>Variables that the condition names.</summary>
    public required IReadOnlySet<string> Used { get; init; }

    /// <summary>What the condition and the tokens of the card may name: all inputs, even those with problems.</summary>
    public required IReadOnlyDictionary<string, Focus> Variables { get; init; }

    public static PlanFile Load(YamlFile file, string cardFolder, GatesFile? gates, Concepts concepts, Problems problems)
    {
        var root = file.Root;
        var plan = FhirFile.Load<PlanDefinition>(file, problems);
        var id = root.Text("id") ?? "";
        Artifact.Check(file, problems, "PlanDefinition", id);
        Artifact.Require(file, problems, "name", "title", "description", "usage");
        PlanChecks.Check(file, cardFolder, id, gates, problems);
        if (root.Items("action").Skip(1).FirstOrDefault() is { } second) problems.Add(file, second, "a card has one action");
        var action = root.Items("action").FirstOrDefault();
        if (action is null) problems.Add(file, root, "a card needs an action");

        var hooks = PlanChecks.Hooks(file, action, problems);
        var places = InputsOf(action).ToArray();
        var reader = new InputReader(file, concepts, problems);
        var inputs = places.Select(p => (p.Node, Input: reader.Read(p.Node, p.Needed))).ToArray();
        foreach (var (node, _) in inputs.Where(i => i.Input is { Draft: true, Needed: true } && hooks.Contains("patient-view", StringComparer.Ordinal)))
            problems.Add(file, node, "no order is drafted when the hook is patient-view");
        var variables = Expressions.Variables.With(places.Select(p => (p.Node.Text("id") ?? "", TypeOf(p.Node))));
        var (condition, used) = ConditionOf(file, action, variables, problems);
        return new PlanFile
        {
            File = file,
            Plan = plan,
            GateClass = PlanChecks.Extension(file, GateClassUrl, problems)?.Text("valueCode"),
            Hooks = hooks.ToFrozenSet(StringComparer.Ordinal),
            Inputs = [.. inputs.Select(i => i.Input).OfType<CardInput>()],
            Condition = condition,
            Used = used,
            Variables = variables,
        };

        IEnumerable<(JsonNode Node, bool Needed)> InputsOf(JsonNode? action)
        {
            foreach (var input in action.Items("input")) yield return (input, true);
            foreach (var nested in action.Items("action"))
            {
                foreach (var other in (nested as JsonObject ?? []).Where(m => m.Key is not ("title" or "description" or "input")))
                    problems.Add(file, other.Value, $"'{other.Key}' has no meaning here; a nested action has a title and inputs");
                foreach (var input in nested.Items("input")) yield return (input, false);
            }
        }
    }

    /// <summary>An input that no expression names is a slip: nothing would change without it.</summary>
    public void CheckUse(IReadOnlySet<string> usedByCard, Problems problems)
    {
        foreach (var input in Inputs.Where(i => !Used.Contains(i.Id) && (i.Needed || !usedByCard.Contains(i.Id))))
        {
            var place = File.Root.Items("action").SelectMany(a => a.Items("input").Concat(a.Items("action").SelectMany(n => n.Items("input")))).FirstOrDefault(n => n.Text("id") == input.Id);
            problems.Add(File, place, input.Needed ? $"the condition does not name %{input.Id}" : $"nothing names %{input.Id}");
        }
    }

    /// <summary>Checks the extension that says how strong the evidence is.</summary>
    public void CheckStrength(Problems problems)
    {
        if (PlanChecks.Extension(File, CardDefinition.StrengthUrl, problems) is not { } strength) return;
        if (strength.Member("valueCodeableConcept").Items("coding").FirstOrDefault() is not { } coding || coding.Text("code") is null || coding.Text("display") is null)
            problems.Add(File, strength, "the strength of the recommendation needs a coding with code and display");
    }

    private static Focus TypeOf(JsonNode input) => input.Text("type") switch
    {
        "Resource" => Focus.Of(Expressions.Variables.FactTypes) with { IsFact = true, IsMany = true },
        { } type when Expressions.Variables.FactTypes.Contains(type, StringComparer.Ordinal) => Focus.Of(type) with { IsFact = true, IsMany = true },
        _ => Focus.Unknown with { IsMany = true },
    };

    private static (string? Condition, IReadOnlySet<string> Used) ConditionOf(YamlFile file, JsonNode? action, IReadOnlyDictionary<string, Focus> variables, Problems problems)
    {
        var nothing = FrozenSet<string>.Empty;
        if (action is null) return (null, nothing);
        if (action.Items("condition").ToArray() is not [{ } condition])
        {
            problems.Add(file, action.Member("condition") ?? action, "an action needs exactly one condition");
            return (null, nothing);
        }

        if (condition.Text("kind") != "applicability") problems.Add(file, condition, "the kind of the condition must be applicability");
        var expression = condition.Member("expression");
        if (expression.Text("language") != "text/fhirpath") problems.Add(file, expression ?? condition, "the language of the condition must be text/fhirpath");
        if (expression.Text("expression") is not { } text)
        {
            problems.Add(file, expression ?? condition, "the condition has no expression");
            return (null, nothing);
        }

        var findings = Tokens.Condition(file, text, file.Line(expression.Member("expression")), variables, problems);
        return (findings.Problems.Count == 0 ? text : null, findings.Used);
    }
}
