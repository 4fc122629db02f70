using LegCramps.Cases;
using LegCramps.Knowledge;

namespace LegCramps.Service.Commands;

/// <summary><c>cards test</c>: does every case get its verdict, and is every input needed?</summary>
internal static class TestCards
{
    public static int Run(string folder, TextWriter output)
    {
        var cards = CardFolder.Load(folder);
        var (cases, caseProblems) = CaseFiles.Load(folder);
        CardProblem[] problems = [.. cards.Problems, .. caseProblems];
        foreach (var problem in problems) output.WriteLine(problem);
        if (cards.Knowledge is not { } knowledge || problems.Length > 0)
        {
            output.WriteLine($"{problems.Length} problems in {folder}: no case was run.");
            return 1;
        }

        var runner = new CaseRunner(knowledge);
        var failed = 0;
        foreach (var situation in cases.Where(runner.IsAlive))
        {
            var failures = runner.Run(situation);
            foreach (var failure in failures) output.WriteLine(failure);
            failed += failures.Count > 0 ? 1 : 0;
        }

        output.WriteLine($"{cases.Count(runner.IsAlive) - failed} cases passed, {failed} failed");
        return failed == 0 ? 0 : 1;
    }
}
