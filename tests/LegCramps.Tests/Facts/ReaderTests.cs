using System.Text;
using FluentAssertions;
using LegCramps.Facts;
using Xunit;

namespace LegCramps.Tests.Facts;

/// <summary>The reader by its front door: bytes in, facts or a problem out.</summary>
public sealed class ReaderTests
{
    [Fact]
    public void Members_may_come_in_any_order_and_under_escaped_names()
    {
        var body = """
            {"prefetch":{"medications":{"entry":{"resource":{"medicationCodeableConcept":{"coding":{"code":"red","syste\u006d":"http:\/\/example.org\/drugs"}},
            "subject":{"reference":"Patient/p1"},"stat\u0075s":"active","id":"m1","resourceType":"MedicationRequest"}},"resourceType":"Bundle"}},
            "context":{"patientId":"Patient/p1"},"hookInstance":"D1577C69-DFBE-44AD-BA6D-3E05E953B2EA","hook":"patient-view"}
            """;
        var fact = Some.Chart(body).Facts.Should().ContainSingle().Subject;
        fact.Should().BeEquivalentTo(new { Id = "m1", Status = "active", Concepts = new[] { Some.Red } });
    }

    [Fact]
    public void A_value_prefetch_wrapped_before_version_1_is_unwrapped()
    {
        var chart = Some.Chart(Some.PatientView($$"""{"medications":{"response":{"status":"200 OK"},"resource":{{Some.Bundle(Some.Order("m1"))}} } }"""));
        chart.Facts.Should().ContainSingle();
        chart.Completeness[PrefetchKeys.Medications].Should().Be(InputState.Ok);
    }

    [Theory]
    [InlineData("null", InputState.Empty)]
    [InlineData("""{"resourceType":"Bundle"}""", InputState.Empty)]
    [InlineData("""{"resourceType":"Bundle","entry":null}""", InputState.Empty)]
    [InlineData("""{"resourceType":"Bundle","total":0,"entry":[{"resource":{"resourceType":"OperationOutcome","issue":[{"severity":"warning"}]},"search":{"mode":"outcome"}}]}""", InputState.Empty)]
    [InlineData("""{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"exception"}]}""", InputState.Unreadable)]
    [InlineData("""{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"OperationOutcome","issue":[{"severity":"fatal"}]}}]}""", InputState.Unreadable)]
    [InlineData("""{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Observation"}}]}""", InputState.Unreadable)]
    [InlineData("""{"resourceType":"Patient","id":"p1"}""", InputState.Unreadable)]
    [InlineData("\"123\"", InputState.Unreadable)]
    [InlineData("17", InputState.Unreadable)]
    [InlineData("true", InputState.Unreadable)]
    [InlineData("[]", InputState.Unreadable)]
    [InlineData("{}", InputState.Unreadable)]
    public void What_a_prefetch_value_means(string value, InputState expected) =>
        Some.Chart(Some.PatientView($$"""{"medications":{{value}} }""")).Completeness[PrefetchKeys.Medications].Should().Be(expected);

    [Fact]
    public void One_resource_where_a_Bundle_is_due_is_read() =>
        Some.Chart(Some.PatientView($$"""{"medications":{{Some.Order("m1")}} }""")).Facts.Should().ContainSingle();

    [Theory]
    [InlineData(""" "link":[{"relation":"self","url":"a"},{"relation":"next","url":"b"}], """)]
    [InlineData(""" "total":7, """)]
    public void A_page_of_several_is_partial(string member)
    {
        var bundle = Some.Bundle(Some.Order("m1")).Replace("\"type\":\"searchset\",", member, StringComparison.Ordinal);
        Some.Chart(Some.PatientView($$"""{"medications":{{bundle}} }""")).Completeness[PrefetchKeys.Medications].Should().Be(InputState.Partial);
    }

    [Fact]
    public void Resources_of_another_patient_are_left_out_and_counted()
    {
        var chart = Some.Chart(Some.Medications(Some.Order("m1"), Some.Order("m2", ("subject", Some.Json("""{"reference":"Patient/other"}""")))));
        chart.Facts.Should().ContainSingle().Which.Id.Should().Be("m1");
        chart.Completeness.Inputs.Single(i => i.Key == PrefetchKeys.Medications).Should().BeEquivalentTo(new { State = InputState.Ok, Resources = 1, OtherPatient = 1 });
    }

    [Fact]
    public void When_everything_is_another_patients_nothing_was_sent() =>
        Some.Chart(Some.Medications(Some.Order("m2", ("subject", Some.Json("""{"reference":"Patient/other"}""")))))
            .Completeness[PrefetchKeys.Medications].Should().Be(InputState.Unreadable);

    [Theory]
    [InlineData("\"selections\":[\"MedicationRequest/a\"],", "a")]
    [InlineData("\"selections\":[\"a\"],", "a")]
    [InlineData("\"selections\":[\"https://ehr.example.org/MedicationRequest/a/_history/2\"],", "a")]
    [InlineData("\"selections\":[\"NutritionOrder/a\",\"MedicationRequest/b\"],", "b")]
    [InlineData("\"selections\":[\"MedicationRequest/nowhere\"],", "a,b")]
    [InlineData("\"selections\":[],", "a,b")]
    [InlineData("\"selections\":null,", "a,b")]
    [InlineData("", "a,b")]
    public void Selections_choose_the_drafts(string selections, string expected)
    {
        var chart = Some.Chart(Some.OrderSelect(selections, Some.Bundle(Some.Order("a"), Some.Order("b"))));
        chart.DraftIds.Should().Equal(expected.Split(','));
        chart.Facts.Should().OnlyContain(f => f.IsDraft);
    }

    [Fact]
    public void A_selected_order_of_another_type_leaves_the_medications_unselected() =>
        Some.Chart(Some.OrderSelect("\"selections\":[\"ServiceRequest/s\"],", Some.Bundle(Some.Order("a"), """{"resourceType":"ServiceRequest","id":"s"}""")))
            .Facts.Should().BeEmpty();

    [Fact]
    public void The_reason_of_a_draft_is_read_from_its_code_or_from_the_Condition_it_points_to()
    {
        var byCode = Some.Order("a", ("reasonCode", Some.Json($$"""[{"coding":[{"system":"{{Some.Problems}}","code":"ache"}]}]""")));
        var byReference = Some.Order("a", ("reasonReference", Some.Json("""[{"reference":"Condition/c1"}]""")));
        Some.Chart(Some.OrderSelect("", Some.Bundle(byCode))).Facts.Single().Reasons.Should().Equal(Some.Ache);
        var body = Some.OrderSelect("", Some.Bundle(byReference))[..^1] + $$""","prefetch":{"conditions":{{Some.Bundle(Some.Condition("c1"))}} } }""";
        Some.Chart(body).Facts.Single(f => f.IsDraft).Reasons.Should().Equal(Some.Blue);
    }

    [Theory]
    [InlineData("MedicationOrder")]
    [InlineData("ProcedureRequest")]
    public void Resources_of_older_FHIR_versions_are_refused(string type) =>
        Some.Read(Some.Medications($$"""{"resourceType":"{{type}}","id":"x"}""")).Problem!.Kind.Should().Be(ProblemKind.Unprocessable);

    [Fact]
    public void The_medication_of_FHIR_R5_is_refused() =>
        Some.Read(Some.Medications("""{"resourceType":"MedicationRequest","medication":{"concept":{"coding":[]}}}""")).Problem!.Kind.Should().Be(ProblemKind.Unprocessable);

    [Theory]
    [InlineData("""{"status":"active","status":"stopped"}""", "status")]
    [InlineData("""{"stat\u0075s":"active","status":"stopped"}""", "status")]
    [InlineData("""{"code":{"coding":[{"code":"a","code":"b"}]}}""", "code")]
    public void A_member_that_counts_may_not_come_twice(string resource, string member) =>
        Some.Read(Some.Medications(resource)).Problem.Should().BeEquivalentTo(new { Kind = ProblemKind.Malformed, Expression = member });

    [Fact]
    public void A_member_that_nobody_reads_may_come_twice() =>
        Some.Read(Some.Medications("""{"resourceType":"MedicationRequest","note":1,"note":2}""")).Problem.Should().BeNull();

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("{")]
    [InlineData("""{"hook":"patient-view",}""")]
    [InlineData("""{} {}""")]
    [InlineData("""{"hook":/* */1}""")]
    [InlineData("[1]")]
    [InlineData("5")]
    [InlineData("null")]
    [InlineData("""{"x":"\ud83d"}""")]
    [InlineData("""{"x":"\ude00"}""")]
    [InlineData("""{"x":"\ud83d\u0041"}""")]
    public void What_is_not_one_JSON_object_is_malformed(string body) => Some.Read(body).Problem!.Kind.Should().Be(ProblemKind.Malformed);

    [Theory]
    [InlineData("""{"x":"\ud83d\ude00"}""")]
    [InlineData("""{"x":"\\ud83d"}""")]
    public void Whole_surrogate_pairs_and_escaped_backslashes_are_text(string note) =>
        Some.Read(Some.PatientView($$"""{"medications":null,"note":{{note}}}""")).Problem.Should().BeNull();

    [Fact]
    public void Bytes_that_are_no_UTF8_are_malformed_wherever_they_stand()
    {
        var body = Encoding.UTF8.GetBytes(Some.PatientView("""{"medications":null,"other":"abcdefgh"}"""));
        body[^6] = 0xFF;
        new RequestReader(Some.Terminology, new ReaderLimits()).Read(body).Problem!.Kind.Should().Be(ProblemKind.Malformed);
    }

    [Fact]
    public void Nesting_without_end_is_malformed() =>
        Some.Read(Some.PatientView($$"""{"x":{{new string('[', 10_000)}}{{new string(']', 10_000)}} }""")).Problem!.Kind.Should().Be(ProblemKind.Malformed);

    [Fact]
    public void A_body_over_the_limit_is_too_large()
    {
        var reader = new RequestReader(Some.Terminology, new ReaderLimits { MaxBytes = 100 });
        reader.Read(Encoding.UTF8.GetBytes(Some.Medications())).Problem!.Kind.Should().Be(ProblemKind.TooLarge);
    }

    [Fact]
    public void More_entries_than_the_limit_are_too_many() =>
        new RequestReader(Some.Terminology, new ReaderLimits { MaxEntries = 2 })
            .Read(Encoding.UTF8.GetBytes(Some.Medications(Some.Order("1"), Some.Order("2"), Some.Order("3")))).Problem!.Kind.Should().Be(ProblemKind.TooLarge);

    [Fact]
    public void Nothing_of_a_request_is_left_for_the_next_one()
    {
        var reader = new RequestReader(Some.Terminology, new ReaderLimits());
        reader.Read(Encoding.UTF8.GetBytes(Some.Medications(Some.Order("m1")))).Chart!.Facts.Should().ContainSingle();
        reader.Read(Encoding.UTF8.GetBytes(Some.Medications()[..60])).Problem.Should().NotBeNull();
        reader.Read(Encoding.UTF8.GetBytes(Some.Medications())).Chart!.Facts.Should().BeEmpty();
    }
}
