using Hl7.Fhir.Model;
using LegCramps.CdsHooks;
using LegCramps.Composition;
using LegCramps.Evaluation;
using LegCramps.Facts;
using LegCramps.Knowledge;
using LegCramps.Knowledge.Loading;

namespace LegCramps.Cases;

/// <summary>Puts a case through the front door and compares what comes out with what its author expects.</summary>
public sealed class CaseRunner(KnowledgeBase knowledge)
{
    private readonly RequestReader reader = new(knowledge.Terminology, new ReaderLimits());
    private readonly Evaluator evaluator = new(knowledge);
    private readonly Composer composer = new(knowledge);

    /// <summary>What went wrong, as sentences that name the case; empty when the case passes.</summary>
    public IReadOnlyList<string> Run(CardCase situation)
    {
        try
        {
            return [.. Failures(situation).Select(f => $"{situation.File}: {f}")];
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            // An expression that the checks let through can still throw; the other cases are run all the same.
            return [$"{situation.File}: it broke: {broken.Message}"];
        }
    }

    /// <summary>False for the cases of a retired card, which is not evaluated any more.</summary>
    public bool IsAlive(CardCase situation) => Card(situation) is not null;

    /// <summary>The card that the case comes to, as an EHR would get it; null when it is not shown.</summary>
    public Card? Show(CardCase situation)
    {
        var read = reader.Read(CaseRequest.Body(situation));
        if (read.Problem is not null || Card(situation) is not { } card) return null;
        var finding = evaluator.Evaluate(read.Chart!, When(situation)).Findings.FirstOrDefault(f => f.Card.Id == card.Id && f.Verdict == Verdict.Shown);
        return finding is null ? null : Compose(finding, read);
    }

    private IEnumerable<string> Failures(CardCase situation)
    {
        if (Card(situation) is not { } card) return [$"there is no card {situation.CardFolder}, or it is retired."];
        var read = reader.Read(CaseRequest.Body(situation));
        if (read.Problem is { } problem) return [$"the request was refused: {problem.Text}"];
        var when = When(situation);
        var findings = evaluator.Evaluate(read.Chart!, when).Findings;
        var unsure = findings.Where(f => f.Verdict is Verdict.Indeterminate or Verdict.Failed)
            .Select(f => $"{f.Card.Id} is {f.Verdict.ToString().ToLowerInvariant()}: {f.Reason}. An expression must say true or false for every chart.");
        var finding = findings.FirstOrDefault(f => f.Card.Id == card.Id);
        var isShown = finding?.Verdict == Verdict.Shown;
        if (isShown != situation.IsShown)
            return [.. unsure, $"{card.Id} should be {(situation.IsShown ? "shown" : "silent")} and is {(isShown ? "shown" : $"silent: {finding?.Reason ?? $"it does not listen to {situation.Hook}"}")}."];
        if (!isShown) return unsure;
        return [.. unsure, .. Unneeded(read.Chart!, when, finding!), .. ShownFailures(situation, finding!, read)];
    }

    // A need for every input: without its facts the card must go silent.
    private IEnumerable<string> Unneeded(Chart chart, Situation when, Finding finding)
    {
        foreach (var input in finding.Card.Inputs.Where(i => i.Needed && finding.Context!.Environment[i.Id].Any()))
        {
            var without = evaluator.Evaluate(chart, when, input.Id).Findings.First(f => f.Card.Id == finding.Card.Id);
            if (without.Verdict == Verdict.Shown) yield return $"{finding.Card.Id} is shown even without %{input.Id}: either the input is not needed, or the condition does not ask for it.";
        }
    }

    private IEnumerable<string> ShownFailures(CardCase situation, Finding finding, ReadResult read)
    {
        var filled = finding.Card.Template.Summary.Fill(finding.Context!);
        if (filled.Length > Composer.MaxSummary) yield return $"the filled summary has {filled.Length} characters, {Composer.MaxSummary} are allowed: {filled}";
        if (Compose(finding, read) is not { } card)
        {
            yield return "a token of the card throws.";
            yield break;
        }

        foreach (var (_, why) in PlainMarkdown.Problems(card.Detail)) yield return $"the filled detail is no plain Markdown: {why}.";
        var expect = situation.Expect!;
        if (card.Indicator != expect.Indicator) yield return $"the indicator should be {expect.Indicator} and is {card.Indicator}.";
        var text = $"{card.Summary}\n{card.Detail}";
        foreach (var missing in expect.Says.Where(s => !text.Contains(s, StringComparison.Ordinal))) yield return $"the card should say \"{missing}\"; it says:\n{text}";
        if (Difference("findings", expect.Findings.Order(StringComparer.Ordinal), Found(card)) is { } findings) yield return findings;
        if (expect.Suggestions is not null && Difference("suggestions", expect.Suggestions, card.Suggestions?.Select(s => s.Label) ?? []) is { } suggestions) yield return suggestions;
    }

    private static IEnumerable<string> Found(Card card) => card.Extension!.Findings.Select(f => f.Concept).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static string? Difference(string what, IEnumerable<string> expected, IEnumerable<string> found)
    {
        var (left, right) = (string.Join(", ", expected), string.Join(", ", found));
        return left == right ? null : $"the {what} should be [{left}] and are [{right}].";
    }

    private static Situation When(CardCase situation) => new(situation.Hook, situation.Gate, situation.Today, situation.Jurisdiction);

    private Card? Compose(Finding finding, ReadResult read) =>
        composer.Compose([Activated(finding)], read.Chart!, read.Request!, new() { MaxCards = int.MaxValue, Secret = [] }).Cards.SingleOrDefault();

    // A card in the silent mode is proven before it is shown to anybody.
    private static Finding Activated(Finding finding)
    {
        var plan = (PlanDefinition)finding.Card.Plan.DeepCopy();
        plan.Status = PublicationStatus.Active;
        return finding with { Card = finding.Card with { Plan = plan } };
    }

    private CardDefinition? Card(CardCase situation) =>
        knowledge.Cards.FirstOrDefault(c => c.Id.Equals(situation.CardFolder, StringComparison.OrdinalIgnoreCase));
}
