namespace LegCramps.Service.Tests.Limits;

/// <summary>Section 8 row 46 and row 47: bodies that never end, headers without measure, and the limits an operator sets.</summary>
public sealed class SlowAndLargeTests : IClassFixture<SlowAndLargeTests.Strict>
{
    private readonly Strict service;
    private readonly Ehr ehr;

    public SlowAndLargeTests(Strict service) => (this.service, ehr) = (service, service.Ehr);

    [Fact] // 46: fast enough for the server's least rate, and endless all the same
    public async Task A_body_that_takes_too_long_as_a_whole_is_given_up_and_the_connection_closed()
    {
        using var socket = await RawSocket.ConnectAsync(service.Address);
        var call = Call.PatientView().With("x", new string('x', 1_000_000));
        var rest = await socket.BeginsAsync(call);
        var answer = socket.ReadAsync(TimeSpan.FromSeconds(60));
        try
        {
            for (var i = 0; i < 600 && !answer.IsCompleted; i++)
            {
                await socket.SendAsync(rest.Substring(i * 100, 100));
                await Task.Delay(50);
            }
        }
        catch (IOException)
        {
            // Closed while we were sending, as it should be.
        }

        (await answer).Should().StartWith("HTTP/1.1 408 ").And.Contain("Connection: close").And.Contain("OperationOutcome").And.NotContain(Some.PatientId);
        service.Log.Lines.Should().Contain(l => l.Contains("legcramps-patient-view 408"));
        (await ehr.OpensAChartAsync()).Status.Should().Be(200);
    }

    [Theory] // 51: a token is a header
    [InlineData("GET /cds-services")]
    [InlineData("POST /cds-services/legcramps-patient-view")]
    public async Task Headers_beyond_measure_are_431(string line)
    {
        using var socket = await RawSocket.ConnectAsync(service.Address);
        await socket.SendAsync($"{line} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nAuthorization: Bearer {new string('a', 20_000)}\r\n\r\n");

        (await socket.ReadAsync(TimeSpan.FromSeconds(30))).Should().StartWith("HTTP/1.1 431 ");
        (await ehr.OpensAChartAsync()).Status.Should().Be(200);
    }

    [Fact] // 46
    public async Task Headers_that_never_end_are_given_up()
    {
        using var socket = await RawSocket.ConnectAsync(service.Address);
        await socket.SendAsync("GET /cds-services HTTP/1.1\r\nHost: x\r\nX-Slow: ");

        (await socket.ReadAsync(TimeSpan.FromSeconds(60))).Should().StartWith("HTTP/1.1 408 ");
    }

    [Fact]
    public async Task A_token_of_a_megabyte_harms_nobody()
    {
        using var socket = await RawSocket.ConnectAsync(service.Address);
        try
        {
            await socket.SendAsync($"GET /cds-services HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {new string('a', 1_000_000)}\r\n\r\n");
        }
        catch (IOException)
        {
            // Closed before all of it was sent.
        }

        (await ehr.OpensAChartAsync()).Status.Should().Be(200);
    }

    [Fact] // 47
    public async Task Entries_and_depth_are_counted_as_configured()
    {
        var entries = Call.PatientView().Medications([.. Enumerable.Range(0, 101).Select(i => Some.Order(Codes.Acetaminophen, $"o{i}"))]);
        var deep = Call.PatientView().With("x", JsonNode.Parse(new string('[', 69) + new string(']', 69), documentOptions: new() { MaxDepth = 200 }));

        (await ehr.OpensAChartAsync(entries)).ShouldBeRefused(413, "Bundle.entry");
        (await ehr.PostsAsync("/cds-services/legcramps-patient-view", deep.Body.ToJsonString(new() { MaxDepth = 200 }))).ShouldBeRefused(400);
    }

    public sealed class Strict() : RunningService(
        ("LegCramps:RequestSeconds", "2"), ("LegCramps:MaxHeaderBytes", "16384"), ("LegCramps:MaxEntries", "100"), ("LegCramps:MaxDepth", "64"));
}
