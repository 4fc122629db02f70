using System.Collections.Concurrent;
using LegCramps.Service.Clients;

namespace LegCramps.Service.Tests.Clients;

/// <summary>An ES384 signature is the dearest thing that a stranger can make the service do.</summary>
public sealed class VerificationSlotsTests
{
    [Fact]
    public async Task No_more_run_at_once_than_there_are_slots_and_whoever_waits_too_long_is_told()
    {
        using var slots = new VerificationSlots(slots: 2, maxWaitingPerClient: 10, TimeSpan.FromMilliseconds(50));
        var client = Client("https://a");
        using var hold = new SemaphoreSlim(0);
        var (running, most) = (0, 0);

        var held = Enumerable.Range(0, 2).Select(_ => slots.InTurnAsync(client, HoldAsync, CancellationToken.None)).ToArray();
        var late = await slots.InTurnAsync(client, HoldAsync, CancellationToken.None);
        hold.Release(2);

        late.Should().BeNull();
        (await Task.WhenAll(held)).Should().OnlyContain(ran => ran == "ran");
        most.Should().Be(2);
        (await slots.InTurnAsync(client, Ran, CancellationToken.None)).Should().Be("ran", "the slots are free again");

        async Task<string?> HoldAsync()
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await hold.WaitAsync();
            return "ran";
        }
    }

    [Fact]
    public async Task Whoever_crowds_in_as_one_client_leaves_room_for_the_others()
    {
        using var slots = new VerificationSlots(slots: 1, maxWaitingPerClient: 2, TimeSpan.FromSeconds(30));
        var (crowded, other) = (Client("https://crowded"), Client("https://other"));
        using var hold = new SemaphoreSlim(0);

        var calls = Enumerable.Range(0, 10).Select(_ => slots.InTurnAsync(crowded, HoldAsync, CancellationToken.None)).ToArray();
        var theirs = slots.InTurnAsync(other, Ran, CancellationToken.None);
        calls.Count(c => c.IsCompleted).Should().Be(7, "one runs, two wait, and the others are told at once");
        hold.Release(3);

        (await theirs).Should().Be("ran");
        (await Task.WhenAll(calls)).Count(ran => ran == "ran").Should().Be(3);

        async Task<string?> HoldAsync()
        {
            await hold.WaitAsync();
            return "ran";
        }
    }

    [Fact] // the lines take turns: a long one does not make the other wait for all of it
    public async Task A_call_of_another_client_runs_before_those_that_crowd()
    {
        using var slots = new VerificationSlots(slots: 1, maxWaitingPerClient: 20, TimeSpan.FromSeconds(30));
        using var step = new SemaphoreSlim(0);
        var order = new ConcurrentQueue<string>();
        var crowded = Client("https://crowded");

        var crowd = Enumerable.Range(0, 10).Select(_ => slots.InTurnAsync(crowded, () => RunAsync("crowded"), CancellationToken.None)).ToArray();
        var theirs = slots.InTurnAsync(Client("https://other"), () => RunAsync("other"), CancellationToken.None);
        step.Release(11);
        await Task.WhenAll([.. crowd, theirs]);

        order.ToArray()[..3].Should().Contain("other");

        async Task<string?> RunAsync(string name)
        {
            await step.WaitAsync();
            order.Enqueue(name);
            return name;
        }
    }

    [Fact] // the whole of it: forged tokens of one client at full speed, real calls of another
    public async Task Forged_tokens_of_one_client_do_not_keep_another_from_its_answers()
    {
        using var attacked = new EhrIdentity(issuer: "https://attacked.example.org");
        using var other = new EhrIdentity("RS384", "https://other.example.org");
        await using var service = new RunningService([.. attacked.Settings(), .. other.Settings(1)]);
        var stranger = SigningKey.Create("ES384");
        using var over = new CancellationTokenSource();
        var forger = new Ehr(service.CreateClient(), path => $"Bearer {attacked.Token(service.Day.GetUtcNow(), path).SignedBy(stranger)}");
        var forging = Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            var statuses = new HashSet<int>();
            for (var i = 0; i < 200 && !over.IsCancellationRequested; i++) statuses.Add((await forger.OpensAChartAsync()).Status);
            return statuses;
        })).ToArray();

        var statuses = new List<int>();
        for (var i = 0; i < 30; i++) statuses.Add((await other.At(service).OpensAChartAsync()).Status);
        await over.CancelAsync();

        statuses.Should().OnlyContain(s => s == 200);
        (await Task.WhenAll(forging)).SelectMany(s => s).Distinct().Should().BeSubsetOf([401, 503]);
    }

    private static Task<string?> Ran() => Task.FromResult<string?>("ran");

    private static KnownClient Client(string issuer) => new()
    {
        Client = new CdsClient { Id = issuer, Gate = "broad", Jurisdiction = "us", Completeness = true, Composition = new() { Secret = [] } },
        Keys = null,
        Jku = null,
        Certificate = null,
        Algorithms = [],
        Audiences = [],
        Tenants = [],
        MaxLifetime = TimeSpan.FromHours(1),
    };
}
