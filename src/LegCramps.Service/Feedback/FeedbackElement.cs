using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LegCramps.Service.Feedback;

/// <summary>Reads one item of feedback, as tolerantly as what is to be counted allows.</summary>
internal static partial class FeedbackElement
{
    private const int LongestReason = 64, LongestSystem = 200, LongestDisplay = 200;

    // The elements under which clients send the reason of an override; Epic says it in the plural.
    private static readonly string[] Overrides = ["overrideReason", "overrideReasons"];

    public static (FeedbackItem? Item, FeedbackProblem? Problem) Read(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object) return (null, new("", "Not an object."));
        if (Card(item) is not { } card) return (null, new("card", "Missing, or not an id: the uuid of a card, or up to 64 letters, digits and . _ : -"));
        if (Text(item, "outcome") is not { } outcome || outcome is not (FeedbackItem.Accepted or FeedbackItem.Overridden)) return (null, new("outcome", $"Missing or unknown: must be {FeedbackItem.Accepted} or {FeedbackItem.Overridden}."));
        if (Time(Text(item, "outcomeTimestamp")) is not { } time) return (null, new("outcomeTimestamp", "Missing, or not a date and time such as 2026-11-24T09:30:00Z."));
        return (new FeedbackItem(card, outcome, time, outcome == FeedbackItem.Overridden ? Reason(item) : null, AcceptedSuggestions(item)), null);
    }

    private static string? Card(JsonElement item)
    {
        var text = Member(item, "card") is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : Text(item, "card")?.Trim();
        if (text is null) return null;
        var bare = text.StartsWith("urn:uuid:", StringComparison.OrdinalIgnoreCase) ? text["urn:uuid:".Length..] : text;
        return Guid.TryParseExact(bare, "D", out var uuid) ? uuid.ToString() : Id.IsMatch(text) ? text : null;
    }

    // A time without a zone is taken as UTC, which the specification asks for.
    private static DateTimeOffset? Time(string? text)
    {
        if (text is null || Instant.Match(text) is not { Success: true } match) return null;
        var zone = match.Groups["zone"].Value;
        var offset = zone.Length > 1 ? $"{zone[..3]}:{zone[^2..]}" : "+00:00";
        var seconds = match.Groups["seconds"] is { Success: true } s ? s.Value : "00";
        if (!DateTimeOffset.TryParseExact($"{match.Groups["date"].Value}T{match.Groups["minutes"].Value}:{seconds}{offset}", "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            || time.Year is < 2000 or > 2100) return null;
        var milliseconds = match.Groups["fraction"].Value.PadRight(3, '0')[..3];
        return time.ToUniversalTime().AddMilliseconds(int.Parse(milliseconds, CultureInfo.InvariantCulture));
    }

    // Codes only: what a person typed stays unread, wherever the client puts it.
    private static StatedReason? Reason(JsonElement item)
    {
        if (Overrides.Select(name => First(Member(item, name))).FirstOrDefault(o => o is not null) is not { ValueKind: JsonValueKind.Object } stated) return null;
        var reason = First(Member(stated, "reason")) ?? (Member(stated, "code") is null ? null : stated);
        if (reason is { ValueKind: JsonValueKind.String } code) return new(Bounded(String(code), ReasonCode, LongestReason), null, null);
        if (reason is not { ValueKind: JsonValueKind.Object } coding) return null;
        coding = First(Member(coding, "coding")) is { ValueKind: JsonValueKind.Object } inner ? inner : coding;
        return new(Bounded(Text(coding, "code"), ReasonCode, LongestReason), Bounded(Text(coding, "system"), Uri, LongestSystem), Text(coding, "display") is { Length: <= LongestDisplay } display ? display.Trim() : null);
    }

    private static int AcceptedSuggestions(JsonElement item) => Member(item, "acceptedSuggestions") switch
    {
        { ValueKind: JsonValueKind.Array } list => list.GetArrayLength(),
        { ValueKind: JsonValueKind.Object } => 1,
        _ => 0,
    };

    private static string? Bounded(string? text, Regex shape, int longest) => text?.Trim() is { Length: > 0 } t && t.Length <= longest && shape.IsMatch(t) ? t : null;

    private static JsonElement? First(JsonElement? element) => element is not { ValueKind: JsonValueKind.Array } list ? element : list.GetArrayLength() > 0 ? list[0] : null;

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    private static string? Text(JsonElement element, string name) => Member(element, name) is { ValueKind: JsonValueKind.String } text ? String(text) : null;

    private static string? String(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair is no text.
            return null;
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9._:-]{1,64}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id { get; }

    [GeneratedRegex(@"^[A-Za-z0-9._:/#-]+\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ReasonCode { get; }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9+.-]*:[!-~]+\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Uri { get; }

    [GeneratedRegex(@"^(?<date>\d{4}-\d\d-\d\d)[Tt ](?<minutes>\d\d:\d\d)(:(?<seconds>\d\d)(\.(?<fraction>\d{1,20}))?)?(?<zone>[Zz]|[+-]\d\d:?\d\d)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Instant { get; }
}
