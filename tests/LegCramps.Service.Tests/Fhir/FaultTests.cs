using System.Diagnostics;

namespace LegCramps.Service.Tests.Fhir;

/// <summary>Section 8 rows 36 and 42: whatever the FHIR server does, the answer is a 412 that says so, in time.</summary>
public sealed class FaultTests(FaultTests.HurriedService service) : IClassFixture<FaultTests.HurriedService>
{
    private const int Deadline = 1500;

    public sealed class HurriedService() : RunningService(
        ("Fhir:DeadlineMilliseconds", $"{Deadline}"), ("Fhir:AttemptMilliseconds", "600"), ("Fhir:MaxPageBytes", "262144"), ("Fhir:BreakerFailures", "1000"), ("Fhir:MaxPages", "10"));

    public static TheoryData<string> Faults => [.. Fault.All.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_FHIR_server_that_fails_is_said_and_never_waited_for(string name)
    {
        var fault = Fault.Named(name);
        await using var server = await StubFhirServer.StartAsync();
        server.Misbehaves(fault.Answer, path => path.StartsWith("MedicationRequest", StringComparison.Ordinal));
        await service.Ehr.DiscoversAsync();
        var started = Stopwatch.GetTimestamp();

        var reply = await service.Ehr.OpensAChartAsync(Access.OpensAChartWithoutPrefetch(server));

        // The deadline, and what a busy machine takes to get round to it.
        Stopwatch.GetElapsedTime(started).Should().BeLessThan(TimeSpan.FromMilliseconds(Deadline + 5000));
        reply.ShouldBeRefused(412, "prefetch.medications").Outcome.Issue[0].Code.Should().Be(fault.Code);
        reply.Text.Should().NotContain(Access.Token).And.NotContain(server.Base);
        server.Requests.Count(r => r.StartsWith("MedicationRequest", StringComparison.Ordinal)).Should().BeInRange(1, fault.Requests);
        service.Log.Lines.Should().NotContain(l => l.Contains(Access.Token) || l.Contains(Some.PatientId));
    }

    [Fact]
    public async Task What_fails_once_is_asked_once_more()
    {
        await using var server = await StubFhirServer.StartAsync(Some.Order(Codes.Raloxifene));
        var failures = 0;
        server.Misbehaves(Fault.Named("503").Answer, path => path.StartsWith("MedicationRequest", StringComparison.Ordinal) && Interlocked.Increment(ref failures) == 1);

        (await service.Ehr.OpensAChartAsync(Access.OpensAChartWithoutPrefetch(server))).ShouldShow("LCSUM01");
    }

    [Fact]
    public async Task Nobody_at_the_address_is_said_too()
    {
        string address;
        await using (var server = await StubFhirServer.StartAsync()) address = server.Base;

        var reply = await service.Ehr.OpensAChartAsync(Call.PatientView().Without("prefetch").WithAccess(address));

        reply.ShouldBeRefused(412, "prefetch.medications").Outcome.Issue[0].Code.Should().Be(Hl7.Fhir.Model.OperationOutcome.IssueType.Transient);
    }
}
