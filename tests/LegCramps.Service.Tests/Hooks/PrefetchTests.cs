namespace LegCramps.Service.Tests.Hooks;

/// <summary>Rows P of the conformance matrix without a FHIR server, and section 2.3: what each received value means.</summary>
[Collection(OneService.Name)]
public sealed class PrefetchTests(RunningService service)
{
    private readonly Ehr ehr = service.Ehr;

    [Theory] // P-07, section 2.3
    [InlineData("not sent", null)]
    [InlineData("an error", """{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"exception"}]}""")]
    [InlineData("a string", "\"123\"")]
    [InlineData("a number", "5")]
    [InlineData("an array", "[]")]
    [InlineData("true", "true")]
    [InlineData("a page of HTML", "\"<html>502</html>\"")]
    [InlineData("another resource", """{"resourceType":"Patient","id":"patient-zephyrine-4711"}""")]
    [InlineData("observations", """{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Observation","id":"o"}}]}""")]
    public async Task A_chart_without_medications_is_not_called_clean(string received, string? value)
    {
        var call = Call.PatientView().Without("prefetch.medications");
        if (value is not null) call.With("prefetch.medications", JsonNode.Parse(value));

        var reply = await ehr.OpensAChartAsync(call);

        reply.ShouldBeRefused(412, "prefetch.medications").Outcome.Issue[0].Diagnostics.Should().Contain("prefetch.medications", received);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    public async Task A_chart_without_any_prefetch_is_not_called_clean(string prefetch) =>
        (await ehr.OpensAChartAsync(Call.PatientView().With("prefetch", JsonNode.Parse(prefetch)))).ShouldBeRefused(412, "prefetch.medications");

    [Theory] // P-08, section 2.3
    [InlineData("null")]
    [InlineData("""{"resourceType":"Bundle","type":"searchset"}""")]
    [InlineData("""{"resourceType":"Bundle","type":"searchset","total":0,"entry":[]}""")]
    [InlineData("""{"resourceType":"Bundle","total":0,"entry":[{"resource":{"resourceType":"OperationOutcome","issue":[{"severity":"warning","code":"processing"}]},"search":{"mode":"outcome"}}]}""")]
    public async Task Medications_that_were_looked_for_and_not_found_are_none(string value)
    {
        var reply = await ehr.OpensAChartAsync(Call.PatientView().With("prefetch.medications", JsonNode.Parse(value)));

        reply.ShouldBeSilent().Completeness["inputs"]!["medications"]!.GetValue<string>().Should().Be("empty");
    }

    [Fact] // P-05: an error entry beside data makes the data a part
    public async Task A_part_of_the_medications_is_enough_for_a_card_but_not_for_silence()
    {
        var nothing = await ehr.OpensAChartAsync(Call.PatientView().Medications(Some.Order(Codes.Acetaminophen), Some.Outcome("error")));
        var something = await ehr.OpensAChartAsync(Call.PatientView().Medications(Some.Order(Codes.Raloxifene), Some.Outcome("error")));

        nothing.ShouldBeRefused(412, "prefetch.medications");
        something.ShouldShow("LCSUM01").Completeness["inputs"]!["medications"]!.GetValue<string>().Should().Be("partial");
        something.Cards[0]["detail"]!.GetValue<string>().Should().Contain("medications");
    }

    [Theory] // P-09: without access the next page cannot be fetched
    [InlineData(false, 412)]
    [InlineData(true, 200)]
    public async Task The_first_page_of_medications_is_a_part_of_them(bool hit, int status)
    {
        var page = Some.Searchset(Some.Order(hit ? Codes.Raloxifene : Codes.Acetaminophen)).With("link", new JsonArray(new JsonObject { ["relation"] = "next", ["url"] = "https://fhir.example.org/page2" }));

        (await ehr.OpensAChartAsync(Call.PatientView().With("prefetch.medications", page))).Status.Should().Be(status);
    }

    [Fact]
    public async Task Conditions_that_were_not_sent_are_missed_on_the_card_and_in_the_response()
    {
        var reply = await ehr.OpensAChartAsync(Call.PatientView().Medications(Some.Order(Codes.Raloxifene)).Without("prefetch.conditions"));

        reply.ShouldShow("LCSUM01").Cards[0]["detail"]!.GetValue<string>().Should().Contain("conditions");
        reply.Completeness["inputs"]!["conditions"]!.GetValue<string>().Should().Be("missing");
    }

    [Fact]
    public async Task Conditions_that_were_not_sent_do_not_stop_a_chart_from_being_evaluated() =>
        (await ehr.OpensAChartAsync(Call.PatientView().Without("prefetch.conditions"))).ShouldBeSilent()
            .Completeness["inputs"]!["conditions"]!.GetValue<string>().Should().Be("missing");

    [Theory] // P-07: at order time the drafts themselves are in the request
    [InlineData("order-select")]
    [InlineData("order-sign")]
    public async Task Missing_prefetch_never_stops_an_order(string hook)
    {
        var draft = Some.Draft(Codes.Acetaminophen);
        var call = (hook == "order-sign" ? Call.OrderSign(draft) : Call.OrderSelect(draft)).Without("prefetch");

        (await ehr.CallsAsync(call)).ShouldBeSilent().Completeness["inputs"]!["medications"]!.GetValue<string>().Should().Be("missing");
    }

    [Fact] // P-10: Epic's own default configuration sends keys of its own
    public async Task Keys_that_nobody_asked_for_are_ignored() =>
        (await ehr.OpensAChartAsync(Call.PatientView().With("prefetch.item7", Some.Searchset(Some.Order(Codes.Raloxifene))))).ShouldBeSilent();

    [Fact] // section 2.3: before 1.0 a value was wrapped
    public async Task A_wrapped_value_is_unwrapped()
    {
        var wrapped = new JsonObject { ["response"] = new JsonObject { ["status"] = "200 OK" }, ["resource"] = Some.Searchset(Some.Order(Codes.Raloxifene)) };

        (await ehr.OpensAChartAsync(Call.PatientView().With("prefetch.medications", wrapped))).ShouldShow("LCSUM01");
    }

    [Fact] // section 2.3, section 8 row 43
    public async Task Orders_of_another_patient_are_dropped_and_counted()
    {
        var other = Some.Order(Codes.Raloxifene, "other").With("subject", Some.Subject("somebody-else"));

        var mixed = await ehr.OpensAChartAsync(Call.PatientView().Medications(Some.Order(Codes.Acetaminophen), other));
        var alone = await ehr.OpensAChartAsync(Call.PatientView().Medications(other.DeepClone().AsObject()));

        mixed.ShouldBeSilent().Completeness["otherPatient"]!.GetValue<int>().Should().Be(1);
        alone.ShouldBeRefused(412, "prefetch.medications").Outcome.Issue[0].Details!.Text.Should().Contain("another patient");
    }

    [Fact]
    public async Task Orders_without_a_known_code_are_counted_and_never_guessed_from_their_text()
    {
        var textOnly = Some.Order(Codes.Raloxifene).With("medicationCodeableConcept", new JsonObject { ["text"] = "raloxifene 60 mg" });

        (await ehr.OpensAChartAsync(Call.PatientView().Medications(textOnly))).ShouldBeSilent().Completeness["unrecognizedMedications"]!.GetValue<int>().Should().Be(1);
    }
}
