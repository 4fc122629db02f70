using LegCramps.Service.Clients;

namespace LegCramps.Service.Tests.Clients;

/// <summary>Step 12: a token is good for one call, wherever that call arrives.</summary>
public sealed class ReplayTests
{
    [Fact]
    public async Task A_replayed_token_is_refused()
    {
        using var identity = new EhrIdentity();
        await using var service = new RunningService(identity.Settings());
        var ehr = Replaying(identity, service.Day, service);

        (await ehr.OpensAChartAsync()).Status.Should().Be(200);

        ForgeryTests.ShouldBeUnauthorized(await ehr.OpensAChartAsync());
        service.Log.Lines.Should().Contain(l => l.Contains("jti was used before"));
    }

    [Fact] // of the calls that arrive at the same time, too, only one is answered
    public async Task A_token_sent_many_times_at_once_is_accepted_once()
    {
        using var identity = new EhrIdentity();
        await using var service = new RunningService(identity.Settings());
        var ehr = Replaying(identity, service.Day, service);

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ehr.OpensAChartAsync()));

        replies.Count(r => r.Status == 200).Should().Be(1);
        replies.Should().OnlyContain(r => r.Status == 200 || r.Status == 401);
    }

    [Fact] // a forged token must not use up the jti of a real one
    public async Task What_fails_for_another_reason_does_not_count_as_used()
    {
        using var identity = new EhrIdentity();
        await using var service = new RunningService(identity.Settings());
        var token = identity.Token(service.Day.GetUtcNow());

        ForgeryTests.ShouldBeUnauthorized(await new Ehr(service.CreateClient(), _ => $"Bearer {token.SignedBy(SigningKey.Create("ES384"))}").OpensAChartAsync());

        (await new Ehr(service.CreateClient(), _ => $"Bearer {token.Signed}").OpensAChartAsync()).Status.Should().Be(200);
    }

    [Fact]
    public async Task Two_clients_may_use_the_same_jti()
    {
        using var one = new EhrIdentity();
        using var two = new EhrIdentity(issuer: "https://two.example.org");
        await using var service = new RunningService([.. one.Settings(), .. two.Settings(1)]);

        foreach (var identity in new[] { one, two }) (await identity.At(service, t => t.With("jti", "1")).OpensAChartAsync()).Status.Should().Be(200);
    }

    [RedisFact]
    public async Task A_replayed_token_is_refused_by_every_instance_that_shares_Redis()
    {
        await using var redis = await RedisServer.StartAsync();
        using var identity = new EhrIdentity();
        (string, string)[] settings = [.. identity.Settings(), ("ConnectionStrings:Redis", redis.Configuration)];
        await using var first = new RunningService(settings);
        await using var second = new RunningService(settings);
        await using var alone = new RunningService(identity.Settings());
        var token = $"Bearer {identity.Token(first.Day.GetUtcNow()).Signed}";

        (await new Ehr(first.CreateClient(), _ => token).OpensAChartAsync()).Status.Should().Be(200);

        ForgeryTests.ShouldBeUnauthorized(await new Ehr(second.CreateClient(), _ => token).OpensAChartAsync());
        ForgeryTests.ShouldBeUnauthorized(await new Ehr(first.CreateClient(), _ => token).OpensAChartAsync());
        (await new Ehr(alone.CreateClient(), _ => token).OpensAChartAsync()).Status.Should().Be(200, "the control: an instance that shares nothing cannot know");
        (await identity.At(second).OpensAChartAsync()).Status.Should().Be(200);
    }

    [RedisFact] // of two instances that get it at the same time, one answers
    public async Task A_token_sent_to_two_instances_at_once_is_accepted_once()
    {
        await using var redis = await RedisServer.StartAsync();
        using var identity = new EhrIdentity("RS384");
        (string, string)[] settings = [.. identity.Settings(), ("ConnectionStrings:Redis", redis.Configuration)];
        await using var first = new RunningService(settings);
        await using var second = new RunningService(settings);
        foreach (var service in new[] { first, second }) (await identity.At(service).OpensAChartAsync()).Status.Should().Be(200);

        for (var i = 0; i < 20; i++)
        {
            var token = $"Bearer {identity.Token(first.Day.GetUtcNow()).Signed}";
            var replies = await Task.WhenAll(new[] { first, second, first, second }.Select(service => new Ehr(service.CreateClient(), _ => token).OpensAChartAsync()));
            replies.Select(r => r.Status).Order().Should().Equal(200, 401, 401, 401);
        }
    }

    [RedisFact] // fail closed, and say so
    public async Task While_Redis_is_down_calls_are_refused_and_readiness_says_so()
    {
        await using var redis = await RedisServer.StartAsync();
        using var identity = new EhrIdentity();
        await using var service = new RunningService([.. identity.Settings(), ("ConnectionStrings:Redis", redis.Configuration)]);
        (await identity.At(service).OpensAChartAsync()).Status.Should().Be(200);

        await redis.FailAsync();
        var refused = await identity.At(service).OpensAChartAsync();
        var ready = await service.Ehr.GetsAsync("/health/ready");
        await redis.ReturnAsync();
        for (var i = 0; i < 200 && (await service.Ehr.GetsAsync("/health/ready")).Status != 200; i++) await Task.Delay(100);

        refused.ShouldBeRefused(503).Header("Retry-After").Should().NotBeNull();
        ready.Status.Should().Be(503);
        service.Log.Lines.Should().Contain(l => l.StartsWith("Error") && l.Contains("whether it was used before cannot be found out"));
        (await identity.At(service).OpensAChartAsync()).Status.Should().Be(200, "it mends itself");
    }

    [Fact] // forgetting early would let a replay in
    public async Task A_full_memory_refuses_rather_than_forgets()
    {
        var clock = new FixedDay(new DateOnly(2026, 11, 23));
        var replays = new MemoryReplays(clock, capacity: 2);
        var soon = clock.GetUtcNow().AddMinutes(1);

        var uses = new List<Use>();
        foreach (var jti in new[] { "a", "b", "c", "a" }) uses.Add(await replays.RecordAsync("iss", jti, soon));
        clock.Later = TimeSpan.FromMinutes(1);
        uses.Add(await replays.RecordAsync("iss", "c", soon.AddMinutes(1)));

        uses.Should().Equal(Use.First, Use.First, Use.Unknown, Use.Repeated, Use.First);
    }

    private static Ehr Replaying(EhrIdentity identity, FixedDay day, RunningService service)
    {
        var token = identity.Token(day.GetUtcNow()).Signed;
        return new Ehr(service.CreateClient(), _ => $"Bearer {token}");
    }
}
