using LegCramps.Service.Clients;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace LegCramps.Service.Store;

/// <summary>What is wrong with the settings of the store. A connection string is never repeated: it may hold a password.</summary>
internal static class StoreCheck
{
    public static IEnumerable<string> Problems(StoreOptions options)
    {
        foreach (var problem in SettingsCheck.Between("Store:RetentionDays", options.RetentionDays, 1, 36_500)) yield return problem;
        if (options.Provider is not (StoreOptions.Sqlite or StoreOptions.PostgreSql)) yield return $"Store:Provider: '{options.Provider}' is not one of {StoreOptions.Sqlite}, {StoreOptions.PostgreSql}";
        else if (options.Provider == StoreOptions.PostgreSql && options.Connection.Length == 0) yield return "ConnectionStrings:Store: missing; PostgreSql needs one such as Host=db.example.org;Database=legcramps;Username=legcramps;Password=...";
        else if (!IsUsable(options)) yield return $"ConnectionStrings:Store: not a connection string for {options.Provider}, such as {(options.Provider == StoreOptions.Sqlite ? "Data Source=data/legcramps.db" : "Host=db.example.org;Database=legcramps")}";
    }

    private static bool IsUsable(StoreOptions options)
    {
        try
        {
            return options.Provider == StoreOptions.PostgreSql
                ? new NpgsqlConnectionStringBuilder(options.Connection).Host is { Length: > 0 }
                : IsFile(new SqliteConnectionStringBuilder(options.Connection));
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidOperationException)
        {
            return false;
        }
    }

    // A database in memory would forget what it acknowledged.
    private static bool IsFile(SqliteConnectionStringBuilder connection) =>
        connection is { DataSource: { Length: > 0 } file, Mode: not SqliteOpenMode.Memory } && file != ":memory:" && !file.StartsWith("file:", StringComparison.OrdinalIgnoreCase);
}
