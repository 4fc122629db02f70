using System.Text.RegularExpressions;
using LegCramps.Knowledge;

namespace LegCramps.Service.Pages;

/// <summary>What a card looks at in the record, read from its expressions, its inputs, and what they depend on.</summary>
internal sealed partial class DataUse
{
    private readonly KnowledgeBase knowledge;
    private readonly HashSet<string> names;
    private readonly HashSet<Concept> sought;

    public DataUse(KnowledgeBase knowledge, CardDefinition card)
    {
        this.knowledge = knowledge;
        // What stands in quotes is said, not looked at.
        names = [.. Expressions(card, knowledge.Wording).SelectMany(e => Names.Matches(Literals.Replace(e, "")).Select(m => m.Value))];
        sought = [.. card.Inputs.Select(i => i.Concept)];
        if (names.Contains("%symptom")) sought.Add(knowledge.Gates.Symptom);
        if (names.Contains("%core") || names.Contains("%other")) sought.UnionWith(knowledge.Gates.Core);
        if (names.Contains("%wider") || names.Contains("%other")) sought.UnionWith(knowledge.Gates.Wider);
    }

    /// <summary>True when an expression names this element.</summary>
    public bool Reads(string element) => names.Contains(element);

    /// <summary>The given value sets that the card looks for, whole or in part.</summary>
    public IReadOnlyList<Concept> Of(IEnumerable<Concept> sets) =>
        [.. sets.Where(s => sought.Any(c => c == s || c.Ancestors.Contains(s.Index) || s.Ancestors.Contains(c.Index)))];

    /// <summary>What it looks for that counts only within an age.</summary>
    public IReadOnlyList<Concept> LimitedByAge => Of(knowledge.Concepts.Where(c => knowledge.Currency[c.Index]?.Age is not null));

    private static IEnumerable<string> Expressions(CardDefinition card, Wording wording)
    {
        var template = card.Template;
        Template?[] texts =
        [
            template.Summary, template.Indicator, template.Detail, wording.Footer, .. wording.Statements,
            .. template.Suggestions.SelectMany(s => new[] { s.Label, s.Action.Description, s.Action.ResourceId }.Concat(s.Action.Resource?.Templates ?? [])),
        ];
        return [card.Plan.Action[0].Condition[0].Expression!.Expression_!, .. card.GateClass.Expressions.Values, .. texts.OfType<Template>().SelectMany(t => t.Expressions)];
    }

    [GeneratedRegex(@"%?[A-Za-z]\w*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Names { get; }

    [GeneratedRegex(@"'(\\.|[^'\\])*'", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Literals { get; }
}
