using Xunit;

namespace LegCramps.Tests.Facts;

/// <summary>Real public requests that stand beside the repository in development and CI; they are never part of it.</summary>
internal static class SharedData
{
    public static string? Folder { get; } = Find();

    public const string Skip = "the folder of real public requests does not stand beside this repository";

    private static string? Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LegCramps.sln"))) folder = folder.Parent;
        var data = folder is null ? null : Path.Combine(folder.FullName, "..", "shared", "data");
        return Directory.Exists(data) ? data : null;
    }
}

/// <summary>A fact that is skipped, and says so, where the shared data is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute() => Skip = SharedData.Folder is null ? SharedData.Skip : null!;
}
