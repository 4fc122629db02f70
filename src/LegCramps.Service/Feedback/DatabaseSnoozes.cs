using System.Data.Common;
using System.Threading.Channels;
using LegCramps.Service.Store;

namespace LegCramps.Service.Feedback;

/// <summary>Remembers snoozes in the database that all instances share.</summary>
internal sealed class DatabaseSnoozes(Database database, TimeProvider clock) : ISnoozeMemory, IDisposable
{
    private const string Show = """
        INSERT INTO snoozes (key, card, until) VALUES (@p0, @p1, @p2)
        ON CONFLICT (key) DO UPDATE SET card = excluded.card, until = excluded.until
        """;

    // Only the client that was shown the card can answer it. The longer of two snoozes holds.
    private const string Answer = """
        INSERT INTO snoozes (key, card, until)
        SELECT snooze_key, uuid, @p2 FROM cards WHERE uuid = @p0 AND client = @p1 AND snooze_key IS NOT NULL
        ON CONFLICT (key) DO UPDATE SET card = excluded.card, until = excluded.until WHERE excluded.until > snoozes.until
        """;

    private const string Forget = "DELETE FROM snoozes WHERE card IN (SELECT uuid FROM cards WHERE uuid = @p0 AND client = @p1)";

    // Queries of SQLite that are compiled and wait on a connection of their own: opening and compiling cost more than asking.
    private readonly Channel<DbCommand> idle = Channel.CreateBounded<DbCommand>(Environment.ProcessorCount);

    public Task<IReadOnlyDictionary<string, string>> FindAsync(IReadOnlyList<string> keys, CancellationToken cancellation) =>
        !database.IsOpen ? Task.FromResult(Snoozed.NothingFound)
        // SQLite reads on the thread that asks. On one of its own nobody waits longer than he wants to.
        : database.IsSqlite ? Task.Run(() => ReadFileAsync(keys, cancellation), cancellation)
        : ReadAsync(keys, cancellation);

    public Task ShownAsync(IReadOnlyCollection<Showing> showings, CancellationToken cancellation) =>
        WriteAsync([(Show, [.. showings.Where(s => s.RepeatKey is not null).OrderBy(s => s.RepeatKey, StringComparer.Ordinal).Select(s => new object?[] { s.RepeatKey, s.Card, s.RepeatUntil.ToUnixTimeMilliseconds() })])], cancellation);

    public Task AnsweredAsync(IReadOnlyCollection<SnoozeAnswer> answers, CancellationToken cancellation) => WriteAsync(
        [
            (Forget, [.. answers.Where(a => a.Until is null).Select(a => new object?[] { a.Card, a.Client })]),
            (Answer, [.. answers.Where(a => a.Until is not null).Select(a => new object?[] { a.Card, a.Client, a.Until!.Value.ToUnixTimeMilliseconds() })]),
        ],
        cancellation);

    public void Dispose()
    {
        idle.Writer.Complete();
        while (idle.Reader.TryRead(out var query)) Close(query);
    }

    private async Task WriteAsync((string Sql, object?[][] Rows)[] statements, CancellationToken cancellation)
    {
        if (!database.IsOpen || statements.All(s => s.Rows.Length == 0)) return;
        await using var write = await database.BeginAsync(durable: false, cancellation);
        foreach (var (sql, rows) in statements) await write.ExecuteAsync(sql, rows, cancellation);
        await write.CommitAsync(cancellation);
    }

    private async Task<IReadOnlyDictionary<string, string>> ReadAsync(IReadOnlyList<string> keys, CancellationToken cancellation)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var connection = await database.ConnectAsync(cancellation);
        await using var query = Query(connection, "SELECT key, card FROM snoozes WHERE until > @p0 AND key = ANY (@p1)");
        await FindAsync(query, keys.ToArray(), found, cancellation);
        return found;
    }

    // One key at a time: nothing travels, and a look-up by primary key costs SQLite a fraction of what a list costs.
    private async Task<IReadOnlyDictionary<string, string>> ReadFileAsync(IReadOnlyList<string> keys, CancellationToken cancellation)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var query = idle.Reader.TryRead(out var waiting) ? waiting
            : Query(await database.ConnectAsync(cancellation), "SELECT key, card FROM snoozes WHERE until > @p0 AND key = @p1");
        var isKept = false;
        try
        {
            foreach (var key in keys) await FindAsync(query, key, found, cancellation);
            isKept = idle.Writer.TryWrite(query);
            return found;
        }
        finally
        {
            if (!isKept) Close(query);
        }
    }

    private async Task FindAsync(DbCommand query, object keys, Dictionary<string, string> found, CancellationToken cancellation)
    {
        query.Parameters[0].Value = clock.GetUtcNow().ToUnixTimeMilliseconds();
        query.Parameters[1].Value = keys;
        await using var rows = await query.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation)) found[rows.GetString(0)] = rows.GetString(1);
    }

    private static DbCommand Query(DbConnection connection, string sql)
    {
        var query = connection.CreateCommand();
        query.CommandText = sql;
        foreach (var name in new[] { "@p0", "@p1" })
        {
            var parameter = query.CreateParameter();
            parameter.ParameterName = name;
            query.Parameters.Add(parameter);
        }

        return query;
    }

    private static void Close(DbCommand query)
    {
        query.Connection?.Dispose();
        query.Dispose();
    }
}
