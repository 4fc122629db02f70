using System.Collections.Frozen;
using Hl7.Fhir.Model;
using Hl7.FhirPath;
using LegCramps.CdsHooks;
using LegCramps.Evaluation;
using LegCramps.Facts;
using LegCramps.Knowledge;

namespace LegCramps.Composition;

/// <summary>Findings become cards: filled, ordered, few.</summary>
public sealed class Composer(KnowledgeBase knowledge)
{
    /// <summary>The system of <c>source.topic</c>: which rule a card belongs to.</summary>
    public const string TopicSystem = "https://legcramps.org/fhir/CodeSystem/rules";

    /// <summary>Summaries have fewer than 140 characters: CDS Hooks, card attributes.</summary>
    public const int MaxSummary = 139;

    internal const string Critical = "critical";

    private static readonly string[] Indicators = [Critical, "warning", "info"];

    // They say where a card comes from, whoever asks: filled here, they cost a request nothing.
    private readonly FrozenDictionary<string, string> footers = knowledge.Cards.ToFrozenDictionary(
        c => c.Id,
        c => knowledge.Wording.Footer.Fill(new EvaluationContext { Environment = new Dictionary<string, IEnumerable<PocoNode>>(StringComparer.Ordinal) { ["plan"] = [c.Plan.ToPocoNode()] } }),
        StringComparer.Ordinal);

    /// <summary>The cards of a response when nothing is snoozed.</summary>
    public ComposedCards Compose(IReadOnlyList<Finding> findings, Chart chart, CdsRequest request, CompositionOptions options) =>
        Choose(Due(findings, chart, request, options), FrozenSet<string>.Empty, options);

    /// <summary>Every card that is due, the most urgent first; those in silent mode too, those that are off not.</summary>
    public DueCards Due(IReadOnlyList<Finding> findings, Chart chart, CdsRequest request, CompositionOptions options)
    {
        var due = new List<DueCard>();
        List<string> failed = [.. findings.Where(f => f.Verdict == Verdict.Failed && Mode(f.Card, options) != CardMode.Off).Select(f => f.Card.Id)];
        foreach (var finding in findings.Where(f => f.Verdict == Verdict.Shown))
        {
            var mode = Mode(finding.Card, options);
            if (mode == CardMode.Off) continue;
            try
            {
                due.Add(new DueCard { Finding = finding, Card = Compose(finding, chart, request, options), IsSilent = mode == CardMode.Silent });
            }
            catch (Exception)
            {
                // A token that throws takes its own card with it, and the response says so.
                failed.Add(finding.Card.Id);
            }
        }

        return new DueCards { Cards = [.. due.OrderBy(d => Array.IndexOf(Indicators, d.Card.Indicator))], Failed = failed };
    }

    /// <summary>The cards of a response: of those that are due, what is neither silent nor snoozed, as far as there is room.</summary>
    /// <param name="due">What is due.</param>
    /// <param name="snoozed">Uuids of cards that were answered or shown before; a critical card is shown all the same.</param>
    /// <param name="options">How many there may be.</param>
    public static ComposedCards Choose(DueCards due, IReadOnlySet<string> snoozed, CompositionOptions options)
    {
        bool IsLeftOut(DueCard card) => !card.IsCritical && snoozed.Contains(card.Card.Uuid);
        var shown = due.Cards.Where(d => !d.IsSilent && !IsLeftOut(d)).ToList();
        var room = shown.Take(options.MaxCards).ToList();
        return new ComposedCards
        {
            Cards = Suggestions.EachOnce([.. room.Select(d => d.Card)]),
            Shown = room,
            Silent = [.. due.Cards.Where(d => d.IsSilent)],
            Snoozed = [.. due.Cards.Where(d => !d.IsSilent && IsLeftOut(d))],
            WithoutRoom = [.. shown.Skip(options.MaxCards).Select(d => d.Rule)],
            Failed = due.Failed,
        };
    }

    /// <summary>What the response says about what could be looked at, and which cards are not in it.</summary>
    public static CompletenessStatement State(ComposedCards composed, Chart chart, int unreadableResults)
    {
        var completeness = chart.Completeness;
        return new CompletenessStatement
        {
            Inputs = completeness.Inputs.ToDictionary(i => i.Key, i => i.State.ToString().ToLowerInvariant(), StringComparer.Ordinal),
            ResourcesRead = completeness.Inputs.ToDictionary(i => i.Key, i => i.Resources, StringComparer.Ordinal),
            OtherPatient = completeness.Inputs.Sum(i => i.OtherPatient),
            UnrecognizedMedications = completeness.UnrecognizedMedications,
            UnrecognizedConditions = completeness.UnrecognizedConditions,
            UnreadableResults = unreadableResults,
            CardsWithoutRoom = NullIfEmpty(composed.WithoutRoom),
            CardsSnoozed = NullIfEmpty([.. composed.Snoozed.Select(d => d.Rule)]),
            CardsFailed = NullIfEmpty(composed.Failed),
        };
    }

    private static CardMode Mode(CardDefinition card, CompositionOptions options) =>
        options.Modes.TryGetValue(card.Id, out var mode) ? mode
        : card.Plan.Status switch { PublicationStatus.Active => CardMode.On, PublicationStatus.Draft => CardMode.Silent, _ => CardMode.Off };

    private Card Compose(Finding finding, Chart chart, CdsRequest request, CompositionOptions options)
    {
        var plan = finding.Card.Plan;
        var template = finding.Card.Template;
        var context = finding.Context!;
        AddCompleteness(context, chart.Completeness);
        // The hook too: some clients send one hookInstance for ever, and what is shown at order-select is not what is shown at order-sign.
        string[] names = [options.ClientId, request.HookInstance, request.Hook, chart.PatientId, plan.Id!, plan.Version!, .. chart.DraftIds];
        var suggestions = options.Suggestions ? Suggestions.Fill(template.Suggestions, context, options.Secret, names) : [];
        return new Card
        {
            Uuid = CardId.Create(options.Secret, names).ToString(),
            Summary = CardText.Limit(CardText.OneLine(template.Summary.Fill(context)), MaxSummary),
            Detail = Detail(finding.Card, context),
            Indicator = template.Indicator.Fill(context),
            Source = new CardSource { Label = knowledge.Wording.SourceLabel, Url = SourceUrl(plan, options), Topic = Topic(plan) },
            Suggestions = NullIfEmpty(suggestions),
            SelectionBehavior = suggestions.Count > 0 ? options.SelectionBehavior : null,
            OverrideReasons = NullIfEmpty([.. template.OverrideReasons.Select(OverrideReason)]),
            Links = NullIfEmpty(Links(plan)),
            Extension = options.Findings ? new CardExtension { Findings = Findings(finding) } : null,
        };
    }

    private string Detail(CardDefinition card, EvaluationContext context) =>
        string.Join("\n\n", knowledge.Wording.Statements.Select(s => s.Fill(context)).Append(footers[card.Id])
            .Where(s => s.Length > 0).Prepend(card.Template.Detail.FillLines(context)));

    private static void AddCompleteness(EvaluationContext context, Completeness completeness)
    {
        var required = completeness.Inputs.Where(i => i.Key is PrefetchKeys.Medications or PrefetchKeys.Conditions).ToList();
        context.Environment["missing"] = Texts(required.Where(i => i.State is InputState.Missing or InputState.Unreadable));
        context.Environment["partial"] = Texts(required.Where(i => i.State == InputState.Partial));
        context.Environment["unrecognizedMedications"] = [new Integer(completeness.UnrecognizedMedications).ToPocoNode()];
        context.Environment["unrecognizedConditions"] = [new Integer(completeness.UnrecognizedConditions).ToPocoNode()];
    }

    private static PocoNode[] Texts(IEnumerable<InputCompleteness> inputs) => [.. inputs.Select(i => new FhirString(i.Key).ToPocoNode())];

    // The page of the card where there is one, else the first publication that it cites.
    private static string? SourceUrl(PlanDefinition plan, CompositionOptions options) =>
        options.CardPages is null ? Links(plan).FirstOrDefault()?.Url : $"{options.CardPages.TrimEnd('/')}/{plan.Id}";

    // Epic wants source.topic.code alphanumeric and static: it drives the memory of dismissals.
    private static CdsCoding Topic(PlanDefinition plan) => new() { System = TopicSystem, Code = plan.Id!.Replace("-", "", StringComparison.Ordinal), Display = plan.Title! };

    private CdsCoding OverrideReason(string code) => new()
    {
        System = knowledge.OverrideReasons.Url!,
        Code = code,
        Display = knowledge.OverrideReasons.Concept.First(c => c.Code == code).Display!,
    };

    private static List<Link> Links(PlanDefinition plan) =>
        [.. plan.RelatedArtifact.Where(a => a is { Type: RelatedArtifact.RelatedArtifactType.Citation, Url: not null })
            .Select(a => new Link { Label = a.Display ?? a.Label!, Url = a.Url!, Type = "absolute" })];

    private static List<CardFinding> Findings(Finding finding) =>
        [.. finding.Evidence.Select(e => new CardFinding { Concept = e.Concept.Id, Reference = e.Fact.Reference }).Distinct()];

    private static IReadOnlyList<T>? NullIfEmpty<T>(IReadOnlyList<T> list) => list.Count == 0 ? null : list;
}
