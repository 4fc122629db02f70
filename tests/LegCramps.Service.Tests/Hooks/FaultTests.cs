using LegCramps.Composition;
using LegCramps.Evaluation;
using LegCramps.Facts;
using LegCramps.Knowledge;
using LegCramps.Service.Hooks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LegCramps.Service.Tests.Hooks;

/// <summary>A bug of ours, and the end of the process: never 200 with no cards, never a detail.</summary>
public sealed class FaultTests
{
    [Fact]
    public async Task A_bug_is_a_500_without_any_detail()
    {
        await using var service = new Broken();

        var reply = await service.Ehr.OpensAChartAsync(Call.PatientView().Medications(Some.Order(Codes.Raloxifene)));

        reply.ShouldBeRefused(500).Header("Access-Control-Allow-Origin").Should().NotBeNull();
        reply.Text.Should().NotContain("Exception").And.NotContain("LegCramps.");
        service.Log.Lines.Should().Contain(l => l.StartsWith("Error") && l.Contains(nameof(NullReferenceException)))
            .And.Contain(l => l.Contains("legcramps-patient-view 500"))
            .And.NotContain(l => l.Contains(Some.PatientId));
    }

    [Fact] // never half-ready: what cannot answer a synthetic call must not get a real one
    public async Task A_service_that_cannot_answer_never_becomes_ready()
    {
        await using var service = new Broken();
        var ehr = service.Ehr;

        for (var i = 0; i < 50 && !service.Log.Lines.Any(l => l.StartsWith("Error", StringComparison.Ordinal)); i++) await Task.Delay(100);

        (await ehr.GetsAsync("/health/ready")).Status.Should().Be(503);
        (await ehr.GetsAsync("/health/live")).Status.Should().Be(200);
    }

    [Fact] // section 8 row 56
    public async Task While_shutting_down_calls_are_sent_elsewhere()
    {
        await using var service = new RunningService();
        var ehr = service.Ehr;
        await ehr.OpensAChartAsync();

        using var held = new ManualResetEventSlim();
        var lifetime = service.Services.GetRequiredService<IHostApplicationLifetime>();
        await using var hold = lifetime.ApplicationStopping.Register(held.Wait);
        var stopping = Task.Run(lifetime.StopApplication);
        while (!lifetime.ApplicationStopping.IsCancellationRequested) await Task.Yield();
        var call = await ehr.OpensAChartAsync();
        var ready = await ehr.GetsAsync("/health/ready");
        held.Set();
        await stopping;

        call.ShouldBeRefused(503).Header("Retry-After").Should().NotBeNull();
        ready.Status.Should().Be(503);
    }

    /// <summary>A service whose evaluator has no knowledge to work with.</summary>
    private sealed class Broken : RunningService
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services => services.AddSingleton(s => new HookCall(
                s.GetRequiredService<RequestReader>(), completion: null, new Evaluator(null!), new Composer(s.GetRequiredService<KnowledgeBase>()), TimeProvider.System)));
        }
    }
}
