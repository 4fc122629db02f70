namespace LegCramps.Service.Store;

/// <summary>Text from outside that a database cannot refuse: one row that it does would hold up all that wait behind it.</summary>
internal static class StoredText
{
    private const int Longest = 200;

    /// <summary>The text, or null when it is too long or holds what is no printable text.</summary>
    public static string? OrNull(string? text) => text is { Length: <= Longest } && !text.Any(c => char.IsControl(c) || char.IsSurrogate(c)) ? text : null;
}
