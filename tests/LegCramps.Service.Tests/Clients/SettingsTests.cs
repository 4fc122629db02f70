namespace LegCramps.Service.Tests.Clients;

/// <summary>What an operator can change, seen from outside.</summary>
public sealed class SettingsTests
{
    [Fact]
    public async Task Findings_and_completeness_can_be_switched_off()
    {
        await using var service = new RunningService(("LegCramps:Findings", "false"), ("LegCramps:Completeness", "false"));

        var reply = await service.Ehr.SelectsAsync(Some.Draft(Codes.Raloxifene));

        reply.ShouldShow("LCRXRAL").Text.Should().NotContain("org.legcramps");
    }

    [Fact]
    public async Task MaxCards_limits_the_response()
    {
        await using var service = new RunningService(("LegCramps:MaxCards", "1"));

        var reply = await service.Ehr.SignsAsync(Some.Draft(Codes.Raloxifene, "d1"), Some.Draft(Codes.Quinine, "d2"));

        reply.Rules.Should().Equal("LCQ01");
    }

    [Theory]
    [InlineData("broad", true)]
    [InlineData("balanced", false)]
    [InlineData("strict", false)]
    public async Task The_gate_decides_whether_a_lone_contributor_is_worth_an_interruption(string gate, bool shown)
    {
        await using var service = new RunningService(("LegCramps:Gate", gate));

        (await service.Ehr.SelectsAsync(Some.Draft(Codes.Raloxifene))).Cards.Count.Should().Be(shown ? 1 : 0);
    }

    [Fact]
    public async Task The_uuids_of_cards_survive_a_restart_with_the_same_data_folder()
    {
        var folder = Directory.CreateTempSubdirectory("legcramps-data-").FullName;
        try
        {
            var first = await UuidAsync(("LegCramps:DataFolder", folder));

            (await UuidAsync(("LegCramps:DataFolder", folder))).Should().Be(first);
            (await UuidAsync()).Should().NotBe(first);
            new FileInfo(Path.Combine(folder, "legcramps.secret")).Length.Should().Be(32);
            if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(Path.Combine(folder, "legcramps.secret")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_configured_secret_makes_replicas_agree()
    {
        var setting = ("LegCramps:Secret", "the same on every replica");

        (await UuidAsync(setting)).Should().Be(await UuidAsync(setting));
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_written_costs_a_warning_not_the_start()
    {
        await using var service = new RunningService(("LegCramps:DataFolder", "/dev/null/data"));

        (await service.Ehr.SelectsAsync(Some.Draft(Codes.Raloxifene))).ShouldShow("LCRXRAL");
        service.Log.Lines.Should().Contain(l => l.StartsWith("Warning") && l.Contains("LegCramps:DataFolder"));
    }

    [Theory]
    [InlineData("Fhir:DeadlineMilliseconds", "0", "Fhir:DeadlineMilliseconds: 0 is not between 50 and 60000")]
    [InlineData("Fhir:Retries", "many", "Fhir:Retries: 'many' is not a value of the expected kind")]
    [InlineData("Fhir:Keys:0", "allergies", "Fhir:Keys: 'allergies' is not one of patient, conditions, medications")]
    [InlineData("Fhir:AllowedNetworks:0", "10.0.0.0", "Fhir:AllowedNetworks: '10.0.0.0' is not a network such as 10.20.0.0/16")]
    [InlineData("Clients:0:FhirServers:0", "http://fhir.example.org/r4", "Clients:0:FhirServers: 'http://fhir.example.org/r4' must be https outside Development")]
    public void What_is_wrong_about_fetching_is_said_at_the_start(string key, string value, string problem) =>
        Configured.Read(isDevelopment: false, (key, value)).Problems.Should().ContainMatch($"{problem}*");

    private static async Task<string> UuidAsync(params (string, string)[] settings)
    {
        await using var service = new RunningService(settings);
        return (await service.Ehr.SelectsAsync(Some.Draft(Codes.Raloxifene))).Cards[0]["uuid"]!.GetValue<string>();
    }
}
