using System.Text.Json.Nodes;
using FluentAssertions;
using LegCramps.Cases;
using LegCramps.Tests.Support;
using Xunit;

namespace LegCramps.Tests.Cases;

public sealed class CaseRequestTests : IDisposable
{
    private readonly MadeUpFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_body_is_what_an_EHR_would_send()
    {
        var body = Body("ts-order/cases/shown-blue-with-red.yaml");

        ((string?)body["hook"]).Should().Be("order-select");
        ((string?)body["context"]!["patientId"]).Should().Be("patient-1");
        body["context"]!["selections"]!.AsArray().Select(s => (string?)s).Should().Equal("MedicationRequest/draft-1");
        ((string?)body["context"]!["draftOrders"]!["entry"]![0]!["resource"]!["subject"]!["reference"]).Should().Be("Patient/patient-1");
        ((string?)body["prefetch"]!["patient"]!["id"]).Should().Be("patient-1");
        ((string?)body["prefetch"]!["conditions"]!["entry"]![0]!["resource"]!["id"]).Should().Be("condition-1");
        ((int?)body["prefetch"]!["medications"]!["total"]).Should().Be(0, "a query that ran and found nothing says so");
    }

    [Fact]
    public void Selections_are_sent_as_the_case_says() =>
        Body("ts-order/cases/silent-not-selected.yaml")["context"]!["selections"]!.AsArray().Select(s => (string?)s).Should().Equal("MedicationRequest/draft-2");

    [Fact]
    public void A_chart_that_is_opened_has_no_drafts() =>
        Body("ts-view/cases/shown-red.yaml")["context"]!.AsObject().Select(p => p.Key).Should().Equal("userId", "patientId");

    private JsonNode Body(string file) => JsonNode.Parse(CaseRequest.Body(CaseFiles.Load(folder.Path).Cases.Single(c => c.File == file)))!;
}
