using System.Collections.Concurrent;

namespace LegCramps.Service.Tests.Feedback;

/// <summary>What was acknowledged is there after SIGKILL under load, exactly once, on both stores.</summary>
[Collection(OnPostgreSql.Name)]
public sealed class KillTests(PostgreSqlServer server)
{
    private const int Posters = 8, AcknowledgedBeforeKill = 300, Kills = 2;

    [Theory]
    [OnEachStore]
    public async Task No_acknowledged_feedback_is_lost_when_the_process_is_killed(string provider)
    {
        await using var store = await StoreUnderTest.CreateAsync(provider, server);
        var sent = new ConcurrentQueue<string>();
        var acknowledged = new ConcurrentQueue<string>();
        for (var round = 1; round <= Kills; round++)
        {
            using var service = await ServiceProcess.StartAsync(store.Settings);
            var posters = Enumerable.Range(0, Posters).Select(p => PostUntilItDiesAsync(service.Ehr, $"card-{round}-{p}", sent, acknowledged)).ToList();
            await Eventually.Async(() => Task.FromResult(acknowledged.Count >= round * AcknowledgedBeforeKill), "enough is acknowledged");
            await service.KillAsync();
            await Task.WhenAll(posters);
        }

        var after = await store.StartAsync();
        var stored = (await after.FeedbackAsync()).Select(f => f.Card).ToList();
        stored.Should().OnlyHaveUniqueItems().And.Contain(acknowledged).And.BeSubsetOf(sent);

        // The client cannot know what became of its last calls. It sends everything again, and everything is there once.
        (await after.Ehr.GivesFeedbackAsync("order-select", [.. sent.Select(card => Said.Accepted(card))])).Status.Should().Be(200);
        (await after.FeedbackAsync()).Select(f => f.Card).Should().BeEquivalentTo(sent);
    }

    private static async Task PostUntilItDiesAsync(Ehr ehr, string name, ConcurrentQueue<string> sent, ConcurrentQueue<string> acknowledged)
    {
        for (var i = 0; i < 5000; i++)
        {
            var card = $"{name}-{i}";
            sent.Enqueue(card);
            try
            {
                await ehr.SelectsAsync(Some.Draft(Codes.Raloxifene, card));
                if ((await ehr.GivesFeedbackAsync("order-select", Said.Accepted(card))).Status == 200) acknowledged.Enqueue(card);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
            {
                return;
            }
        }
    }
}
