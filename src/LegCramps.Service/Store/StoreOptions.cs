namespace LegCramps.Service.Store;

/// <summary>The section <c>Store</c>, and <c>ConnectionStrings:Store</c>: where counts and feedback are kept, and for how long.</summary>
public sealed record StoreOptions
{
    public const string Sqlite = "Sqlite";
    public const string PostgreSql = "PostgreSql";

    /// <summary><c>Sqlite</c> or <c>PostgreSql</c>.</summary>
    public string Provider { get; init; } = Sqlite;

    /// <summary>False counts no cards: reports are empty then, and an override silences nothing.</summary>
    public bool Ledger { get; init; } = true;

    /// <summary>Cards and feedback older than this are deleted.</summary>
    public int RetentionDays { get; init; } = 730;

    /// <summary>How to reach the database. It may hold a password and is never printed.</summary>
    public string Connection { get; init; } = "";

    public override string ToString() => nameof(StoreOptions);
}
