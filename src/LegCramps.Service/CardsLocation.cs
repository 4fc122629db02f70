using LegCramps.Service.Clients;

namespace LegCramps.Service;

/// <summary>Where the card folder is, when nobody says so.</summary>
internal static class CardsLocation
{
    private const string Folder = "cards";

    /// <summary>The configured folder; else <c>cards</c> in the working directory or the nearest of its parents that has one; else beside the executable.</summary>
    public static string Find(LegCrampsOptions options) =>
        Path.GetFullPath(options.Cards ?? Around(Directory.GetCurrentDirectory()) ?? Path.Combine(AppContext.BaseDirectory, Folder));

    private static string? Around(string? directory)
    {
        for (; directory is not null; directory = Path.GetDirectoryName(directory))
        {
            if (Path.Combine(directory, Folder) is var cards && Directory.Exists(cards)) return cards;
        }

        return null;
    }
}
