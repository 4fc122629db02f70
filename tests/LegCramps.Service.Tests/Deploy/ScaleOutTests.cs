using System.Collections.Concurrent;
using System.Diagnostics;
using Xunit.Abstractions;

namespace LegCramps.Service.Tests.Deploy;

/// <summary>Many instances are one service, also while one of them dies.</summary>
public sealed class ScaleOutTests(ITestOutputHelper output)
{
    private const int Workers = 8;

    // samples/deploy/scale-out.sh without a word asks for all of it.
    private static readonly int Calls = Environment.GetEnvironmentVariable("LEGCRAMPS_SCALE_OUT") == "full" ? 10_000 : 1_000;

    private readonly ConcurrentBag<double> milliseconds = [];
    private int again;

    [ScaleOutFact]
    public async Task Every_acknowledged_feedback_is_in_the_report_exactly_once_although_an_instance_is_killed()
    {
        using var servers = await ScaleOutServers.StartAsync();
        using var http = new HttpClient { BaseAddress = servers.Front, Timeout = TimeSpan.FromSeconds(20) };
        var ehr = new Ehr(http);
        var clock = Stopwatch.StartNew();
        var said = new ConcurrentBag<JsonObject>();
        Task? killing = null;

        await Parallel.ForEachAsync(Enumerable.Range(0, Calls), new ParallelOptions { MaxDegreeOfParallelism = Workers }, async (n, _) =>
        {
            if (n == Calls / 3) killing = servers.KillAsync(1);
            // The last third finds both instances again.
            if (n > 2 * Calls / 3) await killing!;
            var card = (await CallAsync(ehr, n)).Cards.Should().ContainSingle().Subject["uuid"]!.GetValue<string>();
            if (n % 2 == 1) return;
            var item = n % 4 == 0 ? Said.Accepted(card) : Said.Overridden(card, "not-relevant");
            await InsistAsync(() => ehr.GivesFeedbackAsync("order-sign", (JsonObject)item.DeepClone()));
            said.Add(item);
        });
        // What was acknowledged may still be sent again.
        foreach (var item in said.Take(100)) await InsistAsync(() => ehr.GivesFeedbackAsync("order-sign", (JsonObject)item.DeepClone()));
        var seconds = clock.Elapsed.TotalSeconds;

        var report = (await servers.Management(2).GetsAsync("/reports/cards")).Json;

        said.Should().HaveCount(Calls / 2);
        Count(report, "accepted").Should().Be(Calls / 4);
        Count(report, "overridden").Should().Be(Calls / 4);
        // Shown cards are noted off the path of a call: those that the killed instance had not written yet are lost, and their feedback is that of unknown cards.
        await Eventually.Async(async () => Shown(await ReportAsync(servers, 2)) >= Calls * 9 / 10, "nine of ten cards are counted");
        Shown(await ReportAsync(servers, 2)).Should().BeLessThanOrEqualTo(Calls);
        await Eventually.Async(async () => (await ReportAsync(servers, 1)).ToJsonString() == (await ReportAsync(servers, 2)).ToJsonString(), "both instances report the same");
        var sorted = milliseconds.Order().ToList();
        output.WriteLine($"{Calls} calls and {said.Count} feedback posts in {seconds:0.0} s; of the calls p50 {sorted[sorted.Count / 2]:0.0} ms, p99 {sorted[sorted.Count * 99 / 100]:0.0} ms, max {sorted[^1]:0} ms; {again} requests had to be sent again; "
            + $"{Shown(await ReportAsync(servers, 2))} cards in the ledger, unknown {report["unknownCards"]!.ToJsonString()}.");
    }

    // Another patient, another order each time.
    private async Task<Reply> CallAsync(Ehr ehr, int n)
    {
        var started = Stopwatch.GetTimestamp();
        var body = Call.OrderSign(Some.Draft(Codes.Raloxifene, $"draft-{n}")).ToString().Replace(Some.PatientId, $"patient-{n}", StringComparison.Ordinal);
        var reply = await InsistAsync(() => ehr.PostsAsync("/cds-services/legcramps-order-sign", body));
        milliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        return reply;
    }

    // An EHR that is told to try again does so.
    private async Task<Reply> InsistAsync(Func<Task<Reply>> send)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var reply = await send();
                if (reply.Status is 200) return reply;
                reply.Status.Should().BeOneOf([502, 503, 504], reply.Text);
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException && attempt < 100)
            {
                // The connection broke, or nothing came back.
            }

            attempt.Should().BeLessThan(100);
            Interlocked.Increment(ref again);
            await Task.Delay(100);
        }
    }

    private static async Task<JsonNode> ReportAsync(ScaleOutServers servers, int instance) => (await servers.Management(instance).GetsAsync("/reports/cards")).Json;

    private static int Count(JsonNode report, string outcome) => report["cards"]!.AsArray().Sum(c => c![outcome]!.GetValue<int>()) + report["unknownCards"]![outcome]!.GetValue<int>();

    private static int Shown(JsonNode report) => report["cards"]!.AsArray().Sum(c => c!["shown"]!.GetValue<int>());
}
