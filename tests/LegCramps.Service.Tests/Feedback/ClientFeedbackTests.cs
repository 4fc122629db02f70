using LegCramps.Service.Store;

namespace LegCramps.Service.Tests.Feedback;

/// <summary>Each client has its own cards, its own feedback and its own memory.</summary>
[Collection(OnPostgreSql.Name)]
public sealed class ClientFeedbackTests(PostgreSqlServer server)
{
    [Fact]
    public async Task A_card_can_be_tried_with_one_client_and_kept_from_another()
    {
        using EhrIdentity north = new(issuer: "https://north.example.org"), south = new(issuer: "https://south.example.org");
        await using var store = await StoreUnderTest.CreateAsync(StoreOptions.Sqlite, server);
        var service = await store.StartAsync(
            [("LegCramps:CardModes:LC-RX-RAL", "silent"), .. north.Settings(0, ("Cards:LC-RX-RAL", "on")), .. south.Settings(1, ("Cards:lc-rx-ter", "off"))]);
        JsonObject[] Drafts() => [Some.Draft(Codes.Raloxifene), Some.Draft(Codes.Teriparatide, "draft-2")];

        (await north.At(service).SelectsAsync(Drafts())).Rules.Should().Equal("LCRXRAL", "LCRXTER");
        (await south.At(service).SelectsAsync(Drafts())).ShouldBeSilent();

        (await service.LedgerAsync(3)).Select(c => (c.Client, c.Rule, c.Status)).Should().BeEquivalentTo(
            [(north.Issuer, "LC-RX-RAL", CardStatus.Shown), (north.Issuer, "LC-RX-TER", CardStatus.Shown), (south.Issuer, "LC-RX-RAL", CardStatus.Silent)]);
    }

    [Theory]
    [OnEachStore]
    public async Task Nobody_answers_for_another_client_or_silences_another_tenants_patient(string provider)
    {
        using EhrIdentity north = new(issuer: "https://north.example.org") { Tenant = "a" }, south = new(issuer: "https://south.example.org");
        using EhrIdentity other = new(issuer: north.Issuer) { Key = north.Key, Tenant = "b" };
        await using var store = await StoreUnderTest.CreateAsync(provider, server);
        var service = await store.StartAsync([.. north.Settings(), .. south.Settings(1)]);
        var card = (await north.At(service).SelectsAsync(Some.Draft(Codes.Raloxifene))).Cards[0]["uuid"]!.GetValue<string>();
        (await service.LedgerAsync(1))[0].Tenant.Should().Be("a");

        await south.At(service).GivesFeedbackAsync("order-select", Said.Overridden(card, "already-addressed"));
        (await north.At(service).SelectsAsync(Some.Draft(Codes.Raloxifene, "draft-2"))).ShouldShow("LCRXRAL");

        await north.At(service).GivesFeedbackAsync("order-select", Said.Overridden(card, "already-addressed"));
        (await north.At(service).SelectsAsync(Some.Draft(Codes.Raloxifene, "draft-3"))).ShouldBeSilent();
        (await other.At(service).SelectsAsync(Some.Draft(Codes.Raloxifene, "draft-3"))).ShouldShow("LCRXRAL");
        (await service.FeedbackAsync()).Select(f => (f.Client, f.Tenant)).Should().BeEquivalentTo([(south.Issuer, (string?)null), (north.Issuer, "a")]);
    }

    [Fact]
    public async Task Feedback_needs_a_token_as_every_call_does()
    {
        using var north = new EhrIdentity();
        await using var store = await StoreUnderTest.CreateAsync(StoreOptions.Sqlite, server);
        var service = await store.StartAsync(north.Settings());

        (await service.Ehr.GivesFeedbackAsync("order-select", Said.Accepted("x"))).Status.Should().Be(401);

        (await service.FeedbackAsync()).Should().BeEmpty();
    }
}
