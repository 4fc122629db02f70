using System.Text;
using LegCramps.Service.Clients;
using LegCramps.Service.Discovery;
using LegCramps.Service.Feedback;
using LegCramps.Service.Hooks;
using LegCramps.Service.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LegCramps.Service.Tests.Feedback;

/// <summary>What is kept of the cards that were due, on both stores.</summary>
[Collection(OnPostgreSql.Name)]
public sealed class LedgerTests(PostgreSqlServer server)
{
    [PostgreSqlFact]
    public void These_tests_run_on_PostgreSQL_too() => PostgreSqlServer.IsInstalled.Should().BeTrue();

    [Theory]
    [OnEachStore]
    public async Task A_card_that_was_shown_is_in_the_ledger_and_its_patient_is_not(string provider)
    {
        await using var store = await StoreUnderTest.CreateAsync(provider, server);
        var service = await store.StartAsync();

        var reply = await service.Ehr.SelectsAsync(Some.Draft(Codes.Raloxifene));

        var row = (await service.LedgerAsync(1)).Should().ContainSingle().Subject;
        row.Should().BeEquivalentTo(new
        {
            Uuid = reply.Cards[0]["uuid"]!.GetValue<string>(),
            Rule = "LC-RX-RAL",
            Version = "1.1.0",
            Service = "legcramps-order-select",
            Client = "",
            Tenant = (string?)null,
            Time = service.Day.GetUtcNow(),
            Day = service.Day.Today,
            Gate = "broad",
            Status = CardStatus.Shown,
        });
        $"{row}".Should().NotContain(Some.PatientId).And.NotContain("draft-1").And.NotContain("d1577c69");
        row.SnoozeKey.Should().HaveLength(22);
    }

    [Theory]
    [OnEachStore]
    public async Task A_repeated_call_counts_once_and_another_hook_counts_again(string provider)
    {
        await using var store = await StoreUnderTest.CreateAsync(provider, server);
        var service = await store.StartAsync(("LegCramps:Snooze:Enabled", "false"));

        for (var i = 0; i < 3; i++) await service.Ehr.SelectsAsync(Some.Draft(Codes.Raloxifene));
        await service.Ehr.SignsAsync(Some.Draft(Codes.Raloxifene));

        (await service.LedgerAsync(2)).Select(c => c.Service).Should().BeEquivalentTo("legcramps-order-select", "legcramps-order-sign");
    }

    [Theory]
    [OnEachStore]
    public async Task A_card_in_silent_mode_is_counted_and_not_shown(string provider)
    {
        await using var store = await StoreUnderTest.CreateAsync(provider, server);
        var service = await store.StartAsync(("LegCramps:CardModes:LC-RX-RAL", "silent"));

        (await service.Ehr.SelectsAsync(Some.Draft(Codes.Raloxifene))).ShouldBeSilent();

        var row = (await service.LedgerAsync(1)).Should().ContainSingle().Subject;
        row.Status.Should().Be(CardStatus.Silent);
        row.SnoozeKey.Should().BeNull("what was never shown can never be overridden");
    }

    [Theory]
    [OnEachStore]
    public async Task What_waits_when_the_service_stops_is_still_written(string provider)
    {
        await using var store = await StoreUnderTest.CreateAsync(provider, server);
        var first = await store.StartAsync();
        await first.Ehr.SelectsAsync(Some.Draft(Codes.Raloxifene), Some.Draft(Codes.Teriparatide, "draft-2"));
        await first.DisposeAsync();

        (await (await store.StartAsync()).LedgerAsync(2)).Select(c => c.Rule).Should().Equal("LC-RX-RAL", "LC-RX-TER");
    }

    [Theory]
    [OnEachStore]
    public async Task What_is_older_than_its_time_is_deleted_and_the_hash_of_the_patient_goes_first(string provider)
    {
        await using var store = await StoreUnderTest.CreateAsync(provider, server);
        var service = await store.StartAsync(("Store:RetentionDays", "30"));
        var retention = service.Services.GetRequiredService<Retention>();
        var card = (await service.Ehr.SelectsAsync(Some.Draft(Codes.Raloxifene))).Cards[0]["uuid"]!.GetValue<string>();
        await service.LedgerAsync(1);
        await service.Ehr.GivesFeedbackAsync("order-select", Said.Overridden(card, "already-addressed"));

        service.Day.Today = service.Day.Today.AddDays(8);
        await retention.SweepAsync(default);

        (await service.LedgerAsync(1)).Should().ContainSingle().Which.SnoozeKey.Should().BeNull();
        (await service.FeedbackAsync()).Should().ContainSingle();
        (await service.SnoozesAsync()).Should().ContainSingle("the snooze lasts 90 days");

        service.Day.Today = service.Day.Today.AddDays(23);
        await retention.SweepAsync(default);

        (await service.LedgerAsync(0)).Should().BeEmpty();
        (await service.FeedbackAsync()).Should().BeEmpty();

        service.Day.Today = service.Day.Today.AddDays(90);
        await retention.SweepAsync(default);

        (await service.SnoozesAsync()).Should().BeEmpty();
    }

    [Theory]
    [OnEachStore]
    public async Task The_tables_are_made_at_the_first_start_and_are_what_the_model_says(string provider)
    {
        await using var store = await StoreUnderTest.CreateAsync(provider, server);
        var service = await store.StartAsync();
        await using var context = service.Store().Context();

        (await context.Database.GetAppliedMigrationsAsync()).Should().NotBeEmpty();
        context.Database.HasPendingModelChanges().Should().BeFalse("a change of the tables needs a migration for each database: dotnet ef migrations add");
    }

    [Fact]
    public async Task A_full_ledger_loses_and_says_so_and_the_cards_are_shown()
    {
        await using var service = new RunningService(("LegCramps:DataFolder", "/dev/null/data"));
        (await service.Ehr.SelectsAsync(Some.Draft(Codes.Raloxifene))).ShouldShow("LCRXRAL");
        var ledger = service.Services.GetRequiredService<Ledger>();
        var client = service.Services.GetRequiredService<CdsClient>();
        using var body = new MemoryStream(Encoding.UTF8.GetBytes(Call.OrderSelect(Some.Draft(Codes.Raloxifene)).ToString()));
        var called = ServiceList.Find("legcramps-order-select")!;
        var answer = await service.Services.GetRequiredService<HookCall>().AnswerAsync(called, client, body, default);

        for (var i = 0; i < 25_000; i++) ledger.Note(called, client, answer);

        (await service.Ehr.SelectsAsync(Some.Draft(Codes.Raloxifene))).ShouldShow("LCRXRAL");
        await Eventually.Async(() => Task.FromResult(service.Log.Lines.Any(l => l.StartsWith("Error", StringComparison.Ordinal) && l.Contains("will not be counted"))), "the loss is logged");
        await Eventually.Async(async () => (await service.Ehr.GetsAsync("/metrics")).Text.Contains("legcramps_ledger_lost_total"), "the loss is in the figures");
    }
}
