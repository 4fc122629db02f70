using System.Globalization;
using LegCramps.Knowledge.RxNorm;

namespace LegCramps.Service.Commands;

/// <summary><c>valuesets import</c>: what a release of RxNorm would change in the value sets, and with <c>--write</c> the change itself.</summary>
internal static class ImportValueSets
{
    public static int Run(string release, string folder, bool write, TimeProvider time, TextWriter output, TextWriter error)
    {
        var total = RxNormImport.Files.Where(f => File.Exists(Path.Combine(release, f.Name))).Sum(f => f.Times * new FileInfo(Path.Combine(release, f.Name)).Length);
        var progress = new ReadingProgress(ReadingProgress.Terminal(error), total);
        var import = RxNormImport.Compare(folder, name => File.Exists(Path.Combine(release, name)) ? progress.Open(Path.Combine(release, name)) : null);
        progress.Clear();
        var result = import.Result;
        foreach (var problem in result.Problems) output.WriteLine(problem);
        if (result.Problems.Count > 0) return 1;

        foreach (var line in result.Malformed) output.WriteLine($"{line} (passed over)");
        if (result.MalformedCount > result.Malformed.Count) output.WriteLine($"and {Text(result.MalformedCount - result.Malformed.Count)} more lines that could not be read");
        if (!result.NdcsRead) output.WriteLine("RXNSAT.RRF is not there: the products are listed without the number of their package codes (NDC).");
        foreach (var change in result.Changes) Print(change, output);
        var changed = result.Changes.Where(c => c.IsAny).ToArray();
        if (write)
        {
            foreach (var change in changed) import.Write(change, DateOnly.FromDateTime(time.GetLocalNow().DateTime));
        }

        output.WriteLine($"{Text(result.ConceptCount)} concepts and {Text(result.RelationCount)} relations read; {result.Changes.Count} value sets have an ingredient, {changed.Length} {(write ? "were changed" : "would change")}.");
        if (changed.Length > 0) output.WriteLine(write ? "Look at the difference, run 'cards test', then 'cards lock'." : "Nothing was written: add --write to do it.");
        return 0;
    }

    private static void Print(ValueSetChange change, TextWriter output)
    {
        if (!change.IsAny && change.Gone.Count + change.ByHand.Count + change.Suppressed.Count == 0) return;
        output.WriteLine($"{change.File} ({change.Title}, {change.Present} codes)");
        foreach (var added in change.Added) output.WriteLine($"  + {Line(added)}");
        foreach (var (now, old) in change.Renamed) output.WriteLine($"  ~ {Line(now)}; was: {old}");
        foreach (var gone in change.Gone) output.WriteLine($"  ? {Line(gone)}: not in this release of RxNorm; kept");
        foreach (var byHand in change.ByHand) output.WriteLine($"  ? {Line(byHand)}: no ingredient of this set leads to it; kept");
        foreach (var suppressed in change.Suppressed) output.WriteLine($"  . {Line(suppressed)}: suppressed in RxNorm; kept{(change.Remarked.Contains(suppressed.Code, StringComparer.Ordinal) ? " and marked" : "")}");
        foreach (var again in change.Remarked.Except(change.Suppressed.Select(s => s.Code), StringComparer.Ordinal)) output.WriteLine($"  . {again}: not suppressed any more; the mark goes");
        output.WriteLine();
    }

    private static string Line(RxNormCode code) =>
        $"{code.Code} {(code.Type.Length > 0 ? $"{code.Type} " : "")}{code.Display}{(code.Ndcs is > 0 and var ndcs ? $" [{Text(ndcs)} NDC]" : "")}";

    private static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
