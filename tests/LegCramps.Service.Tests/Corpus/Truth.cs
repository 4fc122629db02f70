namespace LegCramps.Service.Tests.Corpus;

/// <summary>The truth table of the shared data: which concepts are plainly in a request, by hook and hookInstance.</summary>
internal static class Truth
{
    private static readonly Dictionary<string, string> Concepts = new()
    {
        ["conj_estrogens"] = "conjugated-estrogens",
        ["vascular_disease"] = "arterial-disease",
        ["thyroid"] = "thyroid-disease",
        ["myopathy"] = "metabolic-myopathy",
    };

    /// <summary>For each request the concepts of the chart (or, for drafts, of the draft) with their tier.</summary>
    public static Dictionary<string, Dictionary<string, string>> Read()
    {
        var lines = File.ReadAllLines(Path.Combine(SharedFactAttribute.Folder, "data", "truth.csv"));
        var header = lines[0].Split(',');
        return lines.Skip(1).Where(l => l.Contains(".ndjson,")).Select(l => l.Split(',')).ToDictionary(
            row => $"{row[2]} {row[1]}",
            row => header.Select((name, i) => (name, value: row[i])).Where(c => c.name.Contains('.')).ToDictionary(c => Name(c.name), c => c.value));
    }

    // med.beta_agonist -> med beta-agonist
    private static string Name(string column)
    {
        var (kind, group) = (column.Split('.')[0], column.Split('.')[1]);
        return $"{kind} {Concepts.GetValueOrDefault(group, group.Replace('_', '-'))}";
    }
}
