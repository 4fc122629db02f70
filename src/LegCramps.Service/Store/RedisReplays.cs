using System.Globalization;
using LegCramps.Service.Clients;
using StackExchange.Redis;

namespace LegCramps.Service.Store;

/// <summary>Used tokens of all instances: one atomic command each. Redis holds a hash of (iss, jti) and nothing else, until the token expires.</summary>
internal sealed class RedisReplays(RedisConnection redis, MemoryReplays own, TimeProvider clock) : IReplays
{
    public bool HasSeen(string issuer, string jti) => own.HasSeen(issuer, jti);

    public async ValueTask<Use> RecordAsync(string issuer, string jti, DateTimeOffset until)
    {
        var key = MemoryReplays.Key(issuer, jti);
        try
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"legcramps:jti:{key:x32}");
            // A little longer than it would be accepted here: the clock of another instance may be behind.
            if (!await redis.Database.StringSetAsync(name, 1, until + TokenPrecheck.ClockSkew - clock.GetUtcNow(), When.NotExists)) return Use.Repeated;
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            return Use.Unknown;
        }

        // Only so that the next repetition is found without asking; when there is no room, it is asked for.
        return own.Record(key, until) == Use.Repeated ? Use.Repeated : Use.First;
    }
}
