using Hl7.Fhir.Model;

namespace LegCramps.Knowledge.Loading;

/// <summary>Reads the folders that hold a card each.</summary>
internal static class Cards
{
    /// <summary>The cards without problems that are not retired, in rule order.</summary>
    public static IReadOnlyList<CardDefinition> Load(FolderContents folder, GatesFile? gates, Concepts concepts, IReadOnlySet<string> reasons, Problems problems)
    {
        var cards = new List<CardDefinition>();
        foreach (var name in folder.CardFolders)
        {
            if (folder.Read($"{name}/{FolderContents.Plan}") is not { Root: not null } planFile) continue;
            var plan = PlanFile.Load(planFile, name, gates, concepts, problems);
            plan.CheckStrength(problems);
            if (gates is not null && plan.GateClass is { } named && !gates.Classes.Contains(named, StringComparer.Ordinal)) problems.Add(planFile, planFile.Root.Member("extension"), $"'{named}' is no class of {FolderContents.Gates}");
            if (folder.Read($"{name}/{FolderContents.Card}") is not { Root: not null } cardFile) continue;
            var (template, used) = CardFile.Load(cardFile, plan.Variables, reasons, problems);
            plan.CheckUse(used, problems);
            if (Define(plan, template, gates) is { } card) cards.Add(card);
        }

        foreach (var missing in gates?.Order.Where(o => !folder.CardFolders.Contains(o.ToLowerInvariant(), StringComparer.Ordinal)) ?? []) problems.Add(gates!.File, gates.File.Root.Member("order"), $"'{missing}' has no card folder");
        return [.. cards.Where(c => c.Plan.Status is not PublicationStatus.Retired).OrderBy(c => gates!.Order.ToList().IndexOf(c.Id))];
    }

    private static CardDefinition? Define(PlanFile plan, CardTemplate? template, GatesFile? gates)
    {
        if (plan is not { Plan: { } definition, Condition: { } condition, GateClass: { } gateClass } || template is null) return null;
        if (gates?.Gates?.Classes.TryGetValue(gateClass, out var gate) is not true) return null;
        return new CardDefinition
        {
            Plan = definition,
            Hooks = plan.Hooks,
            GateClass = gate,
            Inputs = plan.Inputs,
            Condition = FhirPath.Compile(condition),
            Template = template,
        };
    }
}
