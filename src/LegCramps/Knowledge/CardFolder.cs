using LegCramps.Knowledge.Loading;

namespace LegCramps.Knowledge;

/// <summary>Reads the card folder: checked whole, frozen when good, every problem at once when not.</summary>
public static class CardFolder
{
    public static CardFolderResult Load(string path)
    {
        var problems = new Problems();
        if (!Directory.Exists(path))
        {
            problems.Add(".", 1, $"there is no card folder '{path}'");
            return new CardFolderResult { Problems = problems.Errors, Notes = [] };
        }

        var folder = new FolderContents(path, problems);
        var systems = CodeSystemsFile.Load(folder, problems);
        var concepts = Concepts.Load(folder, systems, problems);
        var (overrideReasons, codes) = OverrideReasonsFile.Load(folder, problems);
        var wording = WordingFile.Load(folder, problems);
        var gates = GatesFile.Load(folder, concepts, problems);
        var (defaultDays, currency) = CurrencyFile.Load(folder, concepts, problems);
        var labs = LabsFile.Load(folder, concepts, problems);
        var attributes = SourceAttributesFile.Load(folder, concepts, problems);
        var cards = Cards.Load(folder, gates, concepts, codes, problems);
        concepts.NoteUnused(problems);
        if (problems.Count > 0) return new CardFolderResult { Problems = problems.Errors, Notes = problems.Notes };

        var index = concepts.Index(systems, problems);
        return new CardFolderResult
        {
            Problems = [],
            Notes = problems.Notes,
            Knowledge = new KnowledgeBase
            {
                Cards = cards,
                Concepts = concepts.All,
                CodeSystems = systems,
                Terminology = index,
                Gates = gates!.Gates!,
                Currency = currency,
                DefaultWithoutClinicalStatusDays = defaultDays,
                Labs = labs,
                Wording = wording!,
                OverrideReasons = overrideReasons!,
                SourceAttributes = attributes!,
            },
        };
    }
}
