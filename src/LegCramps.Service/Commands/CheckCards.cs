using LegCramps.Cases;
using LegCramps.Knowledge;
using LegCramps.Knowledge.Publishing;

namespace LegCramps.Service.Commands;

/// <summary><c>cards check</c>: is every file sound?</summary>
internal static class CheckCards
{
    public static int Run(string folder, TextWriter output)
    {
        var cards = CardFolder.Load(folder);
        var (cases, caseProblems) = CaseFiles.Load(folder);
        foreach (var note in cards.Notes) output.WriteLine($"{note.File}:{note.Line}: note: {note.Text}");
        // A folder without an index or a lock does without.
        var index = cards.Problems.Count == 0 && CardIndex.IsThere(folder) ? CardIndex.Check(folder) : [];
        var locked = CardLock.IsThere(folder) ? CardLock.Check(folder) : [];
        CardProblem[] problems = [.. cards.Problems, .. caseProblems, .. index, .. locked];
        foreach (var problem in problems) output.WriteLine(problem);
        output.WriteLine(cards.Knowledge is { } knowledge && problems.Length == 0
            ? $"{knowledge.Cards.Count} cards, {knowledge.Concepts.Count} value sets, {cases.Count} cases: no problem in {folder}"
            : $"{problems.Length} problems in {folder}");
        return problems.Length == 0 ? 0 : 1;
    }
}
