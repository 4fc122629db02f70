using Hl7.Fhir.Model;
using Hl7.FhirPath;

namespace LegCramps.Knowledge;

/// <summary>One rule and its card: a PlanDefinition that says when, and a card template that says what.</summary>
public sealed record CardDefinition
{
    /// <summary>The extension that says how strong the evidence is.</summary>
    public const string StrengthUrl = "http://hl7.org/fhir/StructureDefinition/cqf-strengthOfRecommendation";

    /// <summary>The extension that says where the founding article and the guidelines of today differ.</summary>
    public const string ArticleAndGuidelineUrl = "https://legcramps.org/fhir/StructureDefinition/article-and-guideline";

    public required PlanDefinition Plan { get; init; }

    public string Id => Plan.Id!;

    public string Version => Plan.Version!;

    public Coding Strength => Plan.GetExtensionValue<CodeableConcept>(StrengthUrl)!.Coding[0];

    /// <summary>Markdown; none when nothing is known to differ.</summary>
    public IEnumerable<string> ArticleAndGuideline => Plan.GetExtensions(ArticleAndGuidelineUrl).Select(e => ((Markdown)e.Value!).Value!);

    /// <summary>Hooks named by the action's triggers.</summary>
    public required IReadOnlySet<string> Hooks { get; init; }

    public required GateClass GateClass { get; init; }

    public required IReadOnlyList<CardInput> Inputs { get; init; }

    /// <summary>The applicability condition over the inputs and the documented variables.</summary>
    public required CompiledExpression Condition { get; init; }

    public required CardTemplate Template { get; init; }
}

/// <summary>What a card looks for: one DataRequirement of its action, which becomes one FHIRPath variable.</summary>
public sealed record CardInput
{
    public required string Id { get; init; }

    public required Concept Concept { get; init; }

    /// <summary>Null means any kind of record that shows the concept to be current (<c>type: Resource</c>).</summary>
    public required ResourceType? Type { get; init; }

    /// <summary>True for the selected draft orders, false for what is current in the chart.</summary>
    public required bool Draft { get; init; }

    /// <summary>Lets provisional, differential and unconfirmed conditions in.</summary>
    public required bool Unconfirmed { get; init; }

    /// <summary>Only records of the last so many days; null for no limit.</summary>
    public required int? WithinDays { get; init; }

    /// <summary>False for inputs of a nested action: mentioned when present, not needed.</summary>
    public required bool Needed { get; init; }
}
