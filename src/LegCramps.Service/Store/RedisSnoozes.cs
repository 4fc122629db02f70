using LegCramps.Service.Feedback;
using StackExchange.Redis;

namespace LegCramps.Service.Store;

/// <summary>Remembers snoozes in Redis, for instances whose ledgers are files of their own, or whose database should not be asked for each card.</summary>
internal sealed class RedisSnoozes(RedisConnection redis, TimeProvider clock) : ISnoozeMemory
{
    public async Task<IReadOnlyDictionary<string, string>> FindAsync(IReadOnlyList<string> keys, CancellationToken cancellation)
    {
        // One trip, but a command for each key: in a cluster they lie on different servers.
        var values = await Task.WhenAll(keys.Select(k => redis.Database.StringGetAsync(Snooze(k))));
        return keys.Zip(values).Where(f => f.Second.HasValue).DistinctBy(f => f.First, StringComparer.Ordinal).ToDictionary(f => f.First, f => f.Second.ToString(), StringComparer.Ordinal);
    }

    public Task ShownAsync(IReadOnlyCollection<Showing> showings, CancellationToken cancellation) => Task.WhenAll(
        showings.Select(s => redis.Database.HashSetAsync(Card(s.Card), [new("client", s.Client), new("rule", s.RuleKey), new("repeat", s.RepeatKey ?? "")]))
            .Concat(showings.Select(s => redis.Database.KeyExpireAsync(Card(s.Card), TimeSpan.FromDays(Retention.KeyDays)) as Task))
            .Concat(showings.Where(s => s.RepeatKey is not null).Select(s => SetAsync(s.RepeatKey!, s.Card, s.RepeatUntil))));

    public Task AnsweredAsync(IReadOnlyCollection<SnoozeAnswer> answers, CancellationToken cancellation) => Task.WhenAll(answers.Select(AnsweredAsync));

    private async Task AnsweredAsync(SnoozeAnswer answer)
    {
        // Only the client that was shown the card can answer it.
        var shown = await redis.Database.HashGetAsync(Card(answer.Card), ["client", "rule", "repeat"]);
        if (shown[1].IsNullOrEmpty || shown[0] != answer.Client) return;
        if (answer.Until is { } until) await SetAsync(shown[1]!, answer.Card, until);
        else await Task.WhenAll(shown.Skip(1).Where(k => !k.IsNullOrEmpty).Select(k => ForgetAsync(k!, answer.Card)));
    }

    private Task SetAsync(string key, string card, DateTimeOffset until) =>
        until - clock.GetUtcNow() is { Ticks: > 0 } span ? redis.Database.StringSetAsync(Snooze(key), card, span) : Task.CompletedTask;

    private async Task ForgetAsync(string key, string card)
    {
        if (await redis.Database.StringGetAsync(Snooze(key)) == card) await redis.Database.KeyDeleteAsync(Snooze(key));
    }

    private static RedisKey Snooze(string key) => $"legcramps:snooze:{key}";

    private static RedisKey Card(string uuid) => $"legcramps:card:{uuid}";
}
