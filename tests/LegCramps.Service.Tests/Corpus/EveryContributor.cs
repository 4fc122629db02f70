namespace LegCramps.Service.Tests.Corpus;

/// <summary>A copy of the cards whose gate reports every contributor, so that recognition is measured and not the alert policy.</summary>
internal static class EveryContributor
{
    public static string CopyTo(string folder)
    {
        var cards = Repository.File("cards");
        foreach (var file in Directory.EnumerateFiles(cards, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(cards, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        Edit(Path.Combine(folder, "gates.yaml"), text => text
            .Replace("broad: '%symptom.exists() or %core.exists() or %wider.count() >= 2'", "broad: '%symptom.exists() or %core.exists() or %wider.exists()'")
            .Replace("broad: '%symptom.exists() or %other.exists()'", "broad: 'true'"));
        // A changed gate is what the lock is there to notice.
        File.Delete(Path.Combine(folder, "cards.lock.yaml"));
        return folder;
    }

    private static void Edit(string file, Func<string, string> edit)
    {
        var before = File.ReadAllText(file);
        var after = edit(before);
        after.Should().NotBe(before, "the test gate must differ from the shipped one");
        File.WriteAllText(file, after);
    }
}
