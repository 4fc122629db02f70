using System.Collections.ObjectModel;

namespace LegCramps.Composition;

/// <summary>What a client wants to see of the cards.</summary>
public sealed record CompositionOptions
{
    /// <summary>Cards per response.</summary>
    public int MaxCards { get; init; } = 3;

    public bool Suggestions { get; init; } = true;

    /// <summary><c>any</c>, or <c>at-most-one</c> for clients of CDS Hooks 1.0.</summary>
    public string SelectionBehavior { get; init; } = "any";

    /// <summary>What becomes of cards, by rule id, where it is not what their status says: <c>active</c> on, <c>draft</c> silent.</summary>
    public IReadOnlyDictionary<string, CardMode> Modes { get; init; } = ReadOnlyDictionary<string, CardMode>.Empty;

    /// <summary>Whether cards carry <c>org.legcramps.findings</c>.</summary>
    public bool Findings { get; init; } = true;

    /// <summary>Absolute URL under which each card has a page; null when the service does not know its public address.</summary>
    public string? CardPages { get; init; }

    /// <summary>Issuer of the client, part of every card's uuid.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>Keys the card uuids, so that they cannot be turned back into a patient.</summary>
    public required byte[] Secret { get; init; }
}
