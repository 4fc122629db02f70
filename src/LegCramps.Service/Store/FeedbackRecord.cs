namespace LegCramps.Service.Store;

/// <summary>What a prescriber did with a card. Of an override the coded reason, never the comment.</summary>
public sealed record FeedbackRecord
{
    public long Id { get; init; }

    public required string Client { get; init; }

    public string? Tenant { get; init; }

    /// <summary>The service it was sent to.</summary>
    public required string Service { get; init; }

    /// <summary>The uuid of the card, in lower case; or whatever id the client sent. Without a card of the same client and uuid it is about an unknown card.</summary>
    public required string Card { get; init; }

    /// <summary><c>accepted</c> or <c>overridden</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>When it happened, as the client says. With client, card and outcome it is unique: what is sent again counts once.</summary>
    public required DateTimeOffset OutcomeTime { get; init; }

    public required DateTimeOffset Received { get; init; }

    public string? Reason { get; init; }

    public string? ReasonSystem { get; init; }

    /// <summary>How many suggestions were accepted.</summary>
    public required int AcceptedSuggestions { get; init; }

    /// <summary>Whether it silences the rule of the card for its patient.</summary>
    public required bool Snoozes { get; init; }
}
