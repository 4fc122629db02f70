namespace LegCramps.Service.Tests.Corpus;

/// <summary>A copy of the cards whose gate reports every contributor, so that recognition is measured and not the alert policy.</summary>
internal static class EveryContributor
{
    private static readonly string[] Wider =
    [
        "conjugated-estrogens", "naproxen", "potassium-sparing-diuretic", "thiazide-diuretic", "arterial-disease",
        "venous-disease", "lumbar-stenosis", "metabolic-myopathy", "thyroid-disease", "electrolyte-disturbance",
    ];

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
            .Replace("wider: []", $"wider: [{string.Join(", ", Wider)}]")
            .Replace("broad: '%symptom.exists() or %core.exists() or %wider.count() >= 2'", "broad: '%symptom.exists() or %core.exists() or %wider.exists()'"));
        Edit(Path.Combine(folder, "value-sets", "contributor.yaml"), text =>
            text + string.Concat(Wider.Select(w => $"    - valueSet: [ https://legcramps.org/fhir/ValueSet/{w} ]\n")));
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
