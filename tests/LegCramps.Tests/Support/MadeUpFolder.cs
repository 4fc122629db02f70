using LegCramps.Knowledge;

namespace LegCramps.Tests.Support;

/// <summary>A copy of the made-up card folder: good at first, then broken on purpose.</summary>
internal sealed class MadeUpFolder : IDisposable
{
    public MadeUpFolder()
    {
        Path = Directory.CreateTempSubdirectory("legcramps-cards-").FullName;
        foreach (var file in Directory.EnumerateFiles(Repository.MadeUpCards, "*", SearchOption.AllDirectories))
            Write(System.IO.Path.GetRelativePath(Repository.MadeUpCards, file), File.ReadAllText(file));
    }

    public string Path { get; }

    public void Write(string file, string text)
    {
        var full = Full(file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    public string Read(string file) => File.ReadAllText(Full(file));

    public void Delete(string file) => File.Delete(Full(file));

    /// <summary>Replaces text that must be there.</summary>
    public void Replace(string file, string old, string text)
    {
        var before = Read(file);
        if (!before.Contains(old, StringComparison.Ordinal)) throw new InvalidOperationException($"{file} does not hold '{old}'");
        Write(file, before.Replace(old, text, StringComparison.Ordinal));
    }

    public CardFolderResult Load() => CardFolder.Load(Path);

    /// <summary>The text of the line that a problem points to.</summary>
    public string LineOf(CardProblem problem) => File.ReadAllLines(Full(problem.File))[problem.Line - 1];

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private string Full(string file) => System.IO.Path.Combine(Path, file);
}
