namespace LegCramps.Tests.Support;

/// <summary>Where the files of the repository are.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Cards { get; } = Path.Combine(Root, "cards");

    public static string Source { get; } = Path.Combine(Root, "src");

    /// <summary>A small card folder about nothing real.</summary>
    public static string MadeUpCards { get; } = Path.Combine(Root, "tests", "LegCramps.Tests", "MadeUpCards");

    /// <summary>Every source file below src, by its name there.</summary>
    public static IReadOnlyList<(string Name, string Text)> Sources { get; } =
        [.. Directory.EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories)
            .Select(f => (Name: Path.GetRelativePath(Source, f).Replace('\\', '/'), Path: f))
            .Where(f => !f.Name.Contains("/obj/") && !f.Name.Contains("/bin/"))
            .Select(f => (f.Name, File.ReadAllText(f.Path)))];

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LegCramps.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("the tests must run inside the repository");
    }
}
