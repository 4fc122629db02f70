using System.Globalization;

namespace LegCramps.Service.Commands;

/// <summary>An explanation as a page of text for a clinician.</summary>
internal static class ExplainText
{
    private const int Column = 16;

    public static void Write(ExplainDocument document, TextWriter output)
    {
        foreach (var line in Lines(document)) output.WriteLine(Printable(line));
    }

    private static IEnumerable<string> Lines(ExplainDocument document)
    {
        if (document.Refused is { } refused) return [$"REFUSED with HTTP {refused.Status}: {refused.Text}", .. refused.Expression is null ? (string[])[] : [$"  element: {refused.Expression}"]];
        return
        [
            .. Request(document.Request!),
            "",
            "Records that mention something known",
            .. OrNone(document.Facts!.Select(Fact)),
            "",
            $"Present for the gates: {string.Join(", ", document.Present!.Select(c => c.Title).DefaultIfEmpty("nothing"))}",
            "",
            $"Cards of {document.Request!.Hook}",
            .. document.Cards!.SelectMany(Card),
        ];
    }

    private static IEnumerable<string> Request(ExplainedRequest request)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"Request {request.Hook} on {request.Today:yyyy-MM-dd}, gate {request.Gate}, jurisdiction {request.Jurisdiction}");
        foreach (var input in request.Received) yield return $"  {input.Key,-26}{State(input)}";
        if (request.SelectedDrafts.Count > 0) yield return $"  {"selected drafts",-26}{string.Join(", ", request.SelectedDrafts)}";
        yield return $"  Not recognized: {Count(request.UnrecognizedMedications, "medication order")}, {Count(request.UnrecognizedConditions, "condition")}; unit not understood: {Count(request.UnreadableResults, "result")}.";
    }

    private static string State(ExplainedInput input)
    {
        var state = input.State switch
        {
            "missing" => "not sent",
            "unreadable" => "sent, but cannot be read",
            "empty" => "nothing on record",
            "partial" => $"{Count(input.Resources, "record")}, only a part of them",
            _ => Count(input.Resources, "record"),
        };
        return input.OtherPatient == 0 ? state : $"{state}; {Count(input.OtherPatient, "record")} of another patient left out";
    }

    private static string Fact(ExplainedFact fact) =>
        $"  {(fact.Draft ? "draft " : "")}{fact.Reference}, {string.Join(", ", fact.Concepts.Select(c => c.Title))}: {fact.Verdict}: {string.Join("; ", fact.Because)}";

    private static IEnumerable<string> Card(ExplainedCard card)
    {
        yield return $"  {Outcome(card),-Column}{card.Id} {card.Version}, {card.Title}: {card.Because}";
        foreach (var evidence in card.Evidence.GroupBy(e => e.Concept, e => e.Reference)) yield return $"  {"",-Column}  {evidence.Key.Title}: {string.Join(", ", evidence)}";
        if (card.Outcome is not "silent") yield break;
        foreach (var input in card.Inputs.Where(i => i.Needed && i.Found.Count > 0)) yield return $"  {"",-Column}  found for '{input.Id}': {string.Join(", ", input.Found)}";
        foreach (var miss in card.Inputs.Where(i => i.Needed && i.Found.Count == 0).SelectMany(i => i.PassedOver).Distinct()) yield return $"  {"",-Column}  {miss.Reference}: {miss.Because}";
    }

    private static string Outcome(ExplainedCard card) => card.Outcome switch
    {
        "shown" => $"SHOWN {card.Indicator}",
        "silent" => "silent",
        var outcome => outcome.ToUpperInvariant(),
    };

    private static IEnumerable<string> OrNone(IEnumerable<string> lines) => lines.DefaultIfEmpty("  none");

    private static string Count(int number, string what) => $"{number} {what}{(number == 1 ? "" : "s")}";

    // An id is whatever a client sent: nothing in it may steer a terminal.
    private static string Printable(string line) =>
        string.Concat(line.Select(c => char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? '?' : c));
}
