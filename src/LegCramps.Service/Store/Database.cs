using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LegCramps.Service.Store;

/// <summary>The way to the database: contexts for reading, connections for look-ups, transactions for writing.</summary>
public sealed class Database : IAsyncDisposable
{
    // SQLite: 16 MB of pages in memory and as many in the log. With its own 2 and 4 MB a ledger that is written fast reads and moves
    // nearly every page each time it is touched.
    private const string Pages = "PRAGMA cache_size = -16000; PRAGMA wal_autocheckpoint = 4000";

    private readonly string connectionString;
    private readonly NpgsqlDataSource? postgreSql;

    // SQLite has one writer at a time. Waiting here is fair and wakes at once; SQLite itself would sleep and try again.
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly TaskCompletionSource tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool isOpen;

    public Database(StoreOptions options)
    {
        connectionString = options.Connection;
        if (options.Provider == StoreOptions.PostgreSql) postgreSql = NpgsqlDataSource.Create(connectionString);
    }

    /// <summary>The connection string for a file of SQLite.</summary>
    public static string FileConnection(string path) => new SqliteConnectionStringBuilder { DataSource = path }.ToString();

    /// <summary>False until the tables are there, and for good where no file can be made.</summary>
    public bool IsOpen => isOpen;

    /// <summary>Whether somebody has tried to open the store, whatever came of it.</summary>
    public bool IsTried => tried.Task.IsCompleted;

    public bool IsSqlite => postgreSql is null;

    /// <summary>Waits for the first attempt to open the store.</summary>
    public Task TriedAsync(CancellationToken cancellation) => tried.Task.WaitAsync(cancellation);

    /// <summary>For queries in LINQ; dispose it after use.</summary>
    public LegCrampsStore Context() => postgreSql is { } source
        ? new PostgreSqlStore(new DbContextOptionsBuilder<PostgreSqlStore>().UseNpgsql(source).Options)
        : new SqliteStore(new DbContextOptionsBuilder<SqliteStore>().UseSqlite(connectionString).Options);

    public async Task<DbConnection> ConnectAsync(CancellationToken cancellation)
    {
        if (postgreSql is { } source) return await source.OpenConnectionAsync(cancellation);
        var connection = new SqliteConnection(connectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>A transaction. A durable one is on the disk once it is committed; another may be lost when the machine, not only the process, fails.</summary>
    public async Task<StoreWrite> BeginAsync(bool durable, CancellationToken cancellation)
    {
        if (IsSqlite) await turn.WaitAsync(cancellation);
        DbConnection? connection = null;
        try
        {
            connection = await ConnectAsync(cancellation);
            if (IsSqlite) await connection.ExecuteAsync($"PRAGMA synchronous = {(durable ? "FULL" : "NORMAL")}; {Pages}", cancellation);
            var transaction = await connection.BeginTransactionAsync(cancellation);
            if (!IsSqlite) await connection.ExecuteAsync(durable ? "SET LOCAL synchronous_commit = on" : "SET LOCAL synchronous_commit = off", cancellation);
            return new StoreWrite(connection, transaction, IsSqlite ? turn : null);
        }
        catch
        {
            if (connection is not null) await connection.DisposeAsync();
            if (IsSqlite) turn.Release();
            throw;
        }
    }

    /// <summary>Makes the file where there is none, and the tables of this version.</summary>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        try
        {
            await MigrateAsync(cancellation);
            isOpen = true;
        }
        finally
        {
            tried.TrySetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (postgreSql is not null) await postgreSql.DisposeAsync();
        else SqliteConnection.ClearPool(new SqliteConnection(connectionString));
        turn.Dispose();
    }

    private async Task MigrateAsync(CancellationToken cancellation)
    {
        using var alone = IsSqlite ? MakeFile() : null;
        await using var context = Context();
        if (IsSqlite) await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellation);
        if ((await context.Database.GetPendingMigrationsAsync(cancellation)).Any())
        {
            // Nobody else migrates while we hold the file; a lock that is still there was left by a process that was killed.
            if (IsSqlite) await context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellation);
            await context.Database.MigrateAsync(cancellation);
        }
    }

    private FileStream MakeFile()
    {
        var file = Path.GetFullPath(new SqliteConnectionStringBuilder(connectionString).DataSource);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return new FileStream($"{file}.migrating", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
    }
}
