using System.Text.Json.Serialization;

namespace LegCramps.Service.Reports;

/// <summary>What became of the cards, as a committee asks for it.</summary>
internal sealed record CardReport
{
    /// <summary>The first day of what is counted; null for all that is kept.</summary>
    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public required IReadOnlyList<ReportRow> Cards { get; init; }

    /// <summary>Feedback about cards that this installation does not know: another one's, or so old that they are deleted.</summary>
    public required UnknownCards UnknownCards { get; init; }

    /// <summary>Cards whose rate is not what it was.</summary>
    public required IReadOnlyList<Signal> Signals { get; init; }
}

/// <summary>The counts of one version of one card, or of its part of a client or a week.</summary>
internal sealed record ReportRow
{
    public required string Id { get; init; }

    public required string Version { get; init; }

    /// <summary>Null for a card that is not in the folder any more.</summary>
    public string? Title { get; init; }

    public string? Client { get; init; }

    /// <summary>The Monday of the week in which the card was shown.</summary>
    public DateOnly? Week { get; init; }

    public int Shown { get; init; }

    /// <summary>Due in silent mode: counted, not shown.</summary>
    public int Silent { get; init; }

    /// <summary>Due, but left out because it was answered or just shown.</summary>
    public int Snoozed { get; init; }

    public int Accepted { get; init; }

    public int Overridden { get; init; }

    public IReadOnlyList<ReasonCount> OverrideReasons { get; init; } = [];

    /// <summary>Shown, and nothing was heard of it.</summary>
    public int NoAnswer { get; init; }
}

/// <summary>How often one reason was given.</summary>
internal sealed record ReasonCount(string Code, string? System, int Count);

/// <summary>Feedback that no card belongs to.</summary>
internal sealed record UnknownCards(int Accepted, int Overridden);

/// <summary>A card whose latest whole week is not like the weeks before it.</summary>
/// <param name="Id">The card.</param>
/// <param name="Measure"><c>due</c>: how often it was due; <c>overridden</c>: which share of the cards shown was overridden.</param>
/// <param name="Kind"><c>jump</c>, <c>fall</c> or <c>silence</c>.</param>
/// <param name="Week">The Monday of the week; of a silence, of its first week.</param>
/// <param name="Value">The count or share of the week.</param>
/// <param name="Expected">The mean of the weeks before.</param>
/// <param name="Lower">The lower control limit.</param>
/// <param name="Upper">The upper control limit.</param>
/// <param name="Text">The same as a sentence.</param>
internal sealed record Signal(string Id, string Measure, string Kind, DateOnly Week, double Value, double Expected, double Lower, double Upper, string Text);

/// <summary>Serialization of the report.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CardReport))]
internal sealed partial class ReportJson : JsonSerializerContext;
