using LegCramps.Knowledge;
using LegCramps.Knowledge.Publishing;

namespace LegCramps.Service.Commands;

/// <summary>What makes and proves the index, the lock and the Bundle of a card folder.</summary>
internal static class PublishCards
{
    /// <summary><c>cards index</c>: the table of cards in the README of the folder.</summary>
    public static int Index(string folder, bool check, TextWriter output) =>
        !Directory.Exists(folder) ? Refuse($"There is no card folder '{folder}'.", output)
        : Say(check ? CardIndex.Check(folder) : CardIndex.Write(folder), $"{CardIndex.File} {(check ? "has" : "now has")} the table of the cards in {folder}", output);

    /// <summary><c>cards lock</c>: what changed needs a new version.</summary>
    public static int Lock(string folder, bool check, TextWriter output) =>
        !Directory.Exists(folder) ? Refuse($"There is no card folder '{folder}'.", output)
        : Say(check ? CardLock.Check(folder) : CardLock.Write(folder), $"{CardLock.File} {(check ? "agrees" : "now agrees")} with {folder}", output);

    /// <summary><c>cards export</c>: the folder as one FHIR Bundle.</summary>
    public static int Export(string folder, string? file, TextWriter output)
    {
        var cards = CardFolder.Load(folder);
        if (cards.Problems.Count > 0) return Say(cards.Problems, "", output);
        var bundle = CardBundle.Export(folder);
        if (file is null)
        {
            output.WriteLine(bundle);
            return 0;
        }

        File.WriteAllText(file, bundle + "\n");
        output.WriteLine($"{cards.Knowledge!.Cards.Count} cards and {cards.Knowledge.Concepts.Count} value sets are in {file}");
        return 0;
    }

    /// <summary><c>cards import</c>: a Bundle as a new card folder.</summary>
    public static int Import(string bundle, string folder, TextWriter output)
    {
        if (!File.Exists(bundle)) return Refuse($"There is no file '{bundle}'.", output);
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()) return Refuse($"'{folder}' is not empty: a Bundle is written into a new folder.", output);
        var (files, problems) = CardBundleFiles.Read(File.ReadAllText(bundle));
        foreach (var problem in problems) output.WriteLine($"{bundle}: {problem}");
        if (problems.Count > 0) return 1;
        foreach (var (name, text) in files)
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        output.WriteLine($"{files.Count} files were written into {folder}. Run 'cards check' and 'cards test' on it, then 'cards lock'.");
        return 0;
    }

    private static int Refuse(string why, TextWriter output)
    {
        output.WriteLine(why);
        return 1;
    }

    private static int Say(IReadOnlyList<CardProblem> problems, string good, TextWriter output)
    {
        foreach (var problem in problems) output.WriteLine(problem);
        if (problems.Count == 0) output.WriteLine(good);
        return problems.Count == 0 ? 0 : 1;
    }
}
