using LegCramps.Service.Commands;

namespace LegCramps.Service.Tests.Commands;

/// <summary><c>explain</c> over the samples: it agrees with the service, and says nothing of the patient beyond ids.</summary>
public sealed class ExplainTests : IClassFixture<RunningService>
{
    private const string Today = "2026-11-23";

    private readonly RunningService service;

    public ExplainTests(RunningService service) => this.service = service;

    public static TheoryData<string> Samples => [.. Directory.EnumerateFiles(Repository.File("samples", "requests")).Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task It_shows_the_cards_that_the_service_shows(string sample)
    {
        service.Day.Today = DateOnly.Parse(Today, System.Globalization.CultureInfo.InvariantCulture);
        var body = JsonNode.Parse(await File.ReadAllTextAsync(Sample(sample)))!;
        var reply = await service.Ehr.PostsAsync($"/cds-services/legcramps-{body["hook"]}", await File.ReadAllBytesAsync(Sample(sample)));

        var (code, output) = await Run("explain", Sample(sample), "--json", "--today", Today);
        var document = JsonNode.Parse(output)!;

        if (document["refused"] is { } refused)
        {
            (code, refused["status"]!.GetValue<int>()).Should().Be((1, reply.Status));
            return;
        }

        code.Should().Be(0);
        document["cards"]!.AsArray().Where(c => c!["outcome"]!.GetValue<string>() == "shown").Select(c => c!["id"]!.GetValue<string>().Replace("-", ""))
            .Should().BeEquivalentTo(reply.Rules);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task It_says_nothing_of_the_patient_beyond_ids_of_resources(string sample)
    {
        var patient = JsonNode.Parse(await File.ReadAllTextAsync(Sample(sample)))!["prefetch"]!["patient"]!;
        string[] personal = [.. patient["name"]!.AsArray().SelectMany(n => n!["given"]!.AsArray().Append(n["family"])).Append(patient["birthDate"]).Append(patient["gender"]).Append(patient["id"]).Select(v => v!.GetValue<string>())];

        foreach (var format in new[] { "--json", "--gate=broad" })
        {
            var (_, output) = await Run("explain", Sample(sample), format);
            personal.Where(output.Contains).Should().BeEmpty(output);
        }
    }

    [Fact]
    public async Task The_text_names_each_record_with_its_rule_and_each_card_with_its_reason()
    {
        var (code, output) = await Run("explain", Sample("patient-view-cirrhosis"), "--today", Today);

        code.Should().Be(0);
        output.Should().StartWith("Request patient-view on 2026-11-23, gate broad, jurisdiction us\n  patient                   1 record\n  conditions                2 records\n")
            .And.Contain("  Condition/cirrhosis, cirrhosis: counts: active condition\n")
            .And.Contain("\nPresent for the gates: leg cramps, cirrhosis\n")
            .And.MatchRegex(@"\n  SHOWN info      LC-CIR01 [0-9.]+, .*: its condition is met and its gate is open\n                    cirrhosis: Condition/cirrhosis\n                    leg cramps: Condition/leg-cramps\n")
            .And.MatchRegex(@"\n  silent          LC-HD01 [0-9.]+, .*: nothing found for input 'hemodialysis' \(value set hemodialysis\)\n");
    }

    [Fact]
    public async Task A_record_that_does_not_count_stands_under_the_card_that_looked_for_it()
    {
        var request = JsonNode.Parse(await File.ReadAllTextAsync(Sample("patient-view-cirrhosis")))!;
        Entries(request, "medications").Add(Entry(Some.Order(Codes.Quinine, "stopped-one", "stopped").With("subject", Subject(request))));

        var (_, output) = await Explain(request);

        output.Should().Contain("  MedicationRequest/stopped-one, quinine: does not count: status stopped\n")
            .And.MatchRegex(@"\n  silent          LC-Q02 .*: nothing found for input 'quinine' \(value set quinine\)\n                    MedicationRequest/stopped-one: status stopped\n");
    }

    [Fact]
    public async Task A_card_without_room_is_named_as_such()
    {
        var request = JsonNode.Parse(await File.ReadAllTextAsync(Sample("patient-view-cirrhosis")))!;
        Entries(request, "conditions").Add(Entry(Some.Condition(Codes.Hemodialysis, "dialysis").With("subject", Subject(request))));

        var (_, output) = await Explain(request);

        output.Should().Contain("\n  NO ROOM         LC-");
    }

    [Fact]
    public async Task A_gate_that_is_closed_is_named_with_those_that_are_open() =>
        (await Run("explain", Sample("order-select-raloxifene"), "--gate", "strict")).Output.Should().MatchRegex(@"\n  silent          LC-RX-RAL .*: the strict gate of class [a-z-]+ is closed \(open: broad\)\n");

    private static async Task<(int Code, string Output)> Explain(JsonNode request)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, request.ToJsonString());
            return await Run("explain", file, "--today", Today);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static JsonArray Entries(JsonNode request, string key) => request["prefetch"]![key]!["entry"]!.AsArray();

    private static JsonObject Entry(JsonObject resource) => new() { ["resource"] = resource };

    private static JsonObject Subject(JsonNode request) => Some.Subject(request["context"]!["patientId"]!.GetValue<string>());

    private static string Sample(string name) => Repository.File("samples", "requests", $"{name}.json");

    private static async Task<(int Code, string Output)> Run(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.RunAsync(args, output, output);
        return (code, output.ToString());
    }
}
