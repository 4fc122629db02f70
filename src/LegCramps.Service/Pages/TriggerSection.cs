using System.Text.RegularExpressions;
using Hl7.Fhir.Model;
using LegCramps.Knowledge;

namespace LegCramps.Service.Pages;

/// <summary>When a card is shown: hooks, inputs in words, the condition, and the gate of its class.</summary>
internal static partial class TriggerSection
{
    public static Html Of(KnowledgeBase knowledge, CardDefinition card) =>
        $"""
        <h2 id="trigger">When it is shown</h2>
        {Html.If(card.Plan.Purpose is not null, $"<p><strong>Why it exists:</strong></p>{Markdown.ToHtml(card.Plan.Purpose)}")}
        <h3>Moment</h3>
        <ul>{card.Plan.Action[0].Trigger.Select(t => Hook(t.Name!))}</ul>
        <h3>What it looks for</h3>
        <ul>{card.Inputs.Where(i => i.Needed).Select(Input)}</ul>
        {card.Plan.Action[0].Action.Select(nested => Mentioned(card, nested))}
        <h3>Condition</h3>
        <p>Whether each of these must be there, or must not. In FHIRPath:</p>
        <pre><code>{card.Plan.Action[0].Condition[0].Expression!.Expression_}</code></pre>
        <h3>Gate: class <code>{card.GateClass.Name}</code></h3>
        <p>How often prescribers are interrupted is one setting for all cards, the gate. A card of this class passes when this FHIRPath is true:</p>
        <table class="gates stacked"><thead><tr><th scope="col">Gate</th><th scope="col">Condition</th></tr></thead><tbody>
        {Gates.Levels.Select(level => Gate(level, card.GateClass.Expressions[level]))}
        </tbody></table>
        {Html.If(card.GateClass.NewExposure, $"<p>A draft that renews what the patient already takes gives no card: the exposure is not new.</p>")}
        {Legend(knowledge, card)}
        """;

    /// <summary>A value set by the name that a card gives it.</summary>
    public static Html Link(Concept concept) => $"""<a href="../value-sets/{concept.Id}">{concept.ValueSet.Title}</a>""";

    private static Html Hook(string hook) => $"<li>{Moment(hook)} (<code>{hook}</code>)</li>";

    private static string Moment(string hook) => hook switch
    {
        "patient-view" => "When a chart is opened",
        "order-select" => "When an order is selected",
        _ => "When orders are signed",
    };

    private static Html Mentioned(CardDefinition card, PlanDefinition.ActionComponent nested) =>
        $"""
        <p>{nested.Title} (used when it is there, not needed):</p>
        <ul>{card.Inputs.Where(i => nested.Input.Any(n => n.ElementId == i.Id)).Select(Input)}</ul>
        """;

    private static Html Input(CardInput input) =>
        $"""<li>{Kind(input)} {Link(input.Concept)}{(input.Unconfirmed ? ", confirmed or not" : "")}{(input.WithinDays is { } days ? $", of the last {days} days" : "")} <code class="muted">%{input.Id}</code></li>""";

    private static string Kind(CardInput input) => input switch
    {
        { Draft: true } => "A selected draft order:",
        { Type: null } => "Any record that shows it to be current:",
        { Type: ResourceType.Condition } => "A current condition:",
        { Type: ResourceType.MedicationRequest } => "A current medication order:",
        { Type: ResourceType.Observation } => "Results, the newest first:",
        { Type: ResourceType.MedicationAdministration } => "An administration:",
        { Type: ResourceType.ServiceRequest } => "An order for a service:",
        _ => $"A record of type {input.Type}:",
    };

    private static Html Gate(string level, string expression) => $"<tr><td>{level}</td><td><code>{expression}</code></td></tr>";

    // What the variables of the condition and the gate stand for.
    private static Html Legend(KnowledgeBase knowledge, CardDefinition card)
    {
        var gates = knowledge.Gates;
        var named = card.GateClass.Expressions.Values.Append(card.Plan.Action[0].Condition[0].Expression!.Expression_!)
            .SelectMany(e => Variable.Matches(e).Select(m => m.Value)).ToHashSet(StringComparer.Ordinal);
        (string Name, Html Meaning)[] known =
        [
            ("%symptom", $"{Link(gates.Symptom)} on record, or the coded reason of a selected draft"),
            ("%core", $"those present of: {Names(gates.Core)}"),
            ("%wider", $"those present of: {Names(gates.Wider)}"),
            ("%other", $"contributors that are present besides the drug being drafted, of: {Names([.. gates.Core, .. gates.Wider])}"),
        ];
        return Html.If(known.Any(k => named.Contains(k.Name)), $"""<dl class="facts">{known.Where(k => named.Contains(k.Name)).Select(k => (Html)$"<dt><code>{k.Name}</code></dt><dd>{k.Meaning}</dd>")}</dl>""");
    }

    private static Html Names(IReadOnlyList<Concept> concepts) => concepts.Count == 0 ? $"none is named" : Html.Join(", ", concepts.Select(Link));

    [GeneratedRegex(@"%[A-Za-z]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable { get; }
}
