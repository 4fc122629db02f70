namespace LegCramps.Knowledge;

/// <summary>A CDS Hooks card whose strings may hold <c>{{FHIRPath}}</c> tokens.</summary>
public sealed record CardTemplate
{
    public required Template Summary { get; init; }

    public required Template Indicator { get; init; }

    public required Template Detail { get; init; }

    public required IReadOnlyList<SuggestionTemplate> Suggestions { get; init; }

    /// <summary>Codes of <c>override-reasons.yaml</c>.</summary>
    public required IReadOnlyList<string> OverrideReasons { get; init; }
}

/// <summary>A suggestion with its one action.</summary>
public sealed record SuggestionTemplate
{
    public required Template Label { get; init; }

    public bool? IsRecommended { get; init; }

    public required ActionTemplate Action { get; init; }
}

/// <summary>What an accepted suggestion does: create a resource, or delete a draft.</summary>
public sealed record ActionTemplate
{
    public required string Type { get; init; }

    public required Template Description { get; init; }

    public Template? ResourceId { get; init; }

    /// <summary>The FHIR resource as JSON; every string in it is a template.</summary>
    public JsonTemplate? Resource { get; init; }
}
