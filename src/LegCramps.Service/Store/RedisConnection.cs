using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace LegCramps.Service.Store;

/// <summary>The connection to Redis (or Valkey) that several instances share. It mends itself; while it is down, whoever asks is told at once.</summary>
internal sealed class RedisConnection : IHealthCheck, IAsyncDisposable
{
    private const int MostMilliseconds = 1000;

    private readonly ConnectionMultiplexer connection;

    public RedisConnection(string configuration)
    {
        var options = ConfigurationOptions.Parse(configuration);
        options.ClientName = "legcramps";
        options.AbortOnConnectFail = false;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ConnectTimeout = Math.Min(options.ConnectTimeout, 2 * MostMilliseconds);
        options.AsyncTimeout = Math.Min(options.AsyncTimeout, MostMilliseconds);
        connection = ConnectionMultiplexer.Connect(options);
    }

    public static bool IsValid(string configuration)
    {
        try
        {
            return ConfigurationOptions.Parse(configuration).EndPoints.Count > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>What commands are sent to; they throw <see cref="RedisException"/> or <see cref="TimeoutException"/> while the server cannot be reached.</summary>
    public IDatabase Database => connection.GetDatabase();

    /// <summary>Readiness: an instance that cannot reach it refuses calls, so it should get none.</summary>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await AnswersAsync() ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("Redis cannot be reached");

    public async Task<bool> AnswersAsync()
    {
        try
        {
            await Database.PingAsync();
            return true;
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            return false;
        }
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
