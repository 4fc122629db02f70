using Microsoft.AspNetCore.Http;

namespace LegCramps.Service.Tests.Fhir;

/// <summary>Rows P and F of the conformance matrix, sections 2.3 and 2.4: what prefetch lacks is fetched, and nothing else.</summary>
public sealed class FetchTests : IClassFixture<FetchTests.PatientService>
{
    private readonly Ehr ehr;

    public FetchTests(PatientService service) => ehr = service.Ehr;

    public sealed class PatientService() : RunningService(Access.Patient);

    [Fact] // P-06, F-02
    public async Task A_chart_without_prefetch_is_fetched_with_the_token_of_the_request()
    {
        await using var server = await StubFhirServer.StartAsync(Some.Patient(), Some.Order(Codes.Raloxifene), Some.Condition(Codes.LegCramps));

        var reply = await ehr.OpensAChartAsync(Access.OpensAChartWithoutPrefetch(server));

        reply.ShouldShow("LCSUM01");
        server.Authorizations.Should().AllBe($"Bearer {Access.Token}");
        server.Requests.Should().BeEquivalentTo(
            "Patient/patient-zephyrine-4711",
            "Condition?patient=patient-zephyrine-4711",
            "MedicationRequest?patient=patient-zephyrine-4711&status=active",
            "Observation?patient=patient-zephyrine-4711&category=laboratory,social-history&_sort=-date&_count=200",
            "Procedure?patient=patient-zephyrine-4711",
            "ServiceRequest?patient=patient-zephyrine-4711&status=active");
        reply.Completeness["inputs"]!["medications"]!.GetValue<string>().Should().Be("ok");
        reply.Completeness["resourcesRead"]!["conditions"]!.GetValue<int>().Should().Be(1);
        reply.Completeness["notFetched"].Should().BeNull();
    }

    [Fact] // P-08: null says that the query ran
    public async Task Only_what_is_missing_is_fetched()
    {
        await using var server = await StubFhirServer.StartAsync(Some.Order(Codes.Raloxifene), Some.Condition(Codes.LegCramps));
        var call = Call.PatientView().WithAccess(server.Base).Without("prefetch.medications").With("prefetch.conditions", null).With("prefetch.observations", null)
            .With("prefetch.procedures", Some.Searchset()).With("prefetch.serviceRequests", null);

        (await ehr.OpensAChartAsync(call)).ShouldShow("LCSUM01").Completeness["inputs"]!["conditions"]!.GetValue<string>().Should().Be("empty");

        server.Requests.Should().Equal("MedicationRequest?patient=patient-zephyrine-4711&status=active");
    }

    [Fact]
    public async Task Nothing_is_asked_when_everything_was_sent()
    {
        await using var server = await StubFhirServer.StartAsync();

        (await ehr.OpensAChartAsync(Complete(Call.PatientView()).WithAccess(server.Base))).ShouldBeSilent();

        server.Requests.Should().BeEmpty();
    }

    [Fact] // P-05, section 8 row 37
    public async Task A_query_that_failed_at_the_client_is_not_repeated()
    {
        await using var server = await StubFhirServer.StartAsync(Some.Order(Codes.Raloxifene));
        var call = Complete(Call.PatientView()).WithAccess(server.Base).With("prefetch.medications", Some.Outcome("error"));

        (await ehr.OpensAChartAsync(call)).ShouldBeRefused(412, "prefetch.medications");

        server.Requests.Should().BeEmpty();
    }

    [Theory] // section 8 rows 39 and 40: treated as absent
    [InlineData("\"<html>502</html>\"")]
    [InlineData("[]")]
    [InlineData("""{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Observation","id":"o"}}]}""")]
    public async Task What_is_no_answer_to_the_query_is_fetched(string value)
    {
        await using var server = await StubFhirServer.StartAsync(Some.Order(Codes.Raloxifene));

        var reply = await ehr.OpensAChartAsync(Complete(Call.PatientView()).WithAccess(server.Base).With("prefetch.medications", JsonNode.Parse(value)));

        reply.ShouldShow("LCSUM01").Completeness["inputs"]!["medications"]!.GetValue<string>().Should().Be("ok");
    }

    [Theory] // P-09, section 8 row 42
    [InlineData("absolute")]
    [InlineData("relative")]
    public async Task The_pages_after_the_first_are_fetched_and_the_answer_is_whole(string link)
    {
        var orders = Enumerable.Range(1, 7).Select(i => Some.Order(i == 7 ? Codes.Raloxifene : Codes.Acetaminophen, $"order-{i}")).ToArray();
        await using var server = await StubFhirServer.StartAsync(orders);
        server.PageSize = 2;
        const string Query = "MedicationRequest?patient=patient-zephyrine-4711&status=active";
        var first = Some.Searchset(orders[0].DeepClone().AsObject(), orders[1].DeepClone().AsObject()).With("total", 7)
            .With("link", new JsonArray(new JsonObject { ["url"] = (link == "absolute" ? $"{server.Base}/" : "") + $"{Query}&page=1", ["relation"] = "next" }));

        var reply = await ehr.OpensAChartAsync(Complete(Call.PatientView()).WithAccess(server.Base).With("prefetch.medications", first));

        reply.ShouldShow("LCSUM01").Completeness["inputs"]!["medications"]!.GetValue<string>().Should().Be("ok");
        reply.Completeness["resourcesRead"]!["medications"]!.GetValue<int>().Should().Be(7);
        server.Requests.Should().Equal($"{Query}&page=1", $"{Query}&page=2", $"{Query}&page=3");
    }

    [Fact]
    public async Task A_count_larger_than_what_was_sent_has_the_query_asked_again()
    {
        await using var server = await StubFhirServer.StartAsync(Some.Order(Codes.Acetaminophen, "order-1"), Some.Order(Codes.Raloxifene, "order-2"));
        var part = Some.Searchset(Some.Order(Codes.Acetaminophen, "order-1")).With("total", 2);

        var reply = await ehr.OpensAChartAsync(Complete(Call.PatientView()).WithAccess(server.Base).With("prefetch.medications", part));

        reply.ShouldShow("LCSUM01").Completeness["resourcesRead"]!["medications"]!.GetValue<int>().Should().Be(2);
    }

    [Fact]
    public async Task Of_laboratory_results_the_newest_page_is_enough()
    {
        var results = Enumerable.Range(1, 4).Select(i => Some.Condition(Codes.EstimatedDeliveryDate, $"o{i}").With("resourceType", "Observation").With("clinicalStatus", null).With("status", "final")).ToArray();
        await using var server = await StubFhirServer.StartAsync(results);
        server.PageSize = 2;

        (await ehr.OpensAChartAsync(Complete(Call.PatientView()).WithAccess(server.Base).Without("prefetch.observations"))).ShouldBeSilent();

        server.Requests.Should().ContainSingle();
    }

    [Theory] // section 3.1: the Medication that an order refers to
    [InlineData("Medication/med-1")]
    [InlineData("Medication/med-1/_history/3")]
    [InlineData("{base}/Medication/med-1")]
    public async Task The_Medications_that_orders_refer_to_are_looked_up_together(string reference)
    {
        await using var server = await StubFhirServer.StartAsync(Some.Medication(Codes.Raloxifene, "med-1"), Some.Medication(Codes.Acetaminophen, "med-2"));
        JsonObject[] orders =
        [
            Referring("order-1", reference.Replace("{base}", server.Base, StringComparison.Ordinal)), Referring("order-2", "Medication/med-2"), Referring("order-3", "Medication/med-2"),
            Referring("order-4", "Medication/med-9").With("status", "stopped"), Referring("order-5", "#nowhere"), Referring("order-6", "urn:uuid:8c0ee1c5-0f5d-4c0c-8b5e-d6a2f6c0a7e1"),
        ];

        var reply = await ehr.OpensAChartAsync(Complete(Call.PatientView()).Medications(orders).WithAccess(server.Base));

        reply.ShouldShow("LCSUM01").Completeness["unrecognizedMedications"]!.GetValue<int>().Should().Be(2, "two orders lead nowhere");
        server.Requests.Should().Equal("Medication?_id=med-1,med-2&_count=2");
    }

    [Fact]
    public async Task A_Medication_made_of_Medications_is_looked_up_to_its_ingredients()
    {
        var product = new JsonObject { ["resourceType"] = "Medication", ["id"] = "product", ["ingredient"] = new JsonArray(new JsonObject { ["itemReference"] = Some.Reference("Medication/ingredient") }) };
        await using var server = await StubFhirServer.StartAsync(product, Some.Medication(Codes.Raloxifene, "ingredient"), Referring("order-1", "Medication/product"));

        (await ehr.OpensAChartAsync(Complete(Call.PatientView()).Without("prefetch.medications").WithAccess(server.Base))).ShouldShow("LCSUM01");

        server.Requests.Should().Equal("MedicationRequest?patient=patient-zephyrine-4711&status=active", "Medication?_id=product&_count=1", "Medication?_id=ingredient&_count=1");
    }

    [Theory]
    [InlineData("order-select")]
    [InlineData("order-sign")]
    public async Task The_Medication_of_a_draft_is_looked_up(string hook)
    {
        await using var server = await StubFhirServer.StartAsync(Some.Medication(Codes.Raloxifene, "med-1"));
        var draft = Referring("draft-1", "Medication/med-1").With("status", "draft");

        (await ehr.CallsAsync(Complete(hook == "order-sign" ? Call.OrderSign(draft) : Call.OrderSelect(draft)).WithAccess(server.Base))).ShouldShow("LCRXRAL");
    }

    [Fact]
    public async Task A_Medication_that_is_not_there_leaves_its_order_unrecognized_and_counted()
    {
        await using var server = await StubFhirServer.StartAsync();

        var reply = await ehr.OpensAChartAsync(Complete(Call.PatientView()).Medications(Referring("order-1", "Medication/gone")).WithAccess(server.Base));

        reply.ShouldBeSilent().Completeness["unrecognizedMedications"]!.GetValue<int>().Should().Be(1);
    }

    [Fact]
    public async Task A_Medication_that_could_not_be_asked_for_may_be_anything()
    {
        await using var server = await StubFhirServer.StartAsync();
        server.Misbehaves(Fault.Named("500").Answer);
        var draft = Referring("draft-1", "Medication/med-1").With("status", "draft");

        var chart = await ehr.OpensAChartAsync(Complete(Call.PatientView()).Medications(Referring("order-1", "Medication/med-1")).WithAccess(server.Base));
        var order = await ehr.CallsAsync(Complete(Call.OrderSign(draft)).WithAccess(server.Base));
        var other = await ehr.CallsAsync(Complete(Call.OrderSign(draft.DeepClone().AsObject(), Some.Draft(Codes.Raloxifene, "draft-2"))).WithAccess(server.Base));

        chart.ShouldBeRefused(412, "prefetch.medications");
        order.ShouldBeRefused(412, "prefetch.medications");
        other.ShouldShow("LCRXRAL").Completeness["notFetched"]!["Medication"]!.GetValue<string>().Should().Be("unavailable");
    }

    [Theory] // F-04, F-05, section 8 rows 44 and 45
    [InlineData("access_token", "\"\"")]
    [InlineData("access_token", "\"two\\r\\nlines\"")]
    [InlineData("token_type", "\"mac\"")]
    [InlineData("expires_in", "-1")]
    [InlineData("expires_in", "\"0\"")]
    public async Task A_token_that_cannot_be_used_is_not_used(string member, string value)
    {
        await using var server = await StubFhirServer.StartAsync(Some.Order(Codes.Raloxifene));

        var reply = await ehr.OpensAChartAsync(Access.OpensAChartWithoutPrefetch(server).With($"fhirAuthorization.{member}", JsonNode.Parse(value)));

        reply.ShouldBeRefused(412, "prefetch.medications").Outcome.Issue[0].Details!.Text.Should().Contain("fhirAuthorization");
        server.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("token_type", "\"bearer\"")]
    [InlineData("expires_in", "\"300\"")]
    public async Task A_token_that_is_only_spelled_differently_is_used(string member, string value)
    {
        await using var server = await StubFhirServer.StartAsync(Some.Order(Codes.Raloxifene));

        (await ehr.OpensAChartAsync(Access.OpensAChartWithoutPrefetch(server).With($"fhirAuthorization.{member}", JsonNode.Parse(value)))).ShouldShow("LCSUM01");
    }

    [Fact] // the public sandbox works on open servers
    public async Task In_Development_an_open_server_is_asked_without_a_token()
    {
        await using var server = await StubFhirServer.StartAsync(Some.Order(Codes.Raloxifene));

        (await ehr.OpensAChartAsync(Access.OpensAChartWithoutPrefetch(server).Without("fhirAuthorization"))).ShouldShow("LCSUM01");

        server.Authorizations.Should().NotBeEmpty().And.OnlyContain(a => a == null);
    }

    [Fact] // 2.5: the token is for another patient
    public async Task A_token_for_another_patient_is_refused_before_anybody_is_asked()
    {
        await using var server = await StubFhirServer.StartAsync(Some.Order(Codes.Raloxifene));

        (await ehr.OpensAChartAsync(Access.OpensAChartWithoutPrefetch(server).With("fhirAuthorization.patient", "somebody-else"))).ShouldBeRefused(422, "fhirAuthorization.patient");

        server.Requests.Should().BeEmpty();
    }

    [Fact] // section 2.4: at order time missing data is stated, not refused
    public async Task An_order_whose_chart_cannot_be_fetched_still_gets_its_card_with_a_statement()
    {
        await using var server = await StubFhirServer.StartAsync();
        server.Misbehaves(Fault.Named("403").Answer);

        var reply = await ehr.CallsAsync(Call.OrderSign(Some.Draft(Codes.Raloxifene)).Without("prefetch").WithAccess(server.Base));

        reply.ShouldShow("LCRXRAL").Cards[0]["detail"]!.GetValue<string>().Should().Contain("Not available to this check: conditions, medications");
        reply.Completeness["inputs"]!["medications"]!.GetValue<string>().Should().Be("missing");
        reply.Completeness["notFetched"]!["medications"]!.GetValue<string>().Should().Be("forbidden");
    }

    [Theory] // the partial-data rule of section 2.3
    [InlineData(true, 200)]
    [InlineData(false, 412)]
    public async Task When_a_later_page_fails_a_hit_is_shown_with_a_statement_and_silence_is_not_claimed(bool hit, int status)
    {
        await using var server = await StubFhirServer.StartAsync([.. Enumerable.Range(1, 5).Select(i => Some.Order(hit ? Codes.Raloxifene : Codes.Acetaminophen, $"order-{i}"))]);
        server.PageSize = 2;
        server.Misbehaves(Fault.Named("500").Answer, path => path.Contains("page=1", StringComparison.Ordinal));

        var reply = await ehr.OpensAChartAsync(Complete(Call.PatientView()).Without("prefetch.medications").WithAccess(server.Base));

        reply.Status.Should().Be(status);
        if (!hit) reply.ShouldBeRefused(412, "prefetch.medications");
        else reply.Cards[0]["detail"]!.GetValue<string>().Should().Contain("Only in part available to this check: medications");
    }

    [Fact]
    public async Task The_wrong_Patient_from_the_server_is_as_wrong_as_from_the_client()
    {
        await using var server = await StubFhirServer.StartAsync(Some.Order(Codes.Raloxifene));
        server.Misbehaves((_, http) => http.Response.WriteAsync(Some.Patient("somebody-else").ToJsonString()), path => path.StartsWith("Patient/", StringComparison.Ordinal));

        (await ehr.OpensAChartAsync(Access.OpensAChartWithoutPrefetch(server))).ShouldBeRefused(422, "prefetch.patient.id");
    }

    /// <summary>The same call with every key that could be fetched.</summary>
    private static Call Complete(Call call) => call.With("prefetch.observations", null).With("prefetch.procedures", null).With("prefetch.serviceRequests", null);

    private static JsonObject Referring(string id, string medication) =>
        Some.Order(Codes.Acetaminophen, id).With("medicationCodeableConcept", null).With("medicationReference", Some.Reference(medication));
}
