using LegCramps.Service.Store;

namespace LegCramps.Service.Feedback;

/// <summary>Remembers snoozes in the database that all instances share.</summary>
internal sealed class DatabaseSnoozes(Database database, TimeProvider clock) : ISnoozeMemory
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

    public Task<IReadOnlyDictionary<string, string>> FindAsync(IReadOnlyList<string> keys, CancellationToken cancellation) =>
        !database.IsOpen ? Task.FromResult(Snoozed.NothingFound)
        // SQLite reads on the thread that asks. On one of its own nobody waits longer than he wants to.
        : database.IsSqlite ? Task.Run(() => ReadAsync(keys, cancellation), cancellation)
        : ReadAsync(keys, cancellation);

    public Task ShownAsync(IReadOnlyCollection<Showing> showings, CancellationToken cancellation) =>
        WriteAsync([(Show, [.. showings.Where(s => s.RepeatKey is not null).OrderBy(s => s.RepeatKey, StringComparer.Ordinal).Select(s => new object?[] { s.RepeatKey, s.Card, s.RepeatUntil.ToUnixTimeMilliseconds() })])], cancellation);

    public Task AnsweredAsync(IReadOnlyCollection<SnoozeAnswer> answers, CancellationToken cancellation) => WriteAsync(
        [
            (Forget, [.. answers.Where(a => a.Until is null).Select(a => new object?[] { a.Card, a.Client })]),
            (Answer, [.. answers.Where(a => a.Until is not null).Select(a => new object?[] { a.Card, a.Client, a.Until!.Value.ToUnixTimeMilliseconds() })]),
        ],
        cancellation);

    private async Task WriteAsync((string Sql, object?[][] Rows)[] statements, CancellationToken cancellation)
    {
        if (!database.IsOpen || statements.All(s => s.Rows.Length == 0)) return;
        await using var write = await database.BeginAsync(durable: false, cancellation);
        foreach (var (sql, rows) in statements) await write.ExecuteAsync(sql, rows, cancellation);
        await write.CommitAsync(cancellation);
    }

    private async Task<IReadOnlyDictionary<string, string>> ReadAsync(IReadOnlyList<string> keys, CancellationToken cancellation)
    {
        await using var connection = await database.ConnectAsync(cancellation);
        await using var command = connection.CreateCommand();
        for (var i = 0; i <= keys.Count; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            parameter.Value = i == 0 ? clock.GetUtcNow().ToUnixTimeMilliseconds() : keys[i - 1];
            command.Parameters.Add(parameter);
        }

        command.CommandText = $"SELECT key, card FROM snoozes WHERE until > @p0 AND key IN ({string.Join(", ", keys.Select((_, i) => $"@p{i + 1}"))})";
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation)) found[rows.GetString(0)] = rows.GetString(1);
        return found;
    }
}
