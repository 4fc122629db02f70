using System.Globalization;
using System.Text.RegularExpressions;
using LegCramps.Knowledge;

namespace LegCramps.Service.Commands;

/// <summary><c>cards new</c>: starts the folder of a new card; what is left to do is what <c>cards check</c> then says.</summary>
internal static partial class NewCard
{
    private const string Gates = "gates.yaml";

    public static int Run(string id, string folder, TimeProvider time, TextWriter output)
    {
        if (!RuleId.IsMatch(id)) return Refuse($"'{id}' is no rule id: capital letters, digits and hyphens, such as LC-NEW01");
        var name = id.ToLowerInvariant();
        var target = Path.Combine(folder, name);
        if (Directory.Exists(target)) return Refuse($"{target} is there already; rule ids never return");
        var cards = CardFolder.Load(folder);
        if (cards.Knowledge is not { } knowledge) return Refuse($"{folder} has {cards.Problems.Count} problems: make 'cards check' pass first");
        var path = Path.Combine(folder, Gates);
        if (InOrder(File.ReadAllText(path), id) is not { } gates) return Refuse($"the 'order' of {path} is not a list with one rule on each line");

        var files = new CardSkeleton(id, knowledge, time.GetLocalNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).Files();
        foreach (var (file, text) in files)
        {
            var full = Path.Combine(target, file);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, text);
            output.WriteLine($"{name}/{file}");
        }

        File.WriteAllText(path, gates);
        output.WriteLine($"{Gates} (the rule stands last in the order)");
        output.WriteLine();
        output.WriteLine("What to do next:");
        output.WriteLine($"1. In {name}/plandefinition.yaml choose the trigger, the inputs and the gate class, and write what is blank.");
        output.WriteLine($"2. Write {name}/card.yaml: the summary is the decision, in fewer than 140 characters.");
        output.WriteLine($"3. Tell the stories in {name}/cases, and add a case for every way to be wrong.");
        output.WriteLine($"4. Move {id} in {Gates} to where it belongs.");
        output.WriteLine("5. Run 'cards check' until it has nothing to say, then 'cards test'. The card is a draft: counted, never shown.");
        return 0;

        int Refuse(string why)
        {
            output.WriteLine(why);
            return 1;
        }
    }

    // The file is written by people and has comments: a line is added, nothing else is touched.
    private static string? InOrder(string gates, string id)
    {
        if (Order.Match(gates) is not { Success: true } order || order.Groups["item"].Captures is not [.., var last]) return null;
        var end = gates.IndexOf('\n', last.Index);
        return gates.Insert(end < 0 ? gates.Length : end, $"\n{order.Groups["indent"].Value}- {id}");
    }

    [GeneratedRegex("^[A-Z][A-Z0-9]*(-[A-Z0-9]+)+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RuleId { get; }

    [GeneratedRegex(@"^order:[^\n]*\n(?:(?<indent>[ ]*)(?<item>-)[^\n]*\n?|[ ]*(?:#[^\n]*)?\n)*", RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Order { get; }
}
