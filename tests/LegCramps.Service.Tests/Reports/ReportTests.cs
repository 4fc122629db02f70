using System.Globalization;
using LegCramps.Service.Store;

namespace LegCramps.Service.Tests.Reports;

/// <summary>What a committee is told of the cards, over what the ledger and the feedback hold.</summary>
[Collection(OnPostgreSql.Name)]
public sealed class ReportTests(PostgreSqlServer server)
{
    private const string Reasons = "https://legcramps.org/fhir/CodeSystem/override-reasons";

    private int cards;

    [Theory]
    [OnEachStore]
    public async Task Each_version_of_a_card_has_what_became_of_it(string provider)
    {
        await using var store = await StoreUnderTest.CreateAsync(provider, server);
        var service = await WithAsync(
            store,
            Shown("LC-Q01", "1.0.0", answers: ["overridden:not-relevant", "overridden:not-relevant"]),
            Shown("LC-Q01", "1.1.0", answers: ["accepted"]), Shown("LC-Q01", "1.1.0", answers: ["overridden:already-addressed"]), Shown("LC-Q01", "1.1.0", answers: ["overridden"]), Shown("LC-Q01", "1.1.0"),
            Shown("LC-Q01", "1.1.0", status: CardStatus.Silent), Shown("LC-Q01", "1.1.0", status: CardStatus.Snoozed));

        var report = await ReportAsync(service);

        Row(report, "LC-Q01", "1.0.0").ToJsonString().Should().Contain("\"shown\":1,\"silent\":0,\"snoozed\":0,\"accepted\":0,\"overridden\":2,").And.Contain("\"noAnswer\":0").And.Contain($"{{\"code\":\"not-relevant\",\"system\":\"{Reasons}\",\"count\":2}}");
        Row(report, "LC-Q01", "1.1.0").ToJsonString().Should().Contain("\"shown\":4,\"silent\":1,\"snoozed\":1,\"accepted\":1,\"overridden\":2,").And.Contain("\"noAnswer\":1").And.Contain("{\"code\":\"already-addressed\"");
        Row(report, "LC-Q01", "1.1.0")["title"]!.GetValue<string>().Should().NotBeEmpty();
    }

    [Theory]
    [OnEachStore]
    public async Task Cards_that_were_never_due_are_in_it_with_nothing(string provider)
    {
        await using var store = await StoreUnderTest.CreateAsync(provider, server);
        var service = await WithAsync(store);

        var report = await ReportAsync(service);

        report["cards"]!.AsArray().Count.Should().BeGreaterThan(20);
        Row(report, "LC-RX-RAL").ToJsonString().Should().Contain("\"shown\":0").And.Contain("\"overrideReasons\":[]");
        report["signals"]!.AsArray().Should().BeEmpty();
    }

    [Theory]
    [OnEachStore]
    public async Task Feedback_about_unknown_cards_and_other_clients_cards_is_counted_apart(string provider)
    {
        var card = Shown("LC-Q01", "1.1.0", client: "https://a.example.org");
        await using var store = await StoreUnderTest.CreateAsync(provider, server);
        var service = await WithAsync(store, card, (null!, [Answer("0e0f7c9e-3f0a-8a55-9d0b-000000000000", "https://a.example.org", "accepted"), Answer(card.Card.Uuid, "https://b.example.org", "overridden")]));

        var report = await ReportAsync(service);

        report["unknownCards"]!.ToJsonString().Should().Be("""{"accepted":1,"overridden":1}""");
        (await ReportAsync(service, "?client=https://a.example.org"))["unknownCards"]!.ToJsonString().Should().Be("""{"accepted":1,"overridden":0}""");
        Row(report, "LC-Q01", "1.1.0")["noAnswer"]!.GetValue<int>().Should().Be(1);
    }

    [Theory]
    [OnEachStore]
    public async Task It_is_told_apart_by_client_and_week_and_cut_out_by_card_version_and_day(string provider)
    {
        await using var store = await StoreUnderTest.CreateAsync(provider, server);
        var service = await WithAsync(
            store,
            Shown("LC-Q01", "1.1.0", client: "https://a", day: "2026-11-15"), Shown("LC-Q01", "1.1.0", client: "https://a", day: "2026-11-16"), Shown("LC-Q01", "1.1.0", client: "https://a", day: "2026-11-22", answers: ["accepted"]),
            Shown("LC-Q01", "1.1.0", client: "https://b", day: "2026-11-16"), Shown("LC-Q02", "1.0.0", client: "https://b", day: "2026-11-16"));

        Lines(await ReportAsync(service, "?by=client,week&card=lc-q01")).Should().Equal("LC-Q01 1.1.0 https://a 2026-11-09 1", "LC-Q01 1.1.0 https://a 2026-11-16 2", "LC-Q01 1.1.0 https://b 2026-11-16 1");
        Lines(await ReportAsync(service, "?by=week&client=https://b")).Should().Equal("LC-Q01 1.1.0  2026-11-16 1", "LC-Q02 1.0.0  2026-11-16 1");
        Lines(await ReportAsync(service, "?by=client&from=2026-11-16&to=2026-11-21")).Should().Equal("LC-Q01 1.1.0 https://a  1", "LC-Q01 1.1.0 https://b  1", "LC-Q02 1.0.0 https://b  1");
        Lines(await ReportAsync(service, "?card=LC-Q01&version=1.1.0")).Should().Equal("LC-Q01 1.1.0   4");
    }

    [Theory]
    [InlineData("?by=patient", "by")]
    [InlineData("?from=yesterday", "from")]
    [InlineData("?to=2026-02-30", "to")]
    [InlineData("?format=xlsx", "format")]
    public async Task A_parameter_that_means_nothing_is_refused_by_name(string query, string name)
    {
        await using var store = await StoreUnderTest.CreateAsync(StoreOptions.Sqlite, server);
        var service = await WithAsync(store);

        foreach (var path in new[] { "/reports", "/reports/cards" }) (await service.Ehr.GetsAsync($"{path}{query}")).ShouldBeRefused(400).Outcome.Issue[0].Details!.Text.Should().Contain($"'{name}'");
    }

    [Theory]
    [OnEachStore]
    public async Task A_spreadsheet_gets_CSV_and_no_formula(string provider)
    {
        await using var store = await StoreUnderTest.CreateAsync(provider, server);
        var service = await WithAsync(store, Shown("LC-Q01", "1.1.0", client: "=HYPERLINK(\"http://evil\")", answers: ["overridden:@SUM(1)"]), Shown("LC-Q01", "1.1.0", client: "a, \"b\"", answers: ["overridden:other"]));

        var reply = await service.Ehr.GetsAsync("/reports/cards?by=client&format=csv");

        reply.ContentType.Should().Be("text/csv; charset=utf-8");
        reply.Header("Content-Disposition").Should().Contain("legcramps-cards.csv");
        var title = Row(await ReportAsync(service), "LC-Q01", "1.1.0")["title"]!.GetValue<string>();
        var cell = title.Contains(',') ? $"\"{title}\"" : title;
        reply.Text.Split("\r\n").Should().Equal(
            "id,version,title,client,shown,silent,snoozed,accepted,overridden,noAnswer,overridden: @SUM(1),overridden: other",
            $"LC-Q01,1.1.0,{cell},\"'=HYPERLINK(\"\"http://evil\"\")\",1,0,0,0,1,0,1,0",
            $"LC-Q01,1.1.0,{cell},\"a, \"\"b\"\"\",1,0,0,0,1,0,0,1",
            "");
        (await service.Ehr.SendsAsync("GET", "/reports/cards", ("Accept", "text/csv"))).ContentType.Should().StartWith("text/csv");
    }

    [Theory]
    [OnEachStore]
    public async Task A_card_that_died_is_in_the_report_and_on_the_page(string provider)
    {
        await using var store = await StoreUnderTest.CreateAsync(provider, server);
        var service = await WithAsync(store, [.. Enumerable.Range(2, 12).SelectMany(week => Enumerable.Range(0, 8 + (week % 3)).Select(_ => Shown("LC-Q01", "1.1.0", day: $"{new DateOnly(2026, 11, 23).AddDays(-7 * week):yyyy-MM-dd}")))]);

        var signal = (await ReportAsync(service))["signals"]!.AsArray().Should().ContainSingle().Subject!;

        signal["id"]!.GetValue<string>().Should().Be("LC-Q01");
        signal["kind"]!.GetValue<string>().Should().Be("silence");
        var page = await service.Ehr.GetsAsync("/reports");
        page.ContentType.Should().Be("text/html; charset=utf-8");
        page.Text.Should().Contain("Not due once since 2026-11-16").And.NotContain("<script").And.NotContain("style=");
        (await service.Ehr.SendsAsync("POST", "/reports")).ShouldBeRefused(405);
    }

    private static async Task<JsonNode> ReportAsync(RunningService service, string query = "")
    {
        var reply = await service.Ehr.GetsAsync($"/reports/cards{query}");
        reply.Status.Should().Be(200, reply.Text);
        reply.ContentType.Should().StartWith("application/json");
        return reply.Json;
    }

    private static JsonObject Row(JsonNode report, string card, string? version = null) =>
        report["cards"]!.AsArray().Select(c => c!.AsObject()).Single(c => c["id"]!.GetValue<string>() == card && (version is null || c["version"]!.GetValue<string>() == version));

    private static IEnumerable<string> Lines(JsonNode report) => report["cards"]!.AsArray().Select(c => $"{c!["id"]} {c["version"]} {c["client"]} {c["week"]} {c["shown"]}");

    private (CardRecord Card, FeedbackRecord[] Answers) Shown(string rule, string version, CardStatus status = CardStatus.Shown, string client = "", string day = "2026-11-20", params string[] answers)
    {
        var date = DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var card = new CardRecord
        {
            Uuid = $"c4a64f82-5206-81f4-a325-{++cards:x12}",
            Rule = rule,
            Version = version,
            Service = "legcramps-order-sign",
            Client = client,
            Gate = "broad",
            Status = status,
            Time = new DateTimeOffset(date, new TimeOnly(10, 0), TimeSpan.Zero),
            Day = date,
        };
        return (card, [.. answers.Select((answer, i) => Answer(card.Uuid, client, answer, i))]);
    }

    private static FeedbackRecord Answer(string card, string client, string answer, int second = 0) => new()
    {
        Client = client,
        Service = "legcramps-order-sign",
        Card = card,
        Outcome = answer.Split(':')[0],
        Reason = answer.Split(':').ElementAtOrDefault(1),
        ReasonSystem = answer.Contains(':') ? Reasons : null,
        OutcomeTime = new DateTimeOffset(2026, 11, 21, 10, 0, second, TimeSpan.Zero),
        Received = new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero),
        AcceptedSuggestions = 0,
        Snoozes = false,
    };

    // A service whose store holds these cards and what was answered.
    private static async Task<RunningService> WithAsync(StoreUnderTest store, params (CardRecord? Card, FeedbackRecord[] Answers)[] shown)
    {
        var service = await store.StartAsync();
        await using var context = service.Store().Context();
        context.Cards.AddRange(shown.Select(s => s.Card).OfType<CardRecord>());
        context.Feedback.AddRange(shown.SelectMany(s => s.Answers));
        await context.SaveChangesAsync();
        return service;
    }
}
