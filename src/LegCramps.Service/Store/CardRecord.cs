namespace LegCramps.Service.Store;

/// <summary>One card that was due in one answer, and what became of it. Nothing about the patient.</summary>
public sealed record CardRecord
{
    /// <summary>The uuid of the card: a repeated call gives the same one and counts once.</summary>
    public required string Uuid { get; init; }

    /// <summary>The id of its PlanDefinition, such as LC-RX-RAL.</summary>
    public required string Rule { get; init; }

    public required string Version { get; init; }

    /// <summary>The id of the CDS service.</summary>
    public required string Service { get; init; }

    /// <summary>The issuer of the client; empty for open access.</summary>
    public required string Client { get; init; }

    public string? Tenant { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>The day of <see cref="Time"/> in UTC, for counts by day and week.</summary>
    public required DateOnly Day { get; init; }

    public required string Gate { get; init; }

    public required CardStatus Status { get; init; }

    /// <summary>Keyed hash of client, patient and rule, so that an override can silence the rule for this patient. Taken away after a few days.</summary>
    public string? SnoozeKey { get; init; }
}

/// <summary>What became of a card that was due; stored as <c>shown</c>, <c>silent</c>, <c>snoozed</c>.</summary>
public enum CardStatus
{
    Shown,

    /// <summary>In silent mode: counted, never shown.</summary>
    Silent,

    /// <summary>Left out because it was answered or just shown.</summary>
    Snoozed,
}

/// <summary>How a status is written wherever it leaves the program.</summary>
internal static class CardStatusNames
{
    public static string Name(this CardStatus status) => status.ToString().ToLowerInvariant();
}
