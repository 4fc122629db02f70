using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using LegCramps.Knowledge.Loading;

namespace LegCramps.Knowledge.Publishing;

/// <summary>What the lock remembers of one card, value set or file: a changed hash needs a new version.</summary>
/// <param name="Path">The folder of a card, or the name of a file.</param>
/// <param name="Id">The id of the resource; null for a file without one.</param>
/// <param name="Version">Null for a file without a version.</param>
/// <param name="Sha256">Over the content, whatever its line ends.</param>
public sealed record LockEntry(string Path, string? Id, string? Version, string Sha256);

/// <summary><c>cards.lock.yaml</c>: proves that nothing changes without a new version.</summary>
public static class CardLock
{
    public const string File = FolderContents.Lock;

    private const string Run = "then run 'cards lock'";

    public static bool IsThere(string folder) => System.IO.File.Exists(Path.Combine(folder, File));

    /// <summary>What is in the folder and does not agree with its lock, as sentences that say what to do.</summary>
    public static IReadOnlyList<CardProblem> Check(string folder)
    {
        var problems = new Problems();
        if (!IsThere(folder))
        {
            problems.Add(File, 1, "there is no lock yet: run 'cards lock'");
            return problems.Errors;
        }

        var locked = Read(folder, problems);
        if (problems.Count > 0) return problems.Errors;
        // What is no YAML is reported by whoever reads the cards.
        foreach (var (entry, file, line) in Entries(folder, new Problems()))
        {
            if (!locked.Remove(entry.Path, out var before)) problems.Add(file, 1, $"{entry.Path} is new: run 'cards lock' to record it");
            else if (Refusal(before, entry, file) is { } refusal) problems.Add(file, line, refusal);
            else if (before != entry && entry.Version is null) problems.Add(file, 1, $"{entry.Path} changed: run 'cards lock' to record it");
            else if (before != entry) problems.Add(file, line, $"{entry.Path} has version {entry.Version}, and {File} still has {before.Version}: run 'cards lock' to record it");
        }

        foreach (var gone in locked.Keys) problems.Add(File, 1, $"{gone} is gone: bring it back (a card that ends gets 'status: retired'), or run 'cards lock' to forget it");
        return problems.Errors;
    }

    /// <summary>Writes the lock anew, unless something changed without a new version: that is a problem, and nothing is written.</summary>
    public static IReadOnlyList<CardProblem> Write(string folder)
    {
        var problems = new Problems();
        var locked = IsThere(folder) ? Read(folder, problems) : [];
        var entries = Entries(folder, problems).ToArray();
        foreach (var (entry, file, line) in entries)
        {
            if (locked.TryGetValue(entry.Path, out var before) && Refusal(before, entry, file) is { } refusal) problems.Add(file, line, refusal);
        }

        if (problems.Count == 0) System.IO.File.WriteAllText(Path.Combine(folder, File), Text(entries.Select(e => e.Entry)));
        return problems.Errors;
    }

    private static string? Refusal(LockEntry before, LockEntry now, string file)
    {
        if (now.Version is null || before.Version is null || before.Sha256 == now.Sha256) return null;
        if (now.Version == before.Version) return $"{now.Path} changed, but its version is still {now.Version}: raise 'version' and 'date' in {file}, {Run}";
        return Compare(now.Version, before.Version) < 0 ? $"{now.Path} went back from version {before.Version} to {now.Version}: give it a higher one in {file}, {Run}" : null;
    }

    private static int Compare(string left, string right)
    {
        static IEnumerable<int> Numbers(string version) => version.Split('-')[0].Split('.').Select(p => int.TryParse(p, CultureInfo.InvariantCulture, out var number) ? number : 0);
        return Numbers(left).Zip(Numbers(right), (l, r) => l.CompareTo(r)).FirstOrDefault(c => c != 0);
    }

    private static IEnumerable<(LockEntry Entry, string File, int Line)> Entries(string folder, Problems problems)
    {
        var contents = new FolderContents(folder, new Problems());
        foreach (var card in contents.CardFolders) yield return Entry($"{card}/{FolderContents.Plan}", card, $"{card}/{FolderContents.Card}");
        foreach (var file in contents.TopFiles.Concat(contents.ValueSetFiles)) yield return Entry(file, file);

        (LockEntry, string, int) Entry(string file, string path, params ReadOnlySpan<string> more)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(Content(file));
            foreach (var other in more) hash.AppendData(Content(other));
            var yaml = Yaml.Parse(Encoding.UTF8.GetString(Content(file)), file, problems);
            var version = yaml.Root.Text("version");
            return (new LockEntry(path, yaml.Root.Text("id"), version, Convert.ToHexStringLower(hash.GetHashAndReset())), file, version is null ? 1 : yaml.Line(yaml.Root.Member("version")));
        }

        byte[] Content(string file)
        {
            var path = Path.Combine(folder, file);
            return System.IO.File.Exists(path) ? Encoding.UTF8.GetBytes(System.IO.File.ReadAllText(path).ReplaceLineEndings("\n")) : [];
        }
    }

    private static Dictionary<string, LockEntry> Read(string folder, Problems problems)
    {
        var file = Yaml.Read(folder, File, problems);
        var entries = new Dictionary<string, LockEntry>(StringComparer.Ordinal);
        foreach (var (path, node) in file.Root as JsonObject ?? [])
        {
            if (node.Text("sha256") is { } hash) entries[path] = new LockEntry(path, node.Text("id"), node.Text("version"), hash);
            else problems.Add(file, node, $"'{path}' has no sha256: delete {File} and run 'cards lock'");
        }

        return entries;
    }

    private static string Text(IEnumerable<LockEntry> entries)
    {
        var text = new StringBuilder("# Written by 'cards lock', read by 'cards check': what changes needs a new version. Do not edit by hand.\n");
        foreach (var entry in entries.OrderBy(e => e.Path, StringComparer.Ordinal))
        {
            var id = entry.Id is null ? "" : $"id: {entry.Id}, ";
            var version = entry.Version is null ? "" : $"version: '{entry.Version}', ";
            text.Append(CultureInfo.InvariantCulture, $"{entry.Path}: {{ {id}{version}sha256: '{entry.Sha256}' }}\n");
        }

        return text.ToString();
    }
}
