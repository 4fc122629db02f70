using System.Text;
using System.Text.Json.Nodes;
using LegCramps.Knowledge.Loading;

namespace LegCramps.Knowledge.Publishing;

/// <summary>The table of cards in the README of the card folder, made from the PlanDefinitions.</summary>
public static class CardIndex
{
    public const string File = "README.md";
    public const string Begin = "<!-- cards index: begin, written by 'cards index' -->";
    public const string End = "<!-- cards index: end -->";

    /// <summary>True when the README has a place for the table.</summary>
    public static bool IsThere(string folder) => Place(folder) is not null;

    /// <summary>Empty when the table is what the cards say.</summary>
    public static IReadOnlyList<CardProblem> Check(string folder)
    {
        var problems = new Problems();
        if (Place(folder) is not { } place) problems.Add(File, 1, $"there is no place for the table: write the lines {Begin} and {End} where it should stand");
        else if (place.Table != Table(folder)) problems.Add(File, place.Line, "the table of cards is not what the cards say: run 'cards index'");
        return problems.Errors;
    }

    public static IReadOnlyList<CardProblem> Write(string folder)
    {
        if (Place(folder) is not { } place) return Check(folder);
        System.IO.File.WriteAllText(Path.Combine(folder, File), place.Before + Table(folder) + place.After);
        return [];
    }

    public static string Table(string folder)
    {
        var contents = new FolderContents(folder, new Problems());
        var order = contents.Read(FolderContents.Gates)?.Root.Items("order").Select(o => o.ToString()).ToList() ?? [];
        var plans = contents.CardFolders.Select(c => (Folder: c, Plan: contents.Read($"{c}/{FolderContents.Plan}")?.Root)).Where(c => c.Plan is not null)
            .OrderBy(c => order.IndexOf(c.Plan.Text("id") ?? "") is var at and >= 0 ? at : int.MaxValue).ThenBy(c => c.Folder, StringComparer.Ordinal);
        var table = new StringBuilder("\n| Rule | Folder | Opens at | Gate class | Evidence | Status | Version | Shown when |\n|---|---|---|---|---|---|---|---|\n");
        foreach (var (folderName, plan) in plans)
        {
            string?[] cells = [plan.Text("id"), $"`{folderName}`", Hooks(plan), Extension(plan, PlanFile.GateClassUrl).Text("valueCode"), Evidence(plan), plan.Text("status"), plan.Text("version"), FirstSentence(plan.Text("description"))];
            table.Append("| ").AppendJoin(" | ", cells.Select(c => (c ?? "").Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
        }

        return table.Append('\n').ToString();
    }

    private static string Hooks(JsonNode? plan) =>
        string.Join(", ", plan.Items("action").Take(1).SelectMany(a => a.Items("trigger")).Select(t => t.Text("name")).OfType<string>());

    private static string? Evidence(JsonNode? plan) =>
        Extension(plan, CardDefinition.StrengthUrl).Member("valueCodeableConcept").Items("coding").FirstOrDefault().Text("code");

    private static JsonNode? Extension(JsonNode? plan, string url) => plan.Items("extension").FirstOrDefault(e => e.Text("url") == url);

    private static string FirstSentence(string? description)
    {
        var text = string.Join(' ', (description ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var end = text.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? text : text[..(end + 1)];
    }

    private static (string Before, string Table, string After, int Line)? Place(string folder)
    {
        var path = Path.Combine(folder, File);
        if (!System.IO.File.Exists(path)) return null;
        var text = System.IO.File.ReadAllText(path).ReplaceLineEndings("\n");
        var begin = text.IndexOf(Begin + "\n", StringComparison.Ordinal);
        var start = begin + Begin.Length + 1;
        var end = begin < 0 ? -1 : text.IndexOf(End, start, StringComparison.Ordinal);
        return end < 0 ? null : (text[..start], text[start..end], text[end..], text.AsSpan(0, begin).Count('\n') + 1);
    }
}
