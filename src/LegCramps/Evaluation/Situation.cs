namespace LegCramps.Evaluation;

/// <summary>Which hook asks, under which gate, on which day, and whose labels hold there.</summary>
public sealed record Situation(string Hook, string Gate, DateOnly Today, string Jurisdiction = Situation.DefaultJurisdiction)
{
    public const string DefaultJurisdiction = "us";

    /// <summary>Countries whose drug labels a card may know, the default first.</summary>
    public static IReadOnlyList<string> Jurisdictions { get; } = [DefaultJurisdiction, "uk"];
}
