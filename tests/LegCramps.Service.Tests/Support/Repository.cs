namespace LegCramps.Service.Tests.Support;

/// <summary>Where things are in a working copy.</summary>
internal static class Repository
{
    public static string Root { get; } = Up(AppContext.BaseDirectory);

    public static string File(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Up(string directory) =>
        System.IO.File.Exists(Path.Combine(directory, "LegCramps.sln")) ? directory : Up(Path.GetDirectoryName(directory)!);
}
