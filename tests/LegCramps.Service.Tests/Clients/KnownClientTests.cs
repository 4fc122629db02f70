namespace LegCramps.Service.Tests.Clients;

/// <summary>Section 4, rows T: known clients are let in, each as it is configured.</summary>
public sealed class KnownClientTests(KnownClientTests.ManyClients service) : IClassFixture<KnownClientTests.ManyClients>
{
    private static readonly EhrIdentity Plain = new();
    private static readonly EhrIdentity Rsa = new("RS384", "https://rsa.example.org");
    private static readonly EhrIdentity Careful = new(issuer: "https://careful.example.org");
    private static readonly EhrIdentity Bare = new(issuer: "https://bare.example.org");
    private static readonly EhrIdentity Old = new(issuer: "https://old.example.org");
    private static readonly EhrIdentity FixedAudience = new(issuer: "https://fixed.example.org");
    private static readonly EhrIdentity Generous = new(issuer: "https://generous.example.org");
    private static readonly EhrIdentity North = new(issuer: "https://tenants.example.org") { Tenant = "north" };
    private static readonly string[] Others = ["ES256", "ES512", "RS256", "RS512", "PS256", "PS384", "PS512"];
    private static readonly Dictionary<string, EhrIdentity> Chosen = Others.ToDictionary(a => a, a => new EhrIdentity(a, $"https://{a}.example.org"));
    private static readonly Dictionary<string, EhrIdentity> NotChosen = Others.ToDictionary(a => a, a => new EhrIdentity(a, $"https://{a}-not-chosen.example.org"));

    public static TheoryData<string> OtherAlgorithms => [.. Others];

    [Fact] // T-05
    public async Task The_two_recommended_algorithms_need_no_setting()
    {
        foreach (var identity in new[] { Plain, Rsa }) (await identity.At(service).SelectsAsync(Some.Draft(Codes.Raloxifene))).ShouldShow("LCRXRAL");
    }

    [Theory]
    [MemberData(nameof(OtherAlgorithms))]
    public async Task Another_algorithm_is_for_the_client_that_is_configured_with_it(string algorithm)
    {
        (await Chosen[algorithm].At(service).OpensAChartAsync()).Status.Should().Be(200);
        ForgeryTests.ShouldBeUnauthorized(await NotChosen[algorithm].At(service).OpensAChartAsync());
    }

    [Fact]
    public async Task Two_clients_get_the_answers_that_each_is_configured_for()
    {
        var strict = await Careful.At(service).SelectsAsync(Some.Draft(Codes.Raloxifene));
        var broad = await Bare.At(service).SelectsAsync(Some.Draft(Codes.Raloxifene));
        var quinineCareful = await Careful.At(service).SignsAsync(Some.Draft(Codes.Quinine));
        var quinineBare = await Bare.At(service).SignsAsync(Some.Draft(Codes.Quinine));

        strict.ShouldBeSilent().Text.Should().Contain("org.legcramps.completeness");
        broad.ShouldShow("LCRXRAL").Text.Should().NotContain("org.legcramps");
        quinineCareful.Text.Should().Contain("\"suggestions\"").And.Contain("\"selectionBehavior\":\"any\"");
        quinineBare.ShouldShow("LCQ01").Text.Should().NotContain("\"suggestions\"").And.NotContain("selectionBehavior");
        quinineCareful.Cards[0]["uuid"]!.ToString().Should().NotBe(quinineBare.Cards[0]["uuid"]!.ToString(), "a card belongs to the client it was sent to");
    }

    [Fact] // F-06: whose token is sent where
    public async Task Each_client_may_name_its_own_FHIR_server_only()
    {
        await using var fhir = await StubFhirServer.StartAsync(Some.Patient(), Some.Order(Codes.Raloxifene), Some.Condition(Codes.LegCramps));
        using var owner = new EhrIdentity("RS384");
        using var other = new EhrIdentity("RS384", "https://other.example.org");
        await using var service = new RunningService([.. Fhir.Access.Patient, .. owner.Settings(0, ("FhirServers:0", fhir.Base)), .. other.Settings(1)]);

        (await other.At(service).OpensAChartAsync(Fhir.Access.OpensAChartWithoutPrefetch(fhir))).ShouldBeRefused(412, "prefetch.medications");
        fhir.Requests.Should().BeEmpty();
        (await owner.At(service).OpensAChartAsync(Fhir.Access.OpensAChartWithoutPrefetch(fhir))).ShouldShow("LCSUM01");
        fhir.Authorizations.Should().AllBe($"Bearer {Fhir.Access.Token}", "the client's own token stays here");
    }

    [Fact]
    public async Task A_client_of_CDS_Hooks_1_0_is_told_at_most_one() =>
        (await Old.At(service).SignsAsync(Some.Draft(Codes.Quinine))).Text.Should().Contain("\"selectionBehavior\":\"at-most-one\"");

    [Fact] // step 10: an EHR whose site fixes aud, a list of several, a slash at the end
    public async Task The_audience_may_be_the_endpoint_one_of_several_or_one_that_is_configured()
    {
        var endpoint = EhrIdentity.PublicBaseUrl + EhrIdentity.PatientView;

        foreach (var audience in new JsonNode[] { "urn:our:cds", new JsonArray("https://elsewhere.example.com", endpoint), $"{endpoint}/" })
            (await FixedAudience.At(service, t => t.With("aud", audience)).OpensAChartAsync()).Status.Should().Be(200, audience.ToJsonString());
        ForgeryTests.ShouldBeUnauthorized(await FixedAudience.At(service, t => t.With("aud", "urn:our:cds/")).OpensAChartAsync());
    }

    [Fact] // step 10: the address of the service is fixed for some, also for its feedback
    public async Task Feedback_may_name_the_service_as_its_audience()
    {
        const string Feedback = $"{EhrIdentity.PatientView}/feedback";

        foreach (var path in new[] { EhrIdentity.PatientView, Feedback })
            (await Plain.At(service, t => t.With("aud", EhrIdentity.PublicBaseUrl + path)).PostsAsync(Feedback, "{}")).Status.Should().NotBe(401);
        ForgeryTests.ShouldBeUnauthorized(await Plain.At(service, t => t.With("aud", $"{EhrIdentity.PublicBaseUrl}/cds-services")).PostsAsync(Feedback, "{}"));
    }

    [Fact] // step 11: clocks differ; the limit of an hour is a setting
    public async Task Clocks_may_differ_by_a_minute_and_a_client_may_be_allowed_longer_tokens()
    {
        var now = service.Day.GetUtcNow();

        foreach (var changed in new Func<Token, Token>[]
        {
            t => t.With("exp", now.AddSeconds(-59).ToUnixTimeSeconds()),
            t => t.With("iat", now.AddSeconds(59).ToUnixTimeSeconds()),
            t => t.With("nbf", now.AddMinutes(-5).ToUnixTimeSeconds()),
            t => t.With("exp", now.AddMinutes(60).ToUnixTimeSeconds()),
            t => t.With("sub", "some-user").With("typ", "jwt"),
        })
        {
            (await Plain.At(service, changed).OpensAChartAsync()).Status.Should().Be(200, changed(Plain.Token(now)).Payload.ToJsonString());
        }

        (await Generous.At(service, t => t.With("exp", now.AddDays(1).ToUnixTimeSeconds())).OpensAChartAsync()).Status.Should().Be(200);
        ForgeryTests.ShouldBeUnauthorized(await Plain.At(service, t => t.With("exp", now.AddDays(1).ToUnixTimeSeconds())).OpensAChartAsync());
    }

    [Fact] // step 13
    public async Task Two_tenants_of_one_client_do_not_share_card_uuids()
    {
        var first = await North.At(service).SelectsAsync(Some.Draft(Codes.Raloxifene));
        var second = await North.At(service, t => t.With("tenant", "south")).SelectsAsync(Some.Draft(Codes.Raloxifene));

        first.Cards[0]["uuid"]!.ToString().Should().NotBe(second.Cards[0]["uuid"]!.ToString());
    }

    [Fact] // D-17
    public async Task Discovery_is_open_unless_it_is_configured_otherwise()
    {
        using var identity = new EhrIdentity();
        await using var closed = new RunningService([.. identity.Settings(), ("RequireTokenForDiscovery", "true"), ("LegCramps:AllowedOrigins:0", "https://ehr.example.org")]);

        (await service.Ehr.DiscoversAsync()).Status.Should().Be(200);
        (await identity.At(closed).DiscoversAsync()).Json["services"]!.AsArray().Should().HaveCount(3);
        ForgeryTests.ShouldBeUnauthorized(await closed.Ehr.DiscoversAsync());
        ForgeryTests.ShouldBeUnauthorized(await closed.Ehr.GetsAsync("/cds-services/"));
        ForgeryTests.ShouldBeUnauthorized(await identity.At(closed, t => t.With("aud", EhrIdentity.PublicBaseUrl + EhrIdentity.PatientView)).DiscoversAsync());

        // a browser asks before it calls, and needs no token for that
        foreach (var path in new[] { "/cds-services", EhrIdentity.PatientView, $"{EhrIdentity.PatientView}/feedback" })
        {
            var reply = await closed.Ehr.SendsAsync("OPTIONS", path, ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization,content-type"));
            (reply.Status, reply.Header("Access-Control-Allow-Origin")).Should().Be((204, "https://ehr.example.org"));
        }
    }

    [Fact] // clients are configured: then Development, too, is for them alone
    public async Task Whether_access_is_open_stands_in_the_log_and_on_the_start_page()
    {
        ForgeryTests.ShouldBeUnauthorized(await service.Ehr.OpensAChartAsync());
        (await service.Ehr.GetsAsync("/")).Text.Should().NotContain("Open access");
        service.Log.Lines.Should().Contain(l => l.Contains("Known clients only: https://ehr.example.org/fhir")).And.NotContain(l => l.Contains("Open access"));
    }

    [Fact]
    public async Task Health_figures_and_pages_need_no_token()
    {
        foreach (var path in new[] { "/", "/health/live", "/metrics", "/cards" }) (await service.Ehr.GetsAsync(path)).Status.Should().Be(200, path);
    }

    [Fact] // the token is not there for the log, at any level
    public async Task A_good_token_is_in_no_log_line()
    {
        var token = Plain.Token(service.Day.GetUtcNow()).Signed;

        (await new Ehr(service.CreateClient(), _ => $"Bearer {token}").OpensAChartAsync()).Status.Should().Be(200);

        foreach (var part in token.Split('.')) service.Log.Lines.Should().NotContain(l => l.Contains(part));
    }

    public sealed class ManyClients() : RunningService([.. Clients().SelectMany((client, n) => client.Identity.Settings(n, client.Settings))])
    {
        private static IEnumerable<(EhrIdentity Identity, (string, string)[] Settings)> Clients() =>
        [
            (Plain, []),
            (Rsa, []),
            (Careful, [("Gate", "strict")]),
            (Bare, [("Suggestions", "false"), ("Findings", "false"), ("Completeness", "false")]),
            (Old, [("SelectionBehavior", "at-most-one")]),
            (FixedAudience, [("Audiences:0", "urn:our:cds")]),
            (Generous, [("MaxTokenMinutes", "1440")]),
            (North, [("Tenants:0", "north"), ("Tenants:1", "south")]),
            .. Chosen.Select(c => (c.Value, new[] { ("Algorithms:0", c.Key) })),
            .. NotChosen.Select(c => (c.Value, Array.Empty<(string, string)>())),
        ];
    }
}
