using FluentAssertions;
using Xunit;

namespace LegCramps.Tests.Knowledge;

/// <summary>Things that FHIR or YAML allow and that have no meaning here, or that are left out.</summary>
public sealed class ShapeTests : SlipTests
{
    private const string View = "ts-view/plandefinition.yaml";
    private const string Order = "ts-order/plandefinition.yaml";
    private const string OrderCard = "ts-order/card.yaml";

    [Theory]
    [InlineData(View, "date: '2026-11-24'¶", "", "'date' is missing")]
    [InlineData(View, "id: TS-VIEW¶", "", "'id' is missing")]
    [InlineData(View, "resourceType: PlanDefinition", "resourceType: ActivityDefinition", "this must be a PlanDefinition", "unknown element")]
    [InlineData(View, "      - { type: named-event, name: patient-view }", "      []", "an action needs a trigger")]
    [InlineData(View, "            valueSet: https://legcramps.org/fhir/ValueSet/red", "            code: [ { code: red } ]", "an input needs a codeFilter with a valueSet")]
    [InlineData(View, "          - path: code¶", "          - searchParam: code¶", "a codeFilter needs a 'path'")]
    [InlineData(View, "        codeFilter:¶", "        codeFilter:¶          - { path: code, valueSet: https://legcramps.org/fhir/ValueSet/blue }¶", "an input looks for one value set")]
    [InlineData(View, "            valueSet: https://legcramps.org/fhir/ValueSet/red", "            valueSet: https://example.org/ValueSet/red", "a value set is named by its url")]
    [InlineData(View, "            valueSet: https://legcramps.org/fhir/ValueSet/red", "            valueSet: https://legcramps.org/fhir/ValueSet/red¶          - { path: verificationStatus, code: [ { code: refuted } ] }", "'verificationStatus' with the code unconfirmed")]
    [InlineData(View, "expression: '%found.exists()'", "expression: '%found is Condition'", "work on one item")]
    [InlineData(View, "expression: '%found.exists()'", "name: red", "the condition has no expression")]
    [InlineData(Order, "        type: MedicationRequest", "        type: MedicationRequest¶        dateFilter: [ { path: authoredOn, valueDuration: { value: 9, code: d } } ]", "a draft has no date to look at")]
    [InlineData(OrderCard, "        resourceId: 'MedicationRequest/{{%draft.first().id}}'", "        resourceId: a¶        resource: { resourceType: Basic, code: { text: a } }", "a delete needs a 'resourceId' and no 'resource'")]
    [InlineData(OrderCard, "        description: Draft a measurement", "        description: Draft a measurement¶        resourceId: a", "a create needs a 'resource' and no 'resourceId'")]
    [InlineData("value-sets/blue.yaml", "      concept:¶        - { code: 'b3', display: deep sea blue }", "      concept:¶        - { code: 'b3', display: deep sea blue }¶    - valueSet: [ https://legcramps.org/fhir/ValueSet/sky ]", "exclude codes, not value sets")]
    [InlineData("value-sets/red.yaml", "    - system: http://example.org/codes", "    - system: http://example.org/codes¶      valueSet: [ https://legcramps.org/fhir/ValueSet/sky ]", "mean an intersection")]
    [InlineData("value-sets/size.yaml", "resourceType: ValueSet", "resourceType: CodeSystem", "this must be a ValueSet", "unknown element")]
    [InlineData("currency.yaml", "red: { withoutClinicalStatus: any, conditionWithin: 900 }", "red: 900", "here must be names with values")]
    [InlineData("wording.yaml", "source: { label: 'Made-up source' }¶", "", "'source' is missing")]
    [InlineData("code-systems.yaml", "- system: http://example.org/codes", "systems:¶  - system: http://example.org/codes", "this must be a list", "this is no YAML")]
    public void It_is_named(string file, string old, string slip, string text, string? orElse = null)
    {
        Folder.Replace(file, old.Replace('¶', '\n'), slip.Replace('¶', '\n'));

        Folder.Load().Problems.Should().Contain(p => p.File == file && (p.Text.Contains(text) || (orElse != null && p.Text.Contains(orElse))));
    }

    [Fact]
    public void A_card_without_an_action_is_named()
    {
        var plan = Folder.Read(View);
        Folder.Write(View, plan[..plan.IndexOf("action:", StringComparison.Ordinal)]);

        Folder.Load().Problems.Should().Contain(p => p.File == View && p.Text == "a card needs an action");
    }

    [Fact]
    public void A_set_without_a_compose_is_named()
    {
        var set = Folder.Read("value-sets/size.yaml");
        Folder.Write("value-sets/size.yaml", set[..set.IndexOf("compose:", StringComparison.Ordinal)]);

        Folder.Load().Problems.Should().ContainSingle().Which.Text.Should().Be("the set includes nothing");
    }
}
