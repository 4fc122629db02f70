using FluentAssertions;
using LegCramps.Facts;
using Xunit;

namespace LegCramps.Tests.Facts;

/// <summary>Every way in which real clients say which medication an order is for.</summary>
public sealed class MedicationFormTests
{
    private const string Red = $$"""{"coding":[{"system":"{{Some.Drugs}}","code":"red"}]}""";

    [Theory]
    [InlineData("relative", "Medication/med1", "med1", null)]
    [InlineData("absolute", "https://ehr.example.org/fhir/Medication/med1", "med1", null)]
    [InlineData("versioned", "Medication/med1/_history/3", "med1", null)]
    [InlineData("urn:uuid by fullUrl", "urn:uuid:0b8d3c83", null, "urn:uuid:0b8d3c83")]
    [InlineData("urn:uuid by id", "urn:uuid:0b8d3c83", "0b8d3c83", null)]
    [InlineData("an id longer than FHIR allows", "Medication/eAYEVSZ0.fIqoCCSzvzIOGlqxzvSBdIMZbwgNY2BxjGQ3aWEwJzQ1KLZsFrZHEcrB3", "eAYEVSZ0.fIqoCCSzvzIOGlqxzvSBdIMZbwgNY2BxjGQ3aWEwJzQ1KLZsFrZHEcrB3", null)]
    public void A_Medication_beside_the_order_is_found(string form, string reference, string? id, string? fullUrl)
    {
        var medication = $$"""{"resourceType":"Medication"{{(id is null ? "" : $$""","id":"{{id}}" """)}},"code":{{Red}} }""";
        var entry = $$"""{ {{(fullUrl is null ? "" : $$""" "fullUrl":"{{fullUrl}}", """)}} "resource":{{medication}} }""";
        foreach (var isFirst in new[] { true, false })
        {
            var order = $$"""{"resource":{{Reference(reference)}} }""";
            var bundle = $$"""{"resourceType":"Bundle","entry":[{{(isFirst ? $"{entry},{order}" : $"{order},{entry}")}}]}""";
            var chart = Some.Chart(Some.PatientView($$"""{"medications":{{bundle}} }"""));
            chart.Facts.Should().ContainSingle(form).Which.Concepts.Should().Equal(Some.Red);
            chart.Completeness.UnrecognizedMedications.Should().Be(0);
        }
    }

    [Fact]
    public void A_contained_Medication_is_found_by_its_local_reference()
    {
        var order = Some.Order("m1", ("medicationCodeableConcept", null), ("medicationReference", Some.Json("""{"reference":"#med"}""")),
            ("contained", Some.Json($$"""[{"resourceType":"Provenance","id":"p"},{"resourceType":"Medication","id":"med","code":{{Red}} }]""")));
        Some.Chart(Some.Medications(order)).Facts.Should().ContainSingle().Which.Concepts.Should().Equal(Some.Red);
    }

    [Fact]
    public void Contained_ingredients_count_even_through_further_contained_Medications()
    {
        var order = Some.Order("m1", ("medicationCodeableConcept", null), ("medicationReference", Some.Json("""{"reference":"#med"}""")),
            ("contained", Some.Json($$"""
                [{"resourceType":"Medication","id":"ing","ingredient":[{"itemCodeableConcept":{{Red}} }]},
                 {"resourceType":"Medication","id":"med","ingredient":[{"itemReference":{"reference":"#ing"} }]}]
                """)));
        Some.Chart(Some.Medications(order)).Facts.Should().ContainSingle().Which.Concepts.Should().Equal(Some.Red);
    }

    [Fact]
    public void A_contained_Medication_nobody_refers_to_says_nothing()
    {
        var order = Some.Order("m1", ("medicationCodeableConcept", null), ("contained", Some.Json($$"""[{"resourceType":"Medication","id":"med","code":{{Red}} }]""")));
        Some.Chart(Some.Medications(order, Some.Order("m2"))).Facts.Should().ContainSingle().Which.Id.Should().Be("m2");
    }

    [Theory]
    [InlineData("""{"text":"Red 5 mg"}""")]
    [InlineData("""{"coding":[{"display":"red"}]}""")]
    [InlineData("""{"coding":[{"system":"http://local","code":"red"}]}""")]
    [InlineData("""{"coding":[{"system":"http://example.org/drugs","code":5}]}""")]
    public void An_order_without_a_code_of_a_known_system_is_counted_and_never_matched_by_text(string medication)
    {
        var chart = Some.Chart(Some.Medications(Some.Order("m1", ("medicationCodeableConcept", Some.Json(medication)))));
        chart.Facts.Should().BeEmpty();
        chart.Completeness.UnrecognizedMedications.Should().Be(1);
    }

    [Theory]
    [InlineData("""{"display":"Red 5 mg"}""")]
    [InlineData("""{"reference":"Medication/nowhere"}""")]
    [InlineData("""{"reference":"#nowhere"}""")]
    [InlineData("""{"identifier":{"value":"x"}}""")]
    public void An_order_whose_Medication_cannot_be_found_is_counted(string reference)
    {
        var order = Some.Order("m1", ("medicationCodeableConcept", null), ("medicationReference", Some.Json(reference)));
        Some.Chart(Some.Medications(order)).Completeness.UnrecognizedMedications.Should().Be(1);
    }

    [Fact]
    public void Several_codings_of_one_drug_are_one_fact()
    {
        var order = Some.Order("m1", ("medicationCodeableConcept", Some.Json($$"""
            {"coding":[null,{"system":"urn:oid:9.9","code":"x"},{"system":"urn:oid:1.2.3","code":"red"},{"system":"{{Some.Drugs}}","code":"red","display":5}]}
            """)));
        var fact = Some.Chart(Some.Medications(order)).Facts.Should().ContainSingle().Subject;
        fact.Concepts.Should().Equal(Some.Red);
        fact.Codings.Should().Equal((Some.Drugs, "red"), (Some.Drugs, "red"));
    }

    [Fact]
    public void A_reference_cycle_between_Medications_ends()
    {
        const string a = """{"resourceType":"Medication","id":"a","ingredient":[{"itemReference":{"reference":"Medication/b"}}]}""";
        const string b = """{"resourceType":"Medication","id":"b","ingredient":[{"itemReference":{"reference":"Medication/a"}}]}""";
        Some.Chart(Some.Medications(Reference("Medication/a"), a, b)).Facts.Should().BeEmpty();
    }

    [Fact]
    public void An_order_without_any_medication_is_nothing_to_recognize()
    {
        // The reference client calls order-select before the drug is picked.
        var draft = """{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"MedicationRequest","id":"request-123","status":"draft"}}]}""";
        var chart = Some.Chart(Some.OrderSelect("\"selections\":[\"MedicationRequest/request-123\"],", draft));
        chart.Facts.Should().BeEmpty();
        chart.Completeness.UnrecognizedMedications.Should().Be(0);
        chart.Completeness[PrefetchKeys.Medications].Should().Be(InputState.Missing);
    }

    private static string Reference(string reference) =>
        Some.Order("m1", ("medicationCodeableConcept", null), ("medicationReference", Some.Json($$"""{"reference":"{{reference}}"}""")));
}
