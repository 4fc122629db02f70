namespace LegCramps.Tests.Support;

/// <summary>Where the files of the repository are.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Cards { get; } = Path.Combine(Root, "cards");

    public static string Source { get; } = Path.Combine(Root, "src");

    /// <summary>A small card folder about nothing real.</summary>
    public static string MadeUpCards { get; } = Path.Combine(Root, "tests", "LegCramps.Tests", "MadeUpCards");

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LegCramps.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("the tests must run inside the repository");
    }
}
