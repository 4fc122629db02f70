using LegCramps.Service.Store;

namespace LegCramps.Service.Feedback;

/// <summary>A row of the ledger on its way to the store, and what snooze is to remember of it; null when nothing.</summary>
internal sealed record LedgerEntry(CardRecord Card, Showing? Showing);
