using LegCramps.Knowledge;

namespace LegCramps.Tests;

/// <summary>The repository's own card folder, loaded once.</summary>
internal static class Shipped
{
    public static string Root { get; } = FindRoot();

    public static string Cards { get; } = Path.Combine(Root, "cards");

    public static KnowledgeBase Knowledge { get; } = Load();

    private static KnowledgeBase Load()
    {
        var result = CardFolder.Load(Cards);
        return result.Knowledge ?? throw new InvalidOperationException(string.Join('\n', result.Problems));
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LegCramps.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("the tests must run inside the repository");
    }
}
