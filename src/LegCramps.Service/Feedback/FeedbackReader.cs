using System.Text.Json;
using System.Text.Unicode;
using LegCramps.Service.Hooks;
using static Hl7.Fhir.Model.OperationOutcome;

namespace LegCramps.Service.Feedback;

/// <summary>Reads what clients send as feedback, item by item, so that a bad item costs no other.</summary>
internal static class FeedbackReader
{
    private const int MostItems = 5000;

    /// <summary>The items, or why the body as a whole is refused.</summary>
    public static (FeedbackBody? Body, Refusal? Refusal) Read(ReadOnlyMemory<byte> body)
    {
        if (!Utf8.IsValid(body.Span)) return (null, Malformed("The body is not UTF-8."));
        try
        {
            using var document = JsonDocument.Parse(WithoutMark(body));
            if (document.RootElement.ValueKind != JsonValueKind.Object) return (null, Malformed("The body must be a JSON object with an array 'feedback'."));
            var lists = document.RootElement.EnumerateObject().Where(m => m.NameEquals("feedback")).Select(m => m.Value).ToList();
            return lists switch
            {
                [] => (null, Malformed("'feedback' is missing.", "feedback", IssueType.Required)),
                [{ ValueKind: JsonValueKind.Array } list] when list.GetArrayLength() <= MostItems => (Items(list), null),
                [{ ValueKind: JsonValueKind.Array }] => (null, Malformed($"More than {MostItems} items. Send them in several calls.", "feedback", IssueType.TooLong)),
                [_] => (null, Malformed("'feedback' must be an array.", "feedback")),
                _ => (null, Malformed("'feedback' is there more than once.", "feedback")),
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a name with half a surrogate pair.
            return (null, Malformed("The body is not JSON."));
        }
    }

    private static FeedbackBody Items(JsonElement list)
    {
        var items = new List<FeedbackItem>();
        var problems = new List<FeedbackProblem>();
        foreach (var (i, element) in list.EnumerateArray().Index())
        {
            var (item, problem) = FeedbackElement.Read(element);
            if (item is not null) items.Add(item);
            else problems.Add(problem! with { Expression = problem.Expression.Length == 0 ? $"feedback[{i}]" : $"feedback[{i}].{problem.Expression}" });
        }

        return new FeedbackBody(items, problems);
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) => body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;

    private static Refusal Malformed(string text, string? element = null, IssueType code = IssueType.Structure) => new(400, code, text, element);
}
