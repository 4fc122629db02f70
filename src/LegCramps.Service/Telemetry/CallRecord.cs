using LegCramps.CdsHooks;
using LegCramps.Evaluation;
using LegCramps.Knowledge;
using LegCramps.Service.Discovery;
using LegCramps.Service.Hooks;

namespace LegCramps.Service.Telemetry;

/// <summary>What is kept of a call: one log line and the counts. A card's id and fate, nothing of the patient.</summary>
internal sealed class CallRecord(ILogger<CallRecord> logger, HookMetrics metrics, KnowledgeBase knowledge, TimeProvider clock)
{
    private readonly Dictionary<string, string> rules = knowledge.Cards.ToDictionary(c => c.Id.Replace("-", "", StringComparison.Ordinal), c => c.Id, StringComparer.Ordinal);

    public long Start() => clock.GetTimestamp();

    public void Answered(string service, int status, HookAnswer? answer, long? bytes, long started)
    {
        var elapsed = clock.GetElapsedTime(started);
        metrics.Call(service, status, elapsed);
        if (answer?.Response is not null)
        {
            foreach (var card in answer.Composed!.Shown) metrics.Card("shown", card.Rule, card.Card.Indicator);
            foreach (var card in answer.Composed.Silent) metrics.Card("silent", card.Rule, card.Card.Indicator);
            foreach (var card in answer.Composed.Snoozed) metrics.Card("snoozed", card.Rule, card.Card.Indicator);
            foreach (var rule in answer.Composed.WithoutRoom) metrics.Card("no room", rule, "");
            foreach (var finding in answer.Findings.Where(f => f.Verdict != Verdict.Silent)) metrics.Finding(finding.Card.Id, finding.Verdict);
            foreach (var rule in answer.Failed) logger.CardFailed(rule);
            metrics.NotRecognized(answer.Completeness!);
        }

        var milliseconds = Math.Round(elapsed.TotalMilliseconds, 1);
        if (status == StatusCodes.Status200OK) logger.Answered(service, status, string.Join(' ', answer!.Response!.Cards.Select(RuleOf)), milliseconds, bytes);
        else logger.Refused(service, status, answer?.Problem?.Expression ?? "-", milliseconds, bytes);
    }

    /// <summary>A call that a limit stopped before anybody worked on it.</summary>
    public void Rejected(HttpContext http, int status) =>
        Answered(http.GetRouteValue("id") is string id ? ServiceList.Find(id)?.Id ?? "unknown" : "discovery", status, null, http.Request.ContentLength, Start());

    // A card says its rule as a topic code, which is the rule's id without hyphens.
    private string RuleOf(Card card) => rules.GetValueOrDefault(card.Source.Topic.Code, card.Source.Topic.Code);
}
