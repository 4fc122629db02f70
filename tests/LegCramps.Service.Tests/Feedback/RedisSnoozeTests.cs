namespace LegCramps.Service.Tests.Feedback;

/// <summary>With Redis, instances whose ledgers are files of their own share what is snoozed.</summary>
public sealed class RedisSnoozeTests
{
    [RedisFact]
    public async Task What_is_answered_on_one_instance_is_silent_on_the_other()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = Instance(redis);
        await using var two = Instance(redis);
        await one.IsOpenAsync();
        await two.IsOpenAsync();
        var card = (await one.Ehr.SelectsAsync(Some.Draft(Codes.Raloxifene))).Cards[0]["uuid"]!.GetValue<string>();
        await Eventually.Async(async () => (await two.Ehr.SignsAsync(Some.Draft(Codes.Raloxifene))).Cards.Count == 0, "order-sign does not repeat what order-select showed");

        (await two.Ehr.GivesFeedbackAsync("order-select", Said.Overridden(card, "remind-me", "2026-11-23T10:00:00Z"))).Status.Should().Be(200);
        (await one.Ehr.SignsAsync(Some.Draft(Codes.Raloxifene))).ShouldShow("LCRXRAL");

        (await two.Ehr.GivesFeedbackAsync("order-select", Said.Overridden(card, "already-addressed"))).Status.Should().Be(200);
        foreach (var instance in new[] { one, two })
        {
            var reply = await instance.Ehr.SelectsAsync(Some.Draft(Codes.Raloxifene, "draft-7"));
            reply.ShouldBeSilent();
            reply.Completeness["cardsSnoozed"]!.AsArray().Should().ContainSingle();
        }

        (await one.SnoozesAsync()).Concat(await two.SnoozesAsync()).Should().BeEmpty("Redis remembers instead");
    }

    [RedisFact]
    public async Task While_Redis_is_away_cards_are_shown()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var service = Instance(redis);
        await service.IsOpenAsync();
        await redis.FailAsync();

        (await service.Ehr.SelectsAsync(Some.Draft(Codes.Raloxifene))).ShouldShow("LCRXRAL");
        (await service.Ehr.GivesFeedbackAsync("order-select", Said.Accepted("x"))).Status.Should().Be(200);
        service.Log.Lines.Should().Contain(l => l.Contains("could not be looked up"));
    }

    private static RunningService Instance(RedisServer redis) =>
        new(("ConnectionStrings:Redis", redis.Configuration), ("LegCramps:Secret", "the same on every instance"), ("LegCramps:Snooze:Enabled", "true"));
}
