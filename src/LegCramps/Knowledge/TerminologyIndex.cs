namespace LegCramps.Knowledge;

/// <summary>A code system as <c>code-systems.yaml</c> names it.</summary>
/// <param name="System">The canonical URI.</param>
/// <param name="Also">Other spellings of the same system, such as OIDs.</param>
/// <param name="Medication">An order coded in this system can be recognized.</param>
/// <param name="Condition">A condition coded in this system can be recognized.</param>
public sealed record KnownCodeSystem(string System, IReadOnlyList<string> Also, bool Medication, bool Condition)
{
    /// <summary>What people call it; null when nobody says.</summary>
    public string? Name { get; init; }

    /// <summary>What its owner wants said where its codes are shown.</summary>
    public string? Notice { get; init; }
}

/// <summary>The one frozen index from (system, code) to the concepts that include it.</summary>
public sealed class TerminologyIndex
{
    private readonly Utf8Table systems;
    private readonly KnownCodeSystem[] known;
    private readonly Utf8Table[] codes;
    private readonly int[][] concepts;

    /// <param name="known">The code systems; a code of any other system matches nothing.</param>
    /// <param name="codes">For each canonical system and code the indexes of all concepts that include it, ancestors too.</param>
    public TerminologyIndex(IReadOnlyList<KnownCodeSystem> known, IReadOnlyDictionary<(string System, string Code), int[]> codes)
    {
        this.known = [.. known];
        systems = new Utf8Table([.. known.SelectMany((s, i) => s.Also.Prepend(s.System).Select(uri => KeyValuePair.Create(uri, i)))]);
        var sets = new List<int[]>();
        this.codes = [.. known.Select(s => new Utf8Table([.. codes.Where(c => c.Key.System == s.System).Select(c =>
        {
            sets.Add(c.Value);
            return KeyValuePair.Create(c.Key.Code, sets.Count - 1);
        })]))];
        concepts = [.. sets];
    }

    /// <summary>The number of the code system under any of its spellings, or -1.</summary>
    public int FindSystem(ReadOnlySpan<byte> system) => systems.Find(system);

    /// <summary>The concepts that include the code; empty when none does. <paramref name="system"/> comes from <see cref="FindSystem"/>.</summary>
    public ReadOnlySpan<int> Find(int system, ReadOnlySpan<byte> code) =>
        system >= 0 && codes[system].Find(code) is var found and >= 0 ? concepts[found] : [];

    public bool RecognizesMedications(int system) => system >= 0 && known[system].Medication;

    public bool RecognizesConditions(int system) => system >= 0 && known[system].Condition;

    /// <summary>The canonical URI of a system number.</summary>
    public string Uri(int system) => known[system].System;
}
