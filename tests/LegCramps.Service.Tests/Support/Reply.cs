using System.Net.Http.Headers;
using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;

namespace LegCramps.Service.Tests.Support;

/// <summary>What came back from the service.</summary>
internal sealed record Reply(int Status, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders, string Text)
{
    private static readonly JsonSerializerOptions Fhir = new JsonSerializerOptions().ForFhir(ModelInfo.ModelInspector);

    public JsonNode Json => JsonNode.Parse(Text)!;

    public string? ContentType => ContentHeaders.ContentType?.ToString();

    public IReadOnlyList<JsonObject> Cards
    {
        get
        {
            Status.Should().Be(200, Text);
            return [.. Json["cards"]!.AsArray().Select(c => c!.AsObject())];
        }
    }

    /// <summary>The rules of the cards, in the order of the response: source.topic.code.</summary>
    public IReadOnlyList<string> Rules => [.. Cards.Select(c => c["source"]!["topic"]!["code"]!.GetValue<string>())];

    /// <summary>The OperationOutcome of a refusal, read with Firely's strict parser.</summary>
    public OperationOutcome Outcome => JsonSerializer.Deserialize<OperationOutcome>(Text, Fhir)!;

    public JsonNode Completeness => Json["extension"]!["org.legcramps.completeness"]!;

    public string? Header(string name) =>
        Headers.TryGetValues(name, out var values) || ContentHeaders.TryGetValues(name, out values) ? string.Join(", ", values) : null;

    /// <summary>Asserts the status and that the body says which element is at fault.</summary>
    public Reply ShouldBeRefused(int status, string? element = null)
    {
        Status.Should().Be(status, Text);
        ContentType.Should().Be("application/fhir+json; charset=utf-8");
        var issue = Outcome.Issue.Should().ContainSingle().Subject;
        issue.Severity.Should().NotBeNull();
        issue.Code.Should().NotBeNull();
        issue.Details!.Text.Should().NotBeNullOrWhiteSpace();
        issue.Diagnostics.Should().NotBeNullOrWhiteSpace();
        if (element is not null) issue.Expression.Should().Equal(element);
        Text.Should().NotContain(Some.PatientId).And.NotContain(Some.FamilyName).And.NotContain("   at ");
        return this;
    }

    /// <summary>Asserts a 200 without cards: looked at, nothing to say.</summary>
    public Reply ShouldBeSilent()
    {
        Cards.Should().BeEmpty();
        return this;
    }

    public Reply ShouldShow(params string[] rules)
    {
        Rules.Should().Contain(rules);
        return this;
    }
}
