namespace LegCramps.Service.Tests;

/// <summary>What a newcomer sends first: each body under samples/requests, today and in years to come.</summary>
public sealed class SamplesTests : IClassFixture<RunningService>
{
    private static readonly string Folder = Repository.File("samples");

    private static readonly Dictionary<string, (int Status, string[] Rules)> Samples = new(StringComparer.Ordinal)
    {
        ["patient-view-cirrhosis"] = (200, ["LCSUM01", "LCCIR01", "LCDX01"]),
        ["patient-view-hemodialysis"] = (200, ["LCSUM01", "LCHD01", "LCDX01"]),
        ["patient-view-pregnancy"] = (200, ["LCSUM01", "LCPREG01", "LCDX01"]),
        ["patient-view-silent"] = (200, []),
        ["patient-view-412"] = (412, []),
        ["order-select-iron-sucrose"] = (200, ["LCRXIS"]),
        ["order-select-raloxifene"] = (200, ["LCRXRAL"]),
        ["order-sign-beta-agonist"] = (200, ["LCRXLABA"]),
        ["order-sign-teriparatide"] = (200, ["LCRXTER"]),
        ["order-sign-quinine"] = (200, ["LCQ01"]),
    };

    private readonly RunningService service;

    public SamplesTests(RunningService service) => this.service = service;

    public static TheoryData<string> Names => [.. Samples.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_sample_gets_the_cards_that_it_is_there_for(string name)
    {
        foreach (var year in new[] { 2026, 2027, 2030, 2035 })
        {
            service.Day.Today = new DateOnly(year, 11, 23);
            var reply = await service.Ehr.PostsAsync($"/cds-services/legcramps-{Hook(name)}", await File.ReadAllBytesAsync(Body(name)));

            if (Samples[name].Status == 200) reply.Rules.Should().Equal(Samples[name].Rules, $"of {name} in {year}");
            else reply.ShouldBeRefused(Samples[name].Status, "prefetch.medications");
        }
    }

    [Fact]
    public void Every_sample_is_sent_by_an_http_file_and_stands_in_the_table_above()
    {
        var bodies = Directory.EnumerateFiles(Path.Combine(Folder, "requests")).Select(f => Path.GetFileNameWithoutExtension(f));
        bodies.Should().BeEquivalentTo(Samples.Keys);
        foreach (var name in Samples.Keys) File.ReadAllText(Path.Combine(Folder, $"{Hook(name)}.http")).Should().Contain($"< ./requests/{name}.json");
    }

    [Fact]
    public async Task The_README_prints_the_answer_to_its_sample()
    {
        var readme = await File.ReadAllTextAsync(Repository.File("README.md"));
        var printed = Card(readme.Split("```json")[1].Split("```")[0]);
        var reply = await service.Ehr.PostsAsync("/cds-services/legcramps-order-select", await File.ReadAllBytesAsync(Body("order-select-raloxifene")));
        var answered = Card(reply.Text);

        answered.Reasons.Count.Should().Be(5, "four are left out in print");
        answered.Reasons[0]!.ToJsonString().Should().Be(printed.Reasons.Single()!.ToJsonString());
        answered.Others.ToJsonString().Should().Be(printed.Others.ToJsonString());

        // The uuid differs from one installation to the next.
        static (JsonArray Reasons, JsonNode Others) Card(string text)
        {
            var answer = JsonNode.Parse(text)!;
            var card = answer["cards"]!.AsArray().Single()!.AsObject();
            var reasons = card["overrideReasons"]!.AsArray();
            card.Remove("overrideReasons");
            card.Remove("uuid").Should().BeTrue();
            return (reasons, answer);
        }
    }

    private static string Hook(string name) => new[] { "patient-view", "order-select", "order-sign" }.Single(h => name.StartsWith(h, StringComparison.Ordinal));

    private static string Body(string name) => Path.Combine(Folder, "requests", $"{name}.json");
}
