using System.Data.Common;

namespace LegCramps.Service.Store;

/// <summary>One transaction; nothing of it stays unless it is committed.</summary>
public sealed class StoreWrite(DbConnection connection, DbTransaction transaction, SemaphoreSlim? turn) : IAsyncDisposable
{
    /// <summary>Runs one statement for every row of values (<c>@p0</c>, <c>@p1</c>, ...), as fast as the provider can.</summary>
    public async Task ExecuteAsync(string sql, IReadOnlyCollection<object?[]> rows, CancellationToken cancellation)
    {
        if (rows.Count == 0) return;
        if (connection.CanCreateBatch) await BatchAsync(sql, rows, cancellation);
        else await PreparedAsync(sql, rows, cancellation);
    }

    public Task CommitAsync(CancellationToken cancellation) => transaction.CommitAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
        finally
        {
            turn?.Release();
        }
    }

    // PostgreSQL: all statements travel together.
    private async Task BatchAsync(string sql, IReadOnlyCollection<object?[]> rows, CancellationToken cancellation)
    {
        await using var batch = connection.CreateBatch();
        batch.Transaction = transaction;
        foreach (var row in rows)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = sql;
            for (var i = 0; i < row.Length; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = $"p{i}";
                parameter.Value = row[i] ?? DBNull.Value;
                command.Parameters.Add(parameter);
            }

            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(cancellation);
    }

    // SQLite: no way to travel, so the statement is only compiled once.
    private async Task PreparedAsync(string sql, IReadOnlyCollection<object?[]> rows, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                if (command.Parameters.Count == i)
                {
                    var parameter = command.CreateParameter();
                    parameter.ParameterName = $"@p{i}";
                    command.Parameters.Add(parameter);
                }

                command.Parameters[i].Value = row[i] ?? DBNull.Value;
            }

            await command.ExecuteNonQueryAsync(cancellation);
        }
    }
}

/// <summary>One statement without values.</summary>
internal static class Statements
{
    public static async Task ExecuteAsync(this DbConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
