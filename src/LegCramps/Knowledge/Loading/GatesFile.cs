using Hl7.FhirPath;
using LegCramps.Knowledge.Expressions;

namespace LegCramps.Knowledge.Loading;

/// <summary>Reads gates.yaml: who contributes, the order of the rules, when a class of card is worth an interruption.</summary>
internal sealed record GatesFile
{
    // The set behind the merged card; gates.yaml stays the one place that says who contributes.
    private const string ContributorSet = "contributor";

    public required YamlFile File { get; init; }

    /// <summary>Null when something in the file is missing.</summary>
    public required Gates? Gates { get; init; }

    /// <summary>Names of the classes, complete or not.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>Rule ids in order.</summary>
    public required IReadOnlyList<string> Order { get; init; }

    public static GatesFile? Load(FolderContents folder, Concepts concepts, Problems problems)
    {
        if (folder.Read(FolderContents.Gates) is not { Root: not null } file) return null;
        var root = new Section(file, file.Root, problems, "symptom", "contributors", "order", "classes");
        root.Require("contributors", "order", "classes");
        var contributors = root.Child("contributors", "core", "wider");
        var core = Contributors("core");
        var wider = Contributors("wider");
        foreach (var twice in core.Concat(wider).GroupBy(c => c.Index).Where(g => g.Count() > 1)) contributors!.Problem(null, $"'{twice.First().Id}' is there twice");
        CheckContributorSet([.. core, .. wider]);
        var symptom = concepts.Named(root, "symptom", root.Text("symptom"));
        var order = root.Texts("order");
        foreach (var twice in order.GroupBy(o => o, StringComparer.Ordinal).Where(g => g.Count() > 1)) root.Problem("order", $"'{twice.Key}' is there twice");
        var classes = root.Child("classes");
        var read = (classes?.Names ?? []).Select(name => Class(name, classes!)).OfType<GateClass>().ToDictionary(c => c.Name, StringComparer.Ordinal);
        return new GatesFile
        {
            File = file,
            Order = order,
            Classes = [.. classes?.Names ?? []],
            Gates = symptom is null ? null : new Gates { Symptom = symptom, Core = core, Wider = wider, Classes = read },
        };

        Concept[] Contributors(string name)
        {
            Concept[] found = [.. (contributors?.Texts(name) ?? []).Select(id => concepts.Named(contributors!, name, id)).OfType<Concept>()];
            foreach (var concept in found.Where(c => string.IsNullOrWhiteSpace(concepts.FileOf(c).File.Root.Text("purpose"))))
                problems.Add(concepts.FileOf(concept).File, null, "a contributor needs a 'purpose': the line that the merged card prints for it");
            return found;
        }

        GateClass? Class(string name, Section all)
        {
            var section = all.Child(name, [.. Knowledge.Gates.Levels, "newExposure"])!;
            var gates = new Dictionary<string, CompiledExpression>(StringComparer.Ordinal);
            var expressions = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var gate in Knowledge.Gates.Levels)
            {
                // A gate that is always open is written true, which YAML does not take for text.
                var text = section.IsFlag(gate) ? section.Flag(gate) is true ? "true" : "false" : section.Text(gate);
                if (text is null || Tokens.Condition(file, text, section.Line(gate), Variables.Gates, problems).Problems.Count > 0) continue;
                gates[gate] = FhirPath.Compile(text);
                expressions[gate] = text;
            }

            return new GateClass { Name = name, NewExposure = section.Flag("newExposure") ?? false, Gates = gates, Expressions = expressions };
        }

        void CheckContributorSet(IReadOnlyCollection<Concept> contributing)
        {
            if (concepts.Use(ContributorSet) is not { } set) return;
            var setFile = concepts.FileOf(set);
            var composed = setFile.Composed.Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
            foreach (var absent in contributing.Where(c => !composed.Contains(c.Id))) problems.Add(setFile.File, setFile.File.Root.Member("compose"), $"'{absent.Id}' is a contributor of {file.Name} and missing here");
            foreach (var (id, place) in setFile.Composed.Where(c => contributing.All(n => n.Id != c.Id))) problems.Add(setFile.File, place, $"'{id}' is no contributor of {file.Name}");
        }
    }
}
