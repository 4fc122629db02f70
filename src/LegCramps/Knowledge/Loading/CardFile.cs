using System.Text.Json.Nodes;
using LegCramps.Knowledge.Expressions;

namespace LegCramps.Knowledge.Loading;

/// <summary>Reads card.yaml: a CDS Hooks card with tokens.</summary>
internal sealed class CardFile
{
    private const int MaxSummary = 139;

    private readonly YamlFile file;
    private readonly Problems problems;
    private readonly IReadOnlyDictionary<string, Focus> variables;
    private readonly HashSet<string> used = new(StringComparer.Ordinal);

    private CardFile(YamlFile file, IReadOnlyDictionary<string, Focus> variables, Problems problems) =>
        (this.file, this.variables, this.problems) = (file, variables, problems);

    /// <summary>The template, or null when it has problems; and the variables that its tokens name.</summary>
    public static (CardTemplate? Template, IReadOnlySet<string> Used) Load(
        YamlFile file, IReadOnlyDictionary<string, Focus> variables, IReadOnlySet<string> reasons, Problems problems)
    {
        var before = problems.Count;
        var card = new CardFile(file, variables, problems);
        var template = card.Read(reasons);
        return (problems.Count == before ? template : null, card.used);
    }

    private CardTemplate? Read(IReadOnlySet<string> reasons)
    {
        var root = new Section(file, file.Root, problems, "summary", "indicator", "detail", "suggestions", "overrideReasons", "links");
        var summary = Template(root, "summary");
        var indicator = Template(root, "indicator");
        var detail = Template(root, "detail");
        if (root.TextOrNull("summary") is { } text && Literal(text).Length > MaxSummary) root.Problem("summary", $"the summary is longer than {MaxSummary} characters");
        if (root.TextOrNull("indicator") is { } level && !IsIndicator(level)) root.Problem("indicator", "the indicator is info, warning, critical, or one token");
        if (root.TextOrNull("detail") is { } markdown) PlainMarkdown.CheckTemplate(file, root["detail"]!, markdown, problems);
        if (root["links"] is JsonArray { Count: > 0 }) root.Problem("links", "links are made from the citations with a url: leave them out here");
        var overrides = root.Texts("overrideReasons");
        foreach (var reason in overrides.Where(r => reasons.Count > 0 && !reasons.Contains(r))) root.Problem("overrideReasons", $"'{reason}' is not in {FolderContents.OverrideReasons}");
        SuggestionTemplate?[] suggestions = [.. root.Children("suggestions", "label", "isRecommended", "actions").Select(Suggestion)];
        return summary is null || indicator is null || detail is null ? null : new CardTemplate
        {
            Summary = summary,
            Indicator = indicator,
            Detail = detail,
            Suggestions = [.. suggestions.OfType<SuggestionTemplate>()],
            OverrideReasons = overrides,
        };
    }

    private SuggestionTemplate? Suggestion(Section section)
    {
        var label = Template(section, "label");
        var isRecommended = section.Flag("isRecommended");
        var actions = section.Children("actions", "type", "description", "resource", "resourceId");
        if (actions is not [{ } action])
        {
            section.Problem(null, "a suggestion has exactly one action");
            return null;
        }

        var type = action.Text("type");
        var description = Template(action, "description");
        var id = action.Has("resourceId") ? Template(action, "resourceId") : null;
        var resource = action["resource"] as JsonObject;
        if (type is not (null or "create" or "delete")) action.Problem("type", "the type of an action is create or delete");
        if (type is "delete" && (!action.Has("resourceId") || action.Has("resource"))) action.Problem(null, "a delete needs a 'resourceId' and no 'resource'");
        if (type is "create" && (resource is null || action.Has("resourceId"))) action.Problem(null, "a create needs a 'resource' and no 'resourceId'");
        if (type is "create" && isRecommended is true) section.Problem("isRecommended", "an order is never pre-selected");
        var created = resource is null ? null : CreatedResource.Read(file, resource, s => Parse(s), problems);
        return label is null || type is null || description is null ? null : new SuggestionTemplate
        {
            Label = label,
            IsRecommended = isRecommended,
            Action = new ActionTemplate { Type = type, Description = description, ResourceId = id, Resource = created },
        };
    }

    private Template? Template(Section section, string name) => section.Text(name) is null ? null : Parse(section[name]!);

    private Template? Parse(JsonNode text) => Tokens.Parse(file, text, variables, problems, used);

    private static string Literal(string text) => Tokens.Pattern.Replace(text, "");

    private static bool IsIndicator(string text) =>
        text is "info" or "warning" or "critical" || (Tokens.Pattern.Count(text) == 1 && Literal(text).Trim().Length == 0);
}
