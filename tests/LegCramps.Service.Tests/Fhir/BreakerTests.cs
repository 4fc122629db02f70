using System.Diagnostics;

namespace LegCramps.Service.Tests.Fhir;

/// <summary>A FHIR server that hangs costs its own calls the deadline, then nothing; and nobody else anything.</summary>
public sealed class BreakerTests
{
    [Fact]
    public async Task After_enough_failures_the_answer_comes_at_once_and_later_the_server_is_tried_again()
    {
        using var service = new RunningService(("Fhir:DeadlineMilliseconds", "900"), ("Fhir:AttemptMilliseconds", "300"), ("Fhir:BreakerFailures", "6"), ("Fhir:BreakerSeconds", "2"));
        await using var server = await StubFhirServer.StartAsync(Some.Order(Codes.Raloxifene));
        server.Misbehaves(Fault.Named("hang").Answer);
        var call = Access.OpensAChartWithoutPrefetch(server);

        while (!service.Log.Lines.Any(l => l.Contains("is left alone"))) (await service.Ehr.OpensAChartAsync(call)).ShouldBeRefused(412, "prefetch.medications");
        var metrics = (await service.Ehr.GetsAsync("/metrics")).Text;
        server.Forget();
        var started = Stopwatch.GetTimestamp();
        var atOnce = await service.Ehr.OpensAChartAsync(call);
        var elapsed = Stopwatch.GetElapsedTime(started);
        var asked = server.Requests.Count;
        server.Behaves();

        atOnce.ShouldBeRefused(412, "prefetch.medications").Outcome.Issue[0].Code.Should().Be(Hl7.Fhir.Model.OperationOutcome.IssueType.Transient);
        asked.Should().Be(0, "the breaker is open");
        elapsed.Should().BeLessThan(TimeSpan.FromMilliseconds(850), "nobody was waited for");
        metrics.Should().Contain("legcramps_fhir_breaker").And.Contain("resilience_polly_strategy_events");
        await EventuallyAsync(async () => (await service.Ehr.OpensAChartAsync(call)).Status == 200);
    }

    [Fact]
    public async Task One_server_that_hangs_does_not_silence_another()
    {
        using var service = new RunningService(("Fhir:DeadlineMilliseconds", "2000"), ("Fhir:AttemptMilliseconds", "300"), ("Fhir:BreakerFailures", "6"), ("Fhir:BreakerSeconds", "60"));
        await using var hanging = await StubFhirServer.StartAsync();
        await using var other = await StubFhirServer.StartAsync(Some.Order(Codes.Raloxifene));
        hanging.Misbehaves(Fault.Named("hang").Answer);

        while (!service.Log.Lines.Any(l => l.Contains("is left alone"))) await service.Ehr.OpensAChartAsync(Access.OpensAChartWithoutPrefetch(hanging));

        await EventuallyAsync(async () => (await service.Ehr.OpensAChartAsync(Access.OpensAChartWithoutPrefetch(other))).Status == 200);
    }

    [Fact]
    public async Task Two_hundred_calls_to_a_server_that_hangs_all_end_and_the_others_are_answered_meanwhile()
    {
        using var service = new RunningService(("Fhir:DeadlineMilliseconds", "3000"), ("Fhir:AttemptMilliseconds", "2000"), ("Fhir:ConcurrentRequests", "16"), ("Fhir:BreakerFailures", "1000"));
        await using var server = await StubFhirServer.StartAsync();
        server.Misbehaves(Fault.Named("hang").Answer);
        var warm = await service.Ehr.OpensAChartAsync();

        var hanging = Enumerable.Range(0, 200).Select(_ => service.Ehr.OpensAChartAsync(Access.OpensAChartWithoutPrefetch(server))).ToList();
        var others = new List<Reply>();
        while (!hanging.All(h => h.IsCompleted)) others.Add(await service.Ehr.OpensAChartAsync(Call.PatientView().Medications(Some.Order(Codes.Raloxifene))));

        warm.ShouldBeSilent();
        (await Task.WhenAll(hanging)).Should().AllSatisfy(r => r.ShouldBeRefused(412, "prefetch.medications"));
        others.Should().NotBeEmpty().And.AllSatisfy(r => r.ShouldShow("LCSUM01"));
        // Without the limit it would be 1,200. The server notices a request that was given up a little later than the service sends the next.
        server.MostInFlight.Should().BeInRange(1, 64);
    }

    private static async Task EventuallyAsync(Func<Task<bool>> isTrue)
    {
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(60);)
        {
            if (await isTrue()) return;
            await Task.Delay(100);
        }

        Assert.Fail("did not come true within a minute");
    }
}
