using System.Globalization;
using System.Text.Json;
using LegCramps.Facts.Coverage;
using LegCramps.Knowledge;

namespace LegCramps.Service.Commands;

/// <summary><c>valuesets coverage</c>: the codes of a site's own records that no value set recognizes.</summary>
internal static class CoverValueSets
{
    private const int MostLines = 100;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static int Run(string data, string folder, bool json, TextWriter output, TextWriter error)
    {
        var cards = CardFolder.Load(folder);
        foreach (var problem in cards.Problems) output.WriteLine(problem);
        if (cards.Knowledge is not { } knowledge) return 1;
        var files = Files(data);
        if (files.Length == 0)
        {
            output.WriteLine($"There is no .json or .ndjson file in '{data}'.");
            return 1;
        }

        var coverage = new CodeCoverage(knowledge.Terminology);
        var progress = new ReadingProgress(ReadingProgress.Terminal(error), files.Sum(f => new FileInfo(f).Length));
        foreach (var file in files)
        {
            using var stream = progress.Open(file);
            if (Path.GetExtension(file).Equals(".ndjson", StringComparison.OrdinalIgnoreCase)) coverage.ReadLines(stream, file);
            else coverage.ReadDocument(stream, file);
        }

        progress.Clear();
        var report = coverage.Report();
        if (json) output.WriteLine(JsonSerializer.Serialize(report, Json));
        else Print(report, files.Length, output);
        return report.Problems.Count == 0 ? 0 : 1;
    }

    private static string[] Files(string data) =>
        File.Exists(data) ? [data]
        : Directory.Exists(data) ? [.. Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f).ToLowerInvariant() is ".json" or ".ndjson").Order(StringComparer.Ordinal)]
        : [];

    private static void Print(CodeCoverageReport report, int files, TextWriter output)
    {
        foreach (var problem in report.Problems) output.WriteLine(problem);
        var recognized = report.Systems.Sum(s => s.Recognized);
        var unrecognized = report.Systems.Sum(s => s.Unrecognized);
        output.WriteLine($"{Text(report.Records)} medications, conditions and lab results in {files} files, {Text(report.RecordsWithoutCode)} of them without a code of their own.");
        output.WriteLine($"{Text(recognized + unrecognized)} codings: {Text(recognized)} recognized, {Text(unrecognized)} not.");
        output.WriteLine();
        output.WriteLine("recognized         not  code system");
        foreach (var system in report.Systems) output.WriteLine($"{Text(system.Recognized),10}  {Text(system.Unrecognized),10}  {Name(system.System)}{(system.IsKnown ? "" : "  (not known: not in code-systems.yaml)")}");
        if (report.Unrecognized.Count == 0) return;
        output.WriteLine();
        output.WriteLine("Not recognized, most frequent first. Most of it will be none of our business.");
        foreach (var code in report.Unrecognized.Take(MostLines)) output.WriteLine($"{Text(code.Count),10}  {code.Type}  {Name(code.System)}  {code.Code}  {code.Display}");
        if (report.Unrecognized.Count > MostLines) output.WriteLine($"and {Text(report.Unrecognized.Count - MostLines)} more codes: --json lists all of them.");
    }

    private static string Name(string system) => system.Length == 0 ? "(no system)" : system;

    private static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
