using LegCramps.Service.Feedback;
using LegCramps.Service.Store;
using Microsoft.Extensions.DependencyInjection;

namespace LegCramps.Service.Tests.Feedback;

/// <summary>What was answered or just shown is not shown again for a while, on whichever instance; and the response says so.</summary>
[Collection(OnPostgreSql.Name)]
public sealed class SnoozeTests(PostgreSqlServer server)
{
    [Theory]
    [OnEachStore]
    public async Task An_override_with_a_reason_silences_the_rule_for_this_patient_on_every_instance_for_90_days(string provider)
    {
        await using var store = await StoreUnderTest.CreateAsync(provider, server);
        var (one, two) = (await store.StartAsync(), await store.StartAsync());
        await OverrideAsync(one, "benefit-outweighs-risk");

        foreach (var service in new[] { one, two })
        {
            var again = await service.Ehr.CallsAsync(Select(Codes.Raloxifene, "draft-7"));
            again.ShouldBeSilent();
            again.Completeness["cardsSnoozed"]!.AsArray().Select(r => r!.GetValue<string>()).Should().Equal("LC-RX-RAL");
            (await service.Ehr.CallsAsync(Select(Codes.Teriparatide, "draft-8"))).ShouldShow("LCRXTER");
            (await service.Ehr.CallsAsync(OfAnotherPatient())).ShouldShow("LCRXRAL");
        }

        (await one.LedgerAsync(2)).Should().Contain(c => c.Status == CardStatus.Snoozed);
        two.Day.Today = two.Day.Today.AddDays(89);
        (await two.Ehr.CallsAsync(Select(Codes.Raloxifene, "draft-9"))).ShouldBeSilent();
        two.Day.Today = two.Day.Today.AddDays(2);
        (await two.Ehr.CallsAsync(Select(Codes.Raloxifene, "draft-9"))).ShouldShow("LCRXRAL").Completeness["cardsSnoozed"].Should().BeNull();
    }

    [Theory]
    [OnEachStore]
    public async Task To_be_reminded_or_to_give_no_reason_silences_nothing(string provider)
    {
        await using var store = await StoreUnderTest.CreateAsync(provider, server);
        var service = await store.StartAsync();

        foreach (var reason in new[] { "remind-me", null })
        {
            await OverrideAsync(service, reason);
            (await service.Ehr.CallsAsync(Select(Codes.Raloxifene, "draft-7"))).ShouldShow("LCRXRAL");
        }
    }

    [Theory]
    [OnEachStore]
    public async Task Order_sign_does_not_repeat_what_order_select_just_showed(string provider)
    {
        await using var store = await StoreUnderTest.CreateAsync(provider, server);
        var (one, two) = (await store.StartAsync(), await store.StartAsync());
        (await one.Ehr.SelectsAsync(Some.Draft(Codes.Raloxifene))).ShouldShow("LCRXRAL");
        await IsRememberedAsync(one, 1);

        // The client sends it twice, and must get the same answer twice.
        for (var i = 0; i < 2; i++)
        {
            var reply = await two.Ehr.SignsAsync(Some.Draft(Codes.Raloxifene), Some.Draft(Codes.Teriparatide, "draft-2"));
            reply.Rules.Should().Equal("LCRXTER");
            reply.Completeness["cardsSnoozed"]!.AsArray().Should().ContainSingle();
        }

        (await two.Ehr.SignsAsync(Some.Draft(Codes.Raloxifene, "another-draft"))).ShouldShow("LCRXRAL");
        (await two.Ehr.SelectsAsync(Some.Draft(Codes.Raloxifene))).ShouldShow("LCRXRAL");
        (await two.Ehr.CallsAsync(Call.OrderSign(Some.Draft(Codes.Raloxifene).With("id", null)))).ShouldShow("LCRXRAL");
        two.Day.Today = two.Day.Today.AddDays(1);
        (await two.Ehr.SignsAsync(Some.Draft(Codes.Raloxifene))).ShouldShow("LCRXRAL");
    }

    [Theory]
    [OnEachStore]
    public async Task A_card_that_order_sign_has_shown_is_shown_again_when_the_call_is_repeated(string provider)
    {
        await using var store = await StoreUnderTest.CreateAsync(provider, server);
        var service = await store.StartAsync();
        (await service.Ehr.SignsAsync(Some.Draft(Codes.Raloxifene))).ShouldShow("LCRXRAL");
        (await service.Ehr.SelectsAsync(Some.Draft(Codes.Raloxifene))).ShouldShow("LCRXRAL");
        await IsRememberedAsync(service, 2);

        (await service.Ehr.SignsAsync(Some.Draft(Codes.Raloxifene))).ShouldShow("LCRXRAL");
        (await service.Ehr.CallsAsync(Call.OrderSign(Some.Draft(Codes.Raloxifene)).With("hookInstance", "5c1a5d1e-8f0c-4f43-8a7c-0d3dcf2ac8a1"))).ShouldBeSilent();
    }

    [Theory]
    [OnEachStore]
    public async Task Who_asks_to_be_reminded_at_order_select_is_reminded_at_order_sign(string provider)
    {
        await using var store = await StoreUnderTest.CreateAsync(provider, server);
        var service = await store.StartAsync();
        var card = (await service.Ehr.SelectsAsync(Some.Draft(Codes.Raloxifene))).Cards[0]["uuid"]!.GetValue<string>();
        await IsRememberedAsync(service, 1);
        await service.Ehr.GivesFeedbackAsync("order-select", Said.Overridden(card, "remind-me"));

        (await service.Ehr.SignsAsync(Some.Draft(Codes.Raloxifene))).ShouldShow("LCRXRAL");
    }

    [Theory]
    [OnEachStore]
    public async Task A_critical_card_is_never_silenced(string provider)
    {
        await using var store = await StoreUnderTest.CreateAsync(provider, server);
        var service = await store.StartAsync();
        var cramps = Some.Condition(Codes.LegCramps);
        var card = (await service.Ehr.CallsAsync(Call.OrderSelect(Some.Draft(Codes.Quinine)).Conditions(cramps))).ShouldShow("LCQ01").Cards[0];
        card["indicator"]!.GetValue<string>().Should().Be("critical");
        (await service.LedgerAsync(1)).First(c => c.Rule == "LC-Q01").SnoozeKey.Should().BeNull();
        await service.Ehr.GivesFeedbackAsync("order-select", Said.Overridden(card["uuid"]!.GetValue<string>(), "patient-informed-wants-trial"));

        (await service.Ehr.CallsAsync(Call.OrderSign(Some.Draft(Codes.Quinine)).Conditions(cramps.DeepClone().AsObject()))).ShouldShow("LCQ01");
        (await service.Ehr.CallsAsync(Select(Codes.Quinine, "draft-7").Conditions(cramps.DeepClone().AsObject()))).ShouldShow("LCQ01");
    }

    [Theory]
    [OnEachStore]
    public async Task Switched_off_nothing_is_remembered(string provider)
    {
        await using var store = await StoreUnderTest.CreateAsync(provider, server);
        var service = await store.StartAsync(("LegCramps:Snooze:Enabled", "false"));
        await OverrideAsync(service, "already-addressed");

        (await service.Ehr.SignsAsync(Some.Draft(Codes.Raloxifene))).ShouldShow("LCRXRAL");
        (await service.SnoozesAsync()).Should().BeEmpty();
        (await service.LedgerAsync(1)).Should().AllSatisfy(c => c.SnoozeKey.Should().BeNull());
    }

    [Theory]
    [OnEachStore]
    public async Task Feedback_that_comes_before_its_card_is_written_silences_too(string provider)
    {
        await using var store = await StoreUnderTest.CreateAsync(provider, server);
        var service = await store.StartAsync();
        var card = (await service.Ehr.SelectsAsync(Some.Draft(Codes.Raloxifene))).Cards[0]["uuid"]!.GetValue<string>();
        var row = (await service.LedgerAsync(1))[0];
        await using (var context = service.Store().Context())
        {
            context.Remove(row);
            await context.SaveChangesAsync();
        }

        await service.Ehr.GivesFeedbackAsync("order-select", Said.Overridden(card, "already-addressed"));
        (await service.SnoozesAsync()).Should().NotContain(s => s.Key == row.SnoozeKey);
        await using (var context = service.Store().Context())
        {
            context.Add(row);
            await context.SaveChangesAsync();
        }

        await service.Services.GetRequiredService<Retention>().SweepAsync(default);

        (await service.Ehr.CallsAsync(Select(Codes.Raloxifene, "draft-7"))).ShouldBeSilent();
    }

    [PostgreSqlFact]
    public async Task When_nobody_can_look_it_up_the_card_is_shown_and_no_call_waits_for_long()
    {
        var own = new PostgreSqlServer();
        await own.InitializeAsync();
        try
        {
            await using var store = await StoreUnderTest.CreateAsync(StoreOptions.PostgreSql, own);
            var service = await store.StartAsync(("LegCramps:Snooze:LookupMilliseconds", "50"));
            await own.FreezeAsync();
            try
            {
                for (var i = 0; i < 5; i++)
                {
                    var started = System.Diagnostics.Stopwatch.GetTimestamp();
                    (await service.Ehr.SelectsAsync(Some.Draft(Codes.Raloxifene))).ShouldShow("LCRXRAL");
                    // The server would answer never; a minute is what a test machine may take at its worst.
                    System.Diagnostics.Stopwatch.GetElapsedTime(started).Should().BeLessThan(TimeSpan.FromSeconds(10));
                }

                service.Log.Lines.Should().ContainSingle(l => l.Contains("could not be looked up in time"));
            }
            finally
            {
                await own.ThawAsync();
            }
        }
        finally
        {
            await own.DisposeAsync();
        }
    }

    private static Call Select(Coding drug, string draft) => Call.OrderSelect(Some.Draft(drug, draft)).With("hookInstance", "0f0f0f0f-dfbe-44ad-ba6d-3e05e953b2ea");

    private static Call OfAnotherPatient() => Call.OrderSelect(Some.Draft(Codes.Raloxifene, "draft-9").With("subject", Some.Subject("other"))).With("context.patientId", "other").With("prefetch.patient", Some.Patient("other"));

    private static async Task OverrideAsync(RunningService service, string? reason)
    {
        var card = (await service.Ehr.SelectsAsync(Some.Draft(Codes.Raloxifene))).ShouldShow("LCRXRAL").Cards[0]["uuid"]!.GetValue<string>();
        await service.LedgerAsync(1);
        (await service.Ehr.GivesFeedbackAsync("order-select", Said.Overridden(card, reason))).Status.Should().Be(200);
    }

    private static Task IsRememberedAsync(RunningService service, int showings) =>
        Eventually.Async(async () => (await service.SnoozesAsync()).Count >= showings, "what was shown is remembered");
}
