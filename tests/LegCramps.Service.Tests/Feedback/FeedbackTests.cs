using LegCramps.Service.Store;

namespace LegCramps.Service.Tests.Feedback;

/// <summary>Feedback is on the disk before it is acknowledged, and counts once, on both stores.</summary>
[Collection(OnPostgreSql.Name)]
public sealed class FeedbackTests(PostgreSqlServer server)
{
    private const string Unknown = "6d1c8a8e-43a9-4b2c-9f38-5a1a50a2ed39";

    [Theory]
    [OnEachStore]
    public async Task Feedback_on_a_card_is_kept_and_answered_with_nothing(string provider)
    {
        await using var store = await StoreUnderTest.CreateAsync(provider, server);
        var service = await store.StartAsync();
        var card = (await service.Ehr.SelectsAsync(Some.Draft(Codes.Raloxifene))).Cards[0]["uuid"]!.GetValue<string>();

        var reply = await service.Ehr.GivesFeedbackAsync("order-select", Said.Overridden(card, "benefit-outweighs-risk", "2026-11-23T12:30:00.5+01:00"));

        reply.Status.Should().Be(200);
        reply.Text.Should().BeEmpty();
        (await service.FeedbackAsync()).Should().ContainSingle().Which.Should().BeEquivalentTo(new
        {
            Client = "",
            Tenant = (string?)null,
            Service = "legcramps-order-select",
            Card = card,
            Outcome = "overridden",
            OutcomeTime = new DateTimeOffset(2026, 11, 23, 11, 30, 0, 500, TimeSpan.Zero),
            Received = service.Day.GetUtcNow(),
            Reason = "benefit-outweighs-risk",
            ReasonSystem = Said.Reasons,
            AcceptedSuggestions = 0,
            Snoozes = true,
        });
    }

    [Theory]
    [OnEachStore]
    public async Task What_is_sent_again_counts_once_and_another_outcome_or_time_counts_too(string provider)
    {
        await using var store = await StoreUnderTest.CreateAsync(provider, server);
        var service = await store.StartAsync();

        for (var i = 0; i < 3; i++)
        {
            var reply = await service.Ehr.GivesFeedbackAsync(
                "order-select", Said.Accepted(Unknown), Said.Accepted(Unknown.ToUpperInvariant()), Said.Accepted(Unknown, "2026-11-23T11:00:00"), Said.Overridden(Unknown), Said.Overridden(Unknown, time: "2026-11-23T11:00:01Z"));
            reply.Status.Should().Be(200);
        }

        (await service.FeedbackAsync()).Select(f => (f.Outcome, f.OutcomeTime.Second)).Should().BeEquivalentTo([("accepted", 0), ("overridden", 0), ("overridden", 1)]);
    }

    [Theory]
    [OnEachStore]
    public async Task Feedback_from_many_at_once_is_kept_whole(string provider)
    {
        await using var store = await StoreUnderTest.CreateAsync(provider, server);
        var one = await store.StartAsync();
        var two = await store.StartAsync();
        var (ehr, other) = (one.Ehr, two.Ehr);

        var replies = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => (i % 2 == 0 ? ehr : other).GivesFeedbackAsync("order-sign", Said.Accepted($"card-{i}"), Said.Overridden("of-everybody"))));

        replies.Should().AllSatisfy(r => r.Status.Should().Be(200));
        (await one.FeedbackAsync()).Select(f => f.Card).Should().BeEquivalentTo(Enumerable.Range(0, 200).Select(i => $"card-{i}").Append("of-everybody"));
    }

    [Theory]
    [OnEachStore]
    public async Task A_good_item_is_kept_beside_a_bad_one_and_the_bad_one_is_named(string provider)
    {
        await using var store = await StoreUnderTest.CreateAsync(provider, server);
        var service = await store.StartAsync();

        var reply = await service.Ehr.GivesFeedbackAsync("patient-view", Said.Accepted(Unknown), Said.Accepted(Unknown).With("outcome", "ignored"), Said.Accepted("other").With("outcomeTimestamp", null));

        reply.Status.Should().Be(200);
        reply.Outcome.Issue.SelectMany(i => i.Expression).Should().Equal("feedback[1].outcome", "feedback[2].outcomeTimestamp");
        reply.Outcome.Issue.Should().AllSatisfy(i => i.Severity.Should().Be(Hl7.Fhir.Model.OperationOutcome.IssueSeverity.Warning));
        (await service.FeedbackAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task While_the_store_is_away_feedback_is_refused_and_cards_are_shown()
    {
        await using var service = new RunningService(("LegCramps:DataFolder", "/dev/null/data"), ("LegCramps:Snooze:Enabled", "true"));

        var reply = await service.Ehr.GivesFeedbackAsync("order-select", Said.Accepted(Unknown));

        reply.ShouldBeRefused(503).Header("Retry-After").Should().Be("5");
        (await service.Ehr.SelectsAsync(Some.Draft(Codes.Raloxifene))).ShouldShow("LCRXRAL");
        await Eventually.Async(async () => (await service.Ehr.GetsAsync("/health/ready")) is { Status: 200, Text: "Degraded" }, "it is ready without its store, and says so");
        service.Log.Lines.Should().Contain(l => l.StartsWith("Warning") && l.Contains("store cannot be opened"));
    }

    [PostgreSqlFact]
    public async Task After_an_outage_of_the_database_what_was_shown_is_counted_and_feedback_is_taken_again()
    {
        var own = new PostgreSqlServer();
        await own.InitializeAsync();
        try
        {
            await using var store = await StoreUnderTest.CreateAsync(StoreOptions.PostgreSql, own);
            var service = await store.StartAsync();
            await own.StopAsync();

            (await service.Ehr.SelectsAsync(Some.Draft(Codes.Raloxifene))).ShouldShow("LCRXRAL");
            (await service.Ehr.GivesFeedbackAsync("order-select", Said.Accepted(Unknown))).ShouldBeRefused(503);
            await own.StartAsync();

            await Eventually.Async(async () => (await service.Ehr.GivesFeedbackAsync("order-select", Said.Accepted(Unknown))).Status == 200, "feedback is taken again");
            (await service.LedgerAsync(1)).Should().ContainSingle();
            (await service.FeedbackAsync()).Should().ContainSingle();
        }
        finally
        {
            await own.DisposeAsync();
        }
    }

    [PostgreSqlFact]
    public async Task A_database_that_comes_up_after_the_service_is_found()
    {
        var own = new PostgreSqlServer();
        await own.InitializeAsync();
        try
        {
            await using var store = await StoreUnderTest.CreateAsync(StoreOptions.PostgreSql, own);
            await own.StopAsync();
            var starting = store.StartAsync();
            await Task.Delay(500);
            starting.IsCompleted.Should().BeFalse();
            await own.StartAsync();

            (await (await starting).Ehr.GivesFeedbackAsync("order-select", Said.Accepted(Unknown))).Status.Should().Be(200);
        }
        finally
        {
            await own.DisposeAsync();
        }
    }
}
