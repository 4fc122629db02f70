using Hl7.Fhir.Model;
using LegCramps.Knowledge;

namespace LegCramps.Service.Feedback;

/// <summary>The reasons that cards offer, as <c>override-reasons.yaml</c> lists them.</summary>
internal sealed class OverrideReasons(KnowledgeBase knowledge)
{
    private const string SnoozesProperty = "snoozes";

    private readonly CodeSystem system = knowledge.OverrideReasons;

    /// <summary>The code under which a reason is counted; null when it has none. A client may know only what a reason is called.</summary>
    public string? Code(StatedReason reason) => Find(reason)?.Code ?? reason.Code;

    /// <summary>Whether the override silences the rule. A reason that no card offers does: it says that somebody decided.</summary>
    public bool Snoozes(StatedReason reason) => Find(reason)?.Property.Find(p => p.Code == SnoozesProperty)?.Value is not FhirBoolean { Value: false };

    private CodeSystem.ConceptDefinitionComponent? Find(StatedReason reason) =>
        system.Concept.Find(c => string.Equals(c.Code, reason.Code, StringComparison.OrdinalIgnoreCase))
        ?? (reason.Code is null ? system.Concept.Find(c => string.Equals(c.Display, reason.Display, StringComparison.OrdinalIgnoreCase)) : null);
}
