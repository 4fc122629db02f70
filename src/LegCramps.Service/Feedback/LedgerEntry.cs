using LegCramps.Service.Clients;
using LegCramps.Service.Store;

namespace LegCramps.Service.Feedback;

/// <summary>
/// A row of the ledger on its way to the store. A value that mostly points at what lives as long as the process: thousands of waiting
/// rows are nothing that the garbage collector has to carry from generation to generation.
/// </summary>
/// <param name="Uuid">Of the card.</param>
/// <param name="Rule">The id of its PlanDefinition.</param>
/// <param name="Version">The version of its PlanDefinition.</param>
/// <param name="Service">The id of the CDS service.</param>
/// <param name="Client">Who was answered.</param>
/// <param name="Milliseconds">When, since 1970 in UTC.</param>
/// <param name="Status">What became of the card.</param>
/// <param name="Showing">What snooze is to remember of it; null when nothing.</param>
internal readonly record struct LedgerEntry(Guid Uuid, string Rule, string Version, string Service, CdsClient Client, long Milliseconds, CardStatus Status, Showing? Showing)
{
    /// <summary>The values of its row, in the order in which <see cref="LedgerWriter"/> inserts them.</summary>
    public object?[] Values() =>
    [
        Uuid.ToString(), Rule, Version, Service, Client.Id, StoredText.OrNull(Client.Tenant), Milliseconds,
        DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(Milliseconds).UtcDateTime), Client.Gate,
        Status.Name(), Showing?.RuleKey,
    ];
}
