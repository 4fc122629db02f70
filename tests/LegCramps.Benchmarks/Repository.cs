namespace LegCramps.Benchmarks;

/// <summary>Where the repository's own files are.</summary>
internal static class Repository
{
    public static string Cards { get; } = Path.Combine(Root(), "cards");

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LegCramps.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("run this inside the repository");
    }
}
