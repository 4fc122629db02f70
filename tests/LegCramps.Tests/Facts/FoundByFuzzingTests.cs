using FluentAssertions;
using LegCramps.Facts;
using Xunit;

namespace LegCramps.Tests.Facts;

/// <summary>What fuzzing found, in its smallest form.</summary>
public sealed class FoundByFuzzingTests
{
    [Theory] // the end of the outer entry wrote the address of the inner one into a resource that was dropped
    [InlineData("Observation")]
    [InlineData("OperationOutcome")]
    [InlineData("Nonsense")]
    public void An_entry_inside_a_resource_that_is_no_Bundle_is_dropped_with_it(string type)
    {
        var inner = $$"""{"fullUrl":"https://ehr.example.org/fhir/MedicationRequest/m1","resource":{{Some.Order("m1")}} }""";
        var outer = $$"""{"resource":{"resourceType":"{{type}}","entry":[{{inner}}]} }""";

        var chart = Some.Chart(Some.PatientView($$"""{"medications":{"resourceType":"Bundle","entry":[{{outer}},{"resource":{{Some.Order("m2")}} }]} }"""));

        chart.Facts.Should().ContainSingle().Which.Id.Should().Be("m2");
    }

    [Fact]
    public void A_Bundle_inside_a_Bundle_is_read()
    {
        var inner = $$"""{"resourceType":"Bundle","entry":[{"fullUrl":"https://ehr.example.org/fhir/MedicationRequest/m1","resource":{{Some.Order("m1")}} }]}""";

        Some.Chart(Some.PatientView($$"""{"medications":{"resourceType":"Bundle","entry":[{"fullUrl":"urn:x","resource":{{inner}} }]} }""")).Facts.Should().ContainSingle().Which.Id.Should().Be("m1");
    }
}
