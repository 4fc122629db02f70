namespace LegCramps.Knowledge;

/// <summary>What a rule on decision support asks every card to state and a card alone does not know: 45 CFR 170.315(b)(11)(iv)(A).</summary>
public sealed record SourceAttributes
{
    public required string Developer { get; init; }

    public required string Funding { get; init; }

    /// <summary>Value sets whose records are data on social determinants of health.</summary>
    public required IReadOnlyList<Concept> SocialDeterminants { get; init; }

    /// <summary>Value sets whose records are health status assessments.</summary>
    public required IReadOnlyList<Concept> HealthStatusAssessments { get; init; }
}
