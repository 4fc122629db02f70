namespace LegCramps.Service.Tests.Hooks;

/// <summary>Rows C of the conformance matrix: what a call must and need not look like.</summary>
[Collection(OneService.Name)]
public sealed class CallTests(RunningService service)
{
    private const string PatientView = "/cds-services/legcramps-patient-view";

    private readonly Ehr ehr = service.Ehr;

    [Fact] // C-01
    public async Task A_post_to_the_address_of_a_service_is_answered() => (await ehr.OpensAChartAsync()).Status.Should().Be(200);

    [Theory] // C-01, section 8 row 53
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("HEAD")]
    public async Task Other_methods_are_told_that_only_POST_is_allowed(string method)
    {
        var reply = await ehr.SendsAsync(method, PatientView);

        if (method == "HEAD") reply.Status.Should().Be(405);
        else reply.ShouldBeRefused(405);
        reply.Header("Allow").Should().Be("POST, OPTIONS");
    }

    [Fact]
    public async Task OPTIONS_without_a_preflight_says_what_is_allowed()
    {
        var reply = await ehr.SendsAsync("OPTIONS", PatientView);

        reply.Status.Should().Be(204);
        reply.Header("Allow").Should().Be("POST, OPTIONS");
    }

    [Theory] // C-01, section 8 rows 10 and 55
    [InlineData("POST", "/cds-services/legcramps")]
    [InlineData("POST", "/cds-services/Legcramps-Patient-View")]
    [InlineData("POST", "/cds-services/..%2flegcramps-patient-view")]
    [InlineData("GET", "/cds-services/legcramps")]
    [InlineData("POST", "/cds-services/legcramps/feedback")]
    [InlineData("GET", "/nothing-here")]
    public async Task Unknown_addresses_are_not_found(string method, string path) => (await ehr.SendsAsync(method, path)).ShouldBeRefused(404);

    [Fact]
    public async Task Bad_bodies_for_unknown_services_are_still_not_found() => (await ehr.PostsAsync("/cds-services/unknown", "{")).ShouldBeRefused(404);

    [Fact]
    public async Task A_trailing_slash_is_tolerated() => (await ehr.PostsAsync($"{PatientView}/", Call.PatientView().ToString())).Status.Should().Be(200);

    [Theory] // C-02, C-04, C-06
    [InlineData("hook")]
    [InlineData("hookInstance")]
    [InlineData("context")]
    [InlineData("context.patientId")]
    public async Task Required_members_are_asked_for_by_name(string member) =>
        (await ehr.PostsAsync(PatientView, Call.PatientView().Without(member).ToString())).ShouldBeRefused(400, member);

    [Theory] // C-03
    [InlineData("order-sign")]
    [InlineData("Patient-View")]
    [InlineData("encounter-start")]
    public async Task Only_the_hook_of_the_service_is_answered(string hook) =>
        (await ehr.PostsAsync(PatientView, Call.OrderSign(Some.Draft(Codes.Raloxifene)).With("hook", hook).ToString())).ShouldBeRefused(400, "hook");

    [Fact] // C-05
    public async Task A_repeated_call_gets_the_same_answer_byte_for_byte()
    {
        var call = Call.OrderSelect(Some.Draft(Codes.Raloxifene));

        var first = await ehr.CallsAsync(call);

        first.Cards.Should().NotBeEmpty();
        (await ehr.CallsAsync(call)).Text.Should().Be(first.Text);
    }

    [Fact] // C-05: one constant hookInstance does not make two charts alike
    public async Task Another_draft_under_the_same_hookInstance_gets_another_uuid()
    {
        var first = await ehr.SelectsAsync(Some.Draft(Codes.Raloxifene, "draft-1"));
        var second = await ehr.SelectsAsync(Some.Draft(Codes.Raloxifene, "draft-2"));

        Uuid(second).Should().NotBe(Uuid(first));
    }

    [Fact]
    public async Task Uuids_of_one_answer_begin_alike_and_nothing_in_them_tells_who_belongs_together()
    {
        var call = Call.OrderSign(Some.Draft(Codes.Raloxifene, "draft-1"), Some.Draft(Codes.Quinine, "draft-2"));

        var first = Begin(await ehr.CallsAsync(call));
        var later = Begin(await ehr.CallsAsync(call.With("hookInstance", "00000000-0000-4000-8000-000000000001")));

        first.Should().HaveCount(2);
        later.Should().HaveCount(2);
        first.Distinct().Should().ContainSingle().Which.Should().NotBe(later[0]);
        later.Distinct().Should().ContainSingle();

        static List<string> Begin(Reply reply) => [.. reply.Cards.Select(c => c["uuid"]!.GetValue<string>()[..13])];
    }

    [Fact] // C-07
    public async Task An_access_token_without_a_server_is_refused() =>
        (await ehr.OpensAChartAsync(Call.PatientView().With("fhirAuthorization", Token()))).ShouldBeRefused(400, "fhirServer");

    [Fact] // C-08, C-09, F-04: prefetch is evaluated, with or without a way to the FHIR server
    public async Task A_server_and_a_token_change_nothing_when_prefetch_has_it_all()
    {
        var call = Call.OrderSelect(Some.Draft(Codes.Raloxifene)).With("prefetch.observations", null).With("prefetch.procedures", null).With("prefetch.serviceRequests", null);
        var without = await ehr.CallsAsync(call);

        var with = await ehr.CallsAsync(call.With("fhirServer", "http://fhir.example.org").With("fhirAuthorization", Token()));

        with.Text.Should().Be(without.Text);
    }

    [Fact] // C-10
    public async Task Prefetch_is_optional_at_order_time() =>
        (await ehr.CallsAsync(Call.OrderSelect(Some.Draft(Codes.Raloxifene)).Without("prefetch"))).ShouldShow("LCRXRAL");

    [Fact] // C-11, N-01, N-02, V-02
    public async Task Unknown_members_change_nothing()
    {
        var call = Call.OrderSelect(Some.Draft(Codes.Raloxifene));
        var without = await ehr.CallsAsync(call);

        var with = await ehr.CallsAsync(call
            .With("foo", 1).With("context.bar", new JsonArray("x")).With("prefetch.-user", new JsonObject { ["resourceType"] = "Practitioner" })
            .With("extension", new JsonObject { ["com.epic.cdshooks.request.fhir-version"] = "R4", ["davinci-crd.configuration"] = new JsonObject { ["x"] = true } }));

        with.Text.Should().Be(without.Text);
    }

    [Fact] // C-12
    public async Task Resources_of_another_FHIR_version_are_refused() =>
        (await ehr.CallsAsync(Call.OrderSelect(Some.Draft(Codes.Raloxifene), new JsonObject { ["resourceType"] = "MedicationOrder", ["id"] = "old" }))).ShouldBeRefused(422, "context.draftOrders");

    [Theory] // C-14, section 8 row 7
    [InlineData("application/json")]
    [InlineData("application/json;charset=utf-8")]
    [InlineData("Application/JSON; Charset=\"UTF-8\"")]
    [InlineData("application/fhir+json")]
    [InlineData("application/vnd.ehr+json; charset=UTF-8")]
    [InlineData(null)]
    public async Task Json_is_read_under_all_its_names(string? contentType) =>
        (await ehr.PostsAsync(PatientView, Call.PatientView().ToString(), contentType)).Status.Should().Be(200);

    [Theory] // C-14, section 8 row 6
    [InlineData("application/xml")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/plain")]
    [InlineData("text/json+json")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("nonsense")]
    public async Task Other_media_types_are_not(string contentType) =>
        (await ehr.PostsAsync(PatientView, Call.PatientView().ToString(), contentType)).ShouldBeRefused(415);

    private static string Uuid(Reply reply) => reply.Cards[0]["uuid"]!.GetValue<string>();

    private static JsonObject Token() => new() { ["access_token"] = "t0p-s3cr3t", ["token_type"] = "Bearer", ["expires_in"] = 300, ["scope"] = "user/*.read", ["subject"] = "legcramps" };
}
