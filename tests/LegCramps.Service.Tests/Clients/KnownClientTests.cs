namespace LegCramps.Service.Tests.Clients;

/// <summary>Section 4, rows T: known clients are let in, each as it is configured.</summary>
public sealed class KnownClientTests
{
    [Theory] // T-05
    [InlineData("ES384")]
    [InlineData("RS384")]
    public async Task The_two_recommended_algorithms_need_no_setting(string algorithm)
    {
        using var identity = new EhrIdentity(algorithm);
        await using var service = new RunningService(identity.Settings());

        (await identity.At(service).SelectsAsync(Some.Draft(Codes.Raloxifene))).ShouldShow("LCRXRAL");
    }

    [Theory]
    [InlineData("ES256")]
    [InlineData("ES512")]
    [InlineData("RS256")]
    [InlineData("RS512")]
    [InlineData("PS256")]
    [InlineData("PS384")]
    [InlineData("PS512")]
    public async Task Another_algorithm_is_for_the_client_that_is_configured_with_it(string algorithm)
    {
        using var chosen = new EhrIdentity(algorithm);
        using var other = new EhrIdentity(algorithm, "https://other.example.org");
        await using var service = new RunningService([.. chosen.Settings(0, ("Algorithms:0", algorithm)), .. other.Settings(1)]);

        (await chosen.At(service).OpensAChartAsync()).Status.Should().Be(200);
        ForgeryTests.ShouldBeUnauthorized(await other.At(service).OpensAChartAsync());
    }

    [Fact]
    public async Task Two_clients_get_the_answers_that_each_is_configured_for()
    {
        using var careful = new EhrIdentity(issuer: "https://careful.example.org");
        using var plain = new EhrIdentity("RS384", "https://plain.example.org");
        await using var service = new RunningService(
        [
            .. careful.Settings(0, ("Gate", "strict")),
            .. plain.Settings(1, ("Suggestions", "false"), ("Findings", "false"), ("Completeness", "false")),
        ]);

        var strict = await careful.At(service).SelectsAsync(Some.Draft(Codes.Raloxifene));
        var broad = await plain.At(service).SelectsAsync(Some.Draft(Codes.Raloxifene));
        var quinineCareful = await careful.At(service).SignsAsync(Some.Draft(Codes.Quinine));
        var quininePlain = await plain.At(service).SignsAsync(Some.Draft(Codes.Quinine));

        strict.ShouldBeSilent().Text.Should().Contain("org.legcramps.completeness");
        broad.ShouldShow("LCRXRAL").Text.Should().NotContain("org.legcramps");
        quinineCareful.Text.Should().Contain("\"suggestions\"").And.Contain("\"selectionBehavior\":\"any\"");
        quininePlain.ShouldShow("LCQ01").Text.Should().NotContain("\"suggestions\"").And.NotContain("selectionBehavior");
        quinineCareful.Cards[0]["uuid"]!.ToString().Should().NotBe(quininePlain.Cards[0]["uuid"]!.ToString(), "a card belongs to the client it was sent to");
    }

    [Fact]
    public async Task A_client_of_CDS_Hooks_1_0_is_told_at_most_one()
    {
        using var identity = new EhrIdentity();
        await using var service = new RunningService(identity.Settings(0, ("SelectionBehavior", "at-most-one")));

        (await identity.At(service).SignsAsync(Some.Draft(Codes.Quinine))).Text.Should().Contain("\"selectionBehavior\":\"at-most-one\"");
    }

    [Fact] // step 10: an EHR whose site fixes aud, a list of several, a slash at the end
    public async Task The_audience_may_be_the_endpoint_one_of_several_or_one_that_is_configured()
    {
        using var identity = new EhrIdentity();
        await using var service = new RunningService(identity.Settings(0, ("Audiences:0", "urn:our:cds")));
        var endpoint = EhrIdentity.PublicBaseUrl + EhrIdentity.PatientView;

        foreach (var audience in new JsonNode[] { "urn:our:cds", new JsonArray("https://elsewhere.example.com", endpoint), $"{endpoint}/" })
            (await identity.At(service, t => t.With("aud", audience)).OpensAChartAsync()).Status.Should().Be(200, audience.ToJsonString());
        ForgeryTests.ShouldBeUnauthorized(await identity.At(service, t => t.With("aud", "urn:our:cds/")).OpensAChartAsync());
    }

    [Fact] // step 10: the address of the service is fixed for some, also for its feedback
    public async Task Feedback_may_name_the_service_as_its_audience()
    {
        using var identity = new EhrIdentity();
        await using var service = new RunningService(identity.Settings());
        const string Feedback = $"{EhrIdentity.PatientView}/feedback";

        foreach (var path in new[] { EhrIdentity.PatientView, Feedback })
            (await identity.At(service, t => t.With("aud", EhrIdentity.PublicBaseUrl + path)).PostsAsync(Feedback, "{}")).Status.Should().NotBe(401);
        ForgeryTests.ShouldBeUnauthorized(await identity.At(service, t => t.With("aud", $"{EhrIdentity.PublicBaseUrl}/cds-services")).PostsAsync(Feedback, "{}"));
    }

    [Fact] // step 11: clocks differ; the limit of an hour is a setting
    public async Task Clocks_may_differ_by_a_minute_and_a_client_may_be_allowed_longer_tokens()
    {
        using var identity = new EhrIdentity();
        using var generous = new EhrIdentity(issuer: "https://generous.example.org");
        await using var service = new RunningService([.. identity.Settings(), .. generous.Settings(1, ("MaxTokenMinutes", "1440"))]);
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
            (await identity.At(service, changed).OpensAChartAsync()).Status.Should().Be(200, changed(identity.Token(now)).Payload.ToJsonString());
        }

        (await generous.At(service, t => t.With("exp", now.AddDays(1).ToUnixTimeSeconds())).OpensAChartAsync()).Status.Should().Be(200);
        ForgeryTests.ShouldBeUnauthorized(await identity.At(service, t => t.With("exp", now.AddDays(1).ToUnixTimeSeconds())).OpensAChartAsync());
    }

    [Fact] // step 13
    public async Task Two_tenants_of_one_client_do_not_share_card_uuids()
    {
        using var north = new EhrIdentity { Tenant = "north" };
        await using var service = new RunningService(north.Settings(0, ("Tenants:0", "north"), ("Tenants:1", "south")));

        var first = await north.At(service).SelectsAsync(Some.Draft(Codes.Raloxifene));
        var second = await north.At(service, t => t.With("tenant", "south")).SelectsAsync(Some.Draft(Codes.Raloxifene));

        first.Cards[0]["uuid"]!.ToString().Should().NotBe(second.Cards[0]["uuid"]!.ToString());
    }

    [Fact] // D-17
    public async Task Discovery_is_open_unless_it_is_configured_otherwise()
    {
        using var identity = new EhrIdentity();
        await using var open = new RunningService(identity.Settings());
        await using var closed = new RunningService([.. identity.Settings(), ("RequireTokenForDiscovery", "true")]);

        (await open.Ehr.DiscoversAsync()).Status.Should().Be(200);
        (await identity.At(closed).DiscoversAsync()).Json["services"]!.AsArray().Should().HaveCount(3);
        ForgeryTests.ShouldBeUnauthorized(await closed.Ehr.DiscoversAsync());
        ForgeryTests.ShouldBeUnauthorized(await closed.Ehr.GetsAsync("/cds-services/"));
        ForgeryTests.ShouldBeUnauthorized(await identity.At(closed, t => t.With("aud", EhrIdentity.PublicBaseUrl + EhrIdentity.PatientView)).DiscoversAsync());
    }

    [Fact]
    public async Task A_browser_asks_before_it_calls_and_needs_no_token_for_that()
    {
        using var identity = new EhrIdentity();
        await using var service = new RunningService([.. identity.Settings(), ("RequireTokenForDiscovery", "true"), ("LegCramps:AllowedOrigins:0", "https://ehr.example.org")]);

        foreach (var path in new[] { "/cds-services", EhrIdentity.PatientView, $"{EhrIdentity.PatientView}/feedback" })
        {
            var reply = await service.Ehr.SendsAsync("OPTIONS", path, ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization,content-type"));
            (reply.Status, reply.Header("Access-Control-Allow-Origin")).Should().Be((204, "https://ehr.example.org"));
        }
    }

    [Fact] // clients are configured: then Development, too, is for them alone
    public async Task Whether_access_is_open_stands_in_the_log_and_on_the_start_page()
    {
        using var identity = new EhrIdentity();
        await using var service = new RunningService(identity.Settings());

        ForgeryTests.ShouldBeUnauthorized(await service.Ehr.OpensAChartAsync());
        (await service.Ehr.GetsAsync("/")).Text.Should().NotContain("Open access");
        service.Log.Lines.Should().Contain(l => l.Contains("Known clients only: https://ehr.example.org/fhir")).And.NotContain(l => l.Contains("Open access"));
    }

    [Fact]
    public async Task Health_figures_and_pages_need_no_token()
    {
        using var identity = new EhrIdentity();
        await using var service = new RunningService(identity.Settings());

        foreach (var path in new[] { "/", "/health/live", "/metrics", "/cards" }) (await service.Ehr.GetsAsync(path)).Status.Should().Be(200, path);
    }

    [Fact] // the token is not there for the log, at any level
    public async Task A_good_token_is_in_no_log_line()
    {
        using var identity = new EhrIdentity();
        await using var service = new RunningService(identity.Settings());
        var token = identity.Token(service.Day.GetUtcNow()).Signed;

        (await new Ehr(service.CreateClient(), _ => $"Bearer {token}").OpensAChartAsync()).Status.Should().Be(200);

        foreach (var part in token.Split('.')) service.Log.Lines.Should().NotContain(l => l.Contains(part));
    }
}
