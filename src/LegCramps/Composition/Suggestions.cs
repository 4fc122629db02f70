using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Hl7.FhirPath;
using LegCramps.CdsHooks;
using LegCramps.Knowledge;

namespace LegCramps.Composition;

/// <summary>Fills the suggestions of a card; one that lacks something it needs is left out.</summary>
internal static class Suggestions
{
    private static readonly JsonSerializerOptions Fhir = new JsonSerializerOptions().ForFhir(ModelInfo.ModelInspector);

    public static IReadOnlyList<Suggestion> Fill(IReadOnlyList<SuggestionTemplate> templates, EvaluationContext context, byte[] secret, IReadOnlyList<string> names)
    {
        var suggestions = new List<Suggestion>();
        for (var i = 0; i < templates.Count; i++)
        {
            if (templates[i].Label.FillOrNull(context) is not { } label || Action(templates[i].Action, context) is not { } action) continue;
            suggestions.Add(new Suggestion
            {
                Label = label,
                Uuid = CardId.Create(secret, [.. names, $"suggestion {i}"]).ToString(),
                IsRecommended = templates[i].IsRecommended,
                Actions = [action],
            });
        }

        return suggestions;
    }

    /// <summary>Offers each order once in a response: the card that comes first keeps it.</summary>
    public static IReadOnlyList<Card> EachOnce(IReadOnlyList<Card> cards)
    {
        var offered = new HashSet<string>(StringComparer.Ordinal);
        return [.. cards.Select(card =>
        {
            if (card.Suggestions is not { } suggestions) return card;
            List<Suggestion> kept = [.. suggestions.Where(s => OrderedCode(s) is not { } code || offered.Add(code))];
            return kept.Count > 0 ? card with { Suggestions = kept } : card with { Suggestions = null, SelectionBehavior = null };
        })];
    }

    private static string? OrderedCode(Suggestion suggestion) =>
        suggestion.Actions[0].Resource is ServiceRequest { Code.Coding: [{ } coding, ..] } ? $"{coding.System}|{coding.Code}" : null;

    private static SuggestionAction? Action(ActionTemplate template, EvaluationContext context)
    {
        if (template.Description.FillOrNull(context) is not { } description) return null;
        var resourceId = template.ResourceId?.FillOrNull(context);
        // A resource with a token that yields nothing would say less than its author meant, so it is not suggested at all.
        var resource = template.Resource?.FillOrNull(context)?.Deserialize<Resource>(Fhir);
        if ((template.Type == "delete" ? (object?)resourceId : resource) is null) return null;
        return new SuggestionAction { Type = template.Type, Description = description, ResourceId = resourceId, Resource = resource };
    }
}
