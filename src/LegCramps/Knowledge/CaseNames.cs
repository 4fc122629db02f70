namespace LegCramps.Knowledge;

/// <summary>A case's file name is its verdict.</summary>
public static class CaseNames
{
    /// <summary>A card is proven by what it leaves out more than by what it shows.</summary>
    public const int MinimumSilent = 3;

    public static bool IsShown(string file) => Is(file, "shown-");

    public static bool IsSilent(string file) => Is(file, "silent-");

    private static bool Is(string file, string verdict) =>
        file.StartsWith(verdict, StringComparison.Ordinal) && file.EndsWith(".yaml", StringComparison.Ordinal);
}
