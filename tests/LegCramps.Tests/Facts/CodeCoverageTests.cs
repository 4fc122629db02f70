using System.Text;
using FluentAssertions;
using LegCramps.Facts.Coverage;
using LegCramps.Knowledge;
using LegCramps.Tests.Support;
using Xunit;

namespace LegCramps.Tests.Facts;

/// <summary>Which codes of a site's own data no value set recognizes, on the made-up cards.</summary>
public sealed class CodeCoverageTests
{
    private const string Known = """{"resourceType":"Condition","code":{"coding":[{"system":"urn:oid:1.2.3","code":"r1"}]}}""";
    private const string Unknown = """{"resourceType":"Condition","code":{"coding":[{"code":"zz","system":"http://example.org/codes","display":"Something"}]}}""";
    private const string Order = """{"resourceType":"MedicationRequest","medicationCodeableConcept":{"coding":[{"system":"http://elsewhere.example","code":"9"},{"code":"text"}]},"reasonCode":[{"coding":[{"system":"x","code":"not this"}]}],"contained":[{"resourceType":"Medication","code":{"coding":[{"system":"http://example.org/codes","code":"b1"}]}}]}""";
    private const string Lab = """{"resourceType":"Observation","code":{"coding":[{"system":"http://example.org/codes","code":"lab"}]},"category":[{"coding":[{"code":"laboratory"}]}]}""";
    private const string Vital = """{"resourceType":"Observation","category":[{"coding":[{"code":"vital-signs"}]}],"code":{"coding":[{"system":"http://example.org/codes","code":"pulse"}]}}""";
    private const string TextOnly = """{"resourceType":"Condition","code":{"text":"something"}}""";

    private static readonly TerminologyIndex Terminology = CardFolder.Load(Repository.MadeUpCards).Knowledge!.Terminology;

    [Fact]
    public void Codes_are_counted_once_for_each_record_most_frequent_first()
    {
        var report = Lines(Unknown, Known, Unknown, Order, Lab, Vital, TextOnly);

        report.Records.Should().Be(7, "an order and its contained medication are two, a vital sign is none");
        report.RecordsWithoutCode.Should().Be(1);
        report.Unrecognized.Should().Equal(
            new UnrecognizedCode(2, "Condition", "http://example.org/codes", "zz", "Something"),
            new UnrecognizedCode(1, "MedicationRequest", "", "text", ""),
            new UnrecognizedCode(1, "MedicationRequest", "http://elsewhere.example", "9", ""),
            new UnrecognizedCode(1, "Observation", "http://example.org/codes", "lab", ""));
        report.Systems.Should().Equal(
            new SystemCoverage("http://example.org/codes", true, 2, 3),
            new SystemCoverage("", false, 0, 1),
            new SystemCoverage("http://elsewhere.example", false, 0, 1));
    }

    [Fact]
    public void Bundles_and_hook_requests_are_looked_into_however_deep()
    {
        var request = $$"""{ "hook": "patient-view", "prefetch": { "conditions": { "resourceType": "Bundle", "entry": [ { "resource": {{Unknown}} }, { "resource": {{Known}} } ] } } }""";

        Document(request).Records.Should().Be(2);
        Document($"[{Unknown},{Known}]").Records.Should().Be(2);
    }

    [Fact]
    public void A_document_larger_than_the_buffer_gives_the_same()
    {
        var bundle = $$"""{"resourceType":"Bundle","entry":[{{string.Join(',', Enumerable.Repeat($$"""{ "resource": {{Unknown}} }""", 3000))}}],"note":"{{new string('x', 200_000)}}"}""";

        Document(bundle).Unrecognized.Should().Equal(new UnrecognizedCode(3000, "Condition", "http://example.org/codes", "zz", "Something"));
    }

    [Fact]
    public void A_line_that_is_no_JSON_is_named_and_the_others_are_read()
    {
        var report = Lines(Known, "{ not json", Unknown);

        report.Problems.Should().ContainSingle().Which.Should().StartWith("data:2: this is no JSON");
        report.Records.Should().Be(2);
    }

    private static CodeCoverageReport Lines(params string[] lines)
    {
        var coverage = new CodeCoverage(Terminology);
        using var stream = Bytes(string.Join('\n', lines));
        coverage.ReadLines(stream, "data");
        return coverage.Report();
    }

    private static CodeCoverageReport Document(string json)
    {
        var coverage = new CodeCoverage(Terminology);
        using var stream = Bytes("\uFEFF" + json);
        coverage.ReadDocument(stream, "data");
        return coverage.Report();
    }

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));
}
