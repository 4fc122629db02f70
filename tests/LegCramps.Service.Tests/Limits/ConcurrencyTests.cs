using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LegCramps.Service.Tests.Limits;

/// <summary>Calls at once, of all clients together.</summary>
public sealed class ConcurrencyTests
{
    [Fact] // section 8 row 56
    public async Task Calls_beyond_those_at_work_and_those_waiting_are_sent_away_at_once()
    {
        await using var service = new Narrow(waiting: 0);
        var ehr = service.Ehr;
        using var socket = await RawSocket.ConnectAsync(service.Address);
        var rest = await socket.BeginsAsync(Call.OrderSelect(Some.Draft(Codes.Raloxifene)));

        var refused = await ehr.OpensAChartAsync();

        refused.ShouldBeRefused(503).Header("Retry-After").Should().NotBeNull();
        refused.Header("Access-Control-Allow-Origin").Should().NotBeNull();
        (await ehr.GetsAsync("/health/ready")).Status.Should().BeOneOf(200, 503);
        (await ehr.GetsAsync("/health/live")).Status.Should().Be(200, "a probe must not kill what is only busy");
        (await ehr.GetsAsync("/metrics")).Text.Should().MatchRegex("legcramps_requests_total\\{[^}]*status=\"503\"");
        service.Log.Lines.Should().Contain(l => l.Contains("legcramps-patient-view 503 refused"));

        await socket.SendAsync(rest);
        (await socket.ReadAsync(TimeSpan.FromSeconds(30))).Should().StartWith("HTTP/1.1 200 ").And.Contain("LCRXRAL", "who was let in is served");
        (await ehr.OpensAChartAsync()).Status.Should().Be(200);
    }

    [Fact]
    public async Task Calls_that_find_room_in_the_queue_are_all_served()
    {
        await using var service = new Narrow(waiting: 100);
        var ehr = service.Ehr;
        using var socket = await RawSocket.ConnectAsync(service.Address);
        var rest = await socket.BeginsAsync(Call.PatientView());

        var calls = Enumerable.Range(0, 50).Select(_ => ehr.OpensAChartAsync()).ToList();
        await socket.SendAsync(rest);

        (await Task.WhenAll(calls)).Should().OnlyContain(r => r.Status == 200);
    }

    [Fact] // never an empty 200
    public async Task A_call_that_waits_too_long_in_the_queue_is_told_so()
    {
        await using var service = new Narrow(waiting: 100, seconds: 1);
        var ehr = service.Ehr;
        var limiter = service.Services.GetRequiredService<IOptions<RateLimiterOptions>>().Value.GlobalLimiter!;
        using var lease = limiter.AttemptAcquire(new DefaultHttpContext());
        lease.IsAcquired.Should().BeTrue();

        (await ehr.OpensAChartAsync()).ShouldBeRefused(408);

        lease.Dispose();
        (await ehr.OpensAChartAsync()).Status.Should().Be(200);
    }

    private sealed class Narrow(int waiting, int seconds = 60)
        : RunningService(("LegCramps:Concurrency:Calls", "1"), ("LegCramps:Concurrency:Waiting", $"{waiting}"), ("LegCramps:RequestSeconds", $"{seconds}"), ("LegCramps:ShutdownSeconds", "60"));
}
