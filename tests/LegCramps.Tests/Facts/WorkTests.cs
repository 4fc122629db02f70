using System.Text;
using FluentAssertions;
using LegCramps.Evaluation;
using LegCramps.Facts;
using Xunit;

namespace LegCramps.Tests.Facts;

/// <summary>A small body cannot buy much work: what multiplies with every reference is refused, what does not is answered.</summary>
public sealed class WorkTests
{
    // Each of these took seconds to hours before; the patience is for a loaded machine.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_Medication_that_is_its_own_ingredient_three_thousand_times_is_entered_once()
    {
        var read = await ReadAsync(Select([Referring("Medication/m"), Medication("m", Enumerable.Repeat("Medication/m", 3000))]));

        read.Chart!.Facts.Should().BeEmpty();
        read.Chart.Completeness.UnrecognizedMedications.Should().Be(1);
    }

    [Fact]
    public async Task Contained_resources_that_lead_from_one_to_the_next_are_followed_only_so_far()
    {
        var chain = Enumerable.Range(0, 9000).Reverse().Select(i => Medication($"{i}", [$"#{i + 1}"]));

        ShouldBeTooCostly(await ReadAsync(Select([Referring("#0", $$""","contained":[{{string.Join(',', chain)}}]""")])));
    }

    [Fact]
    public async Task Reasons_times_conditions_are_followed_only_so_far()
    {
        var conditions = Enumerable.Range(0, 9000).Select(i => $$"""{"resourceType":"Condition","id":"c{{i}}","code":{"coding":{"system":"{{Some.Problems}}","code":"ache"} } }""");
        var reasons = string.Join(',', Enumerable.Range(0, 1000).Select(i => $$"""{"reference":"Condition/c{{i}}"}"""));

        ShouldBeTooCostly(await ReadAsync(Select([Order("d", "draft", $$""","reasonReference":[{{reasons}}]""")], "conditions", [.. conditions])));
    }

    [Fact]
    public async Task Nine_thousand_drafts_beside_nine_thousand_orders_are_answered()
    {
        const string RxNorm = "http://www.nlm.nih.gov/research/umls/rxnorm";
        string[] drafts = [.. Enumerable.Range(0, 9000).Select(i => Order($"d{i}", "draft", system: RxNorm, code: "36117"))];
        string[] orders = [.. Enumerable.Range(0, 9000).Select(i => Order($"o{i}", "active", system: RxNorm, code: "435"))];
        var body = Encoding.UTF8.GetBytes(Select(drafts, "medications", orders));
        var chart = new RequestReader(Shipped.Knowledge.Terminology, new ReaderLimits()).Read(body).Chart!;

        var findings = await Task.Run(() => new Evaluator(Shipped.Knowledge).Evaluate(chart, new Situation("order-select", "broad", new DateOnly(2026, 11, 23)))).WaitAsync(Patience);

        findings.Findings.Should().Contain(f => f.Verdict == Verdict.Shown).And.NotContain(f => f.Verdict == Verdict.Failed);
    }

    private static void ShouldBeTooCostly(ReadResult read)
    {
        read.Problem!.Kind.Should().Be(ProblemKind.TooLarge);
        read.Problem.Text.Should().Contain("steps");
    }

    private static Task<ReadResult> ReadAsync(string body) => Task.Run(() => Some.Read(body)).WaitAsync(Patience);

    private static string Select(string[] drafts, string key = "ignored", params string[] prefetch) =>
        $$"""{"hook":"order-select","hookInstance":"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea","context":{"patientId":"p1","draftOrders":{{Some.Bundle(drafts)}} },"prefetch":{"{{key}}":{{Some.Bundle(prefetch)}} } }""";

    private static string Referring(string reference, string more = "") =>
        $$"""{"resourceType":"MedicationRequest","id":"d","status":"draft","medicationReference":{"reference":"{{reference}}"} {{more}} }""";

    private static string Medication(string id, IEnumerable<string> ingredients) =>
        $$"""{"resourceType":"Medication","id":"{{id}}","ingredient":[{{string.Join(',', ingredients.Select(i => $$"""{"itemReference":{"reference":"{{i}}"} }"""))}}]}""";

    private static string Order(string id, string status, string more = "", string system = Some.Drugs, string code = "red") =>
        $$"""{"resourceType":"MedicationRequest","id":"{{id}}","status":"{{status}}","medicationCodeableConcept":{"coding":{"system":"{{system}}","code":"{{code}}"} } {{more}} }""";
}
