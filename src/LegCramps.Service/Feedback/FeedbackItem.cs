namespace LegCramps.Service.Feedback;

/// <summary>What became of one card, as the client says.</summary>
/// <param name="Card">The uuid of the card, in lower case; or another id that the client sent.</param>
/// <param name="Outcome"><c>accepted</c> or <c>overridden</c>.</param>
/// <param name="Time">When, in milliseconds.</param>
/// <param name="Reason">Why it was overridden; null when nobody says.</param>
/// <param name="AcceptedSuggestions">How many suggestions were accepted.</param>
internal sealed record FeedbackItem(string Card, string Outcome, DateTimeOffset Time, StatedReason? Reason, int AcceptedSuggestions)
{
    public const string Accepted = "accepted";
    public const string Overridden = "overridden";
}

/// <summary>The reason of an override, as sent. What a person typed is never in it.</summary>
internal sealed record StatedReason(string? Code, string? System, string? Display);

/// <summary>What is wrong with an item, and which element.</summary>
internal sealed record FeedbackProblem(string Expression, string Text);

/// <summary>A body of feedback: the items that can be kept, and what is wrong with the others.</summary>
internal sealed record FeedbackBody(IReadOnlyList<FeedbackItem> Items, IReadOnlyList<FeedbackProblem> Problems);
