using LegCramps.Service.Commands;

namespace LegCramps.Service.Tests.Commands;

/// <summary>A copy of the made-up card folder, and the command line in process.</summary>
internal sealed class MadeUpCards : IDisposable
{
    public MadeUpCards()
    {
        var source = Repository.File("tests", "LegCramps.Tests", "MadeUpCards");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories)) Write(Path.GetRelativePath(source, file), File.ReadAllText(file));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("legcramps-verbs-").FullName;

    public static async Task<(int Code, string Output)> Run(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.RunAsync(args, output, output);
        return (code, output.ToString());
    }

    public string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));

    public void Write(string file, string text)
    {
        var path = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>Replaces text that must be there.</summary>
    public void Replace(string file, string old, string text)
    {
        var content = Read(file);
        content.Should().Contain(old);
        Write(file, content.Replace(old, text, StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
