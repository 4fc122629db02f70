namespace LegCramps.Knowledge;

/// <summary>In which units the results of a lab can be compared.</summary>
public sealed record LabRules
{
    /// <summary>UCUM codes by concept index, in order of preference; null for a concept that is no lab.</summary>
    public required IReadOnlyList<IReadOnlyList<string>?> Units { get; init; }

    /// <summary>How labs write a unit, and its UCUM code.</summary>
    public required IReadOnlyDictionary<string, string> Spellings { get; init; }
}
