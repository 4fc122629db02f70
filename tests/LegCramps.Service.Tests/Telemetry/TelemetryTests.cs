namespace LegCramps.Service.Tests.Telemetry;

/// <summary>What an operator sees: health, figures, and one log line per call without anything of the patient.</summary>
public sealed class TelemetryTests : IClassFixture<RunningService>
{
    private readonly RunningService service;
    private readonly Ehr ehr;

    public TelemetryTests(RunningService service) => (this.service, ehr) = (service, service.Ehr);

    [Fact]
    public async Task It_is_alive_at_once_and_ready_once_it_is_warm()
    {
        (await ehr.GetsAsync("/health/live")).Status.Should().Be(200);

        for (var i = 0; i < 100 && (await ehr.GetsAsync("/health/ready")).Status != 200; i++) await Task.Delay(100);

        (await ehr.GetsAsync("/health/ready")).Status.Should().Be(200);
        service.Log.Lines.Should().Contain(l => l.Contains("Warm and ready"));
    }

    [Fact]
    public async Task The_figures_count_calls_cards_and_what_was_not_recognized()
    {
        await ehr.SelectsAsync(Some.Draft(Codes.Raloxifene));
        await ehr.OpensAChartAsync(Call.PatientView().Without("prefetch"));
        await ehr.OpensAChartAsync(Call.PatientView().Medications(Some.Order(Codes.Raloxifene).With("medicationCodeableConcept", new JsonObject { ["text"] = "x" })));

        // The exporter collects at its own pace, and the meter is the process's: other tests count into it too.
        var figures = "";
        for (var i = 0; i < 200 && !figures.Contains("kind=\"medication\""); i++) figures = (await ehr.GetsAsync("/metrics")).Text;

        figures.Should().MatchRegex("legcramps_requests_total\\{[^}]*service=\"legcramps-order-select\",status=\"200\"\\} [1-9]")
            .And.MatchRegex("legcramps_requests_total\\{[^}]*service=\"legcramps-patient-view\",status=\"412\"\\} [1-9]")
            .And.MatchRegex("legcramps_request_duration_seconds_bucket\\{[^}]*service=\"legcramps-patient-view\",le=\"0.5\"\\}")
            .And.MatchRegex("legcramps_cards_total\\{[^}]*card=\"LC-RX-RAL\",indicator=\"info\",status=\"shown\"\\} [1-9]")
            .And.MatchRegex("legcramps_not_recognized_total\\{[^}]*kind=\"medication\"\\} [1-9]");
        figures.Should().NotContain(Some.PatientId);
    }

    [Fact]
    public async Task Each_call_leaves_one_line_with_the_cards_and_nothing_of_the_patient()
    {
        await ehr.SelectsAsync(Some.Draft(Codes.Teriparatide));
        await ehr.PostsAsync("/cds-services/legcramps-order-sign", "{\"hook\":\"order-sign\"}");

        service.Log.Lines.Where(l => l.Contains("legcramps-order-select 200")).Should().ContainSingle(l => l.Contains("LC-RX-TER")).Which.Should().MatchRegex("[0-9.]+ ms [0-9]+ bytes");
        service.Log.Lines.Should().ContainSingle(l => l.Contains("legcramps-order-sign 400 refused at hookInstance"));
        service.Log.Lines.Should().NotContain(l => l.Contains(Some.PatientId) || l.Contains(Some.FamilyName) || l.Contains("draft-1"));
    }

    [Fact]
    public void Open_access_and_the_cards_are_announced_in_the_log()
    {
        service.Log.Lines.Should().Contain(l => l.StartsWith("Warning") && l.Contains("Open access"));
        service.Log.Lines.Should().Contain(l => l.Contains("cards loaded from"));
    }
}
