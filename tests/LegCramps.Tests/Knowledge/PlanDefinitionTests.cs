using FluentAssertions;
using Xunit;

namespace LegCramps.Tests.Knowledge;

public sealed class PlanDefinitionTests : SlipTests
{
    private const string View = "ts-view/plandefinition.yaml";
    private const string Order = "ts-order/plandefinition.yaml";

    [Theory]
    [InlineData("url: https://legcramps.org/fhir/PlanDefinition/TS-VIEW", "url: https://legcramps.org/fhir/PlanDefinition/TS-VIEV", "url:", "'url' must be")]
    [InlineData("version: '1.0.0'", "version: 'v1'", "version", "must look like")]
    [InlineData("code: eca-rule", "code: order-set", "type:", "the type must be eca-rule")]
    [InlineData("status: active", "status: unknown", "status", "must be draft, active or retired")]
    [InlineData("valueCode: own", "valueCode: mine", "extension", "'mine' is no class")]
    [InlineData("name: patient-view", "name: patient-veiw", "patient-veiw", "a trigger is a named-event")]
    [InlineData("kind: applicability", "kind: start", "kind: start", "must be applicability")]
    [InlineData("language: text/fhirpath", "language: text/cql", "text/cql", "must be text/fhirpath")]
    [InlineData("- id: found", "- id: fo-und", "fo-und", "can be a FHIRPath variable", true)]
    [InlineData("type: Condition", "type: Encounter", "type: Encounter", "'type' must be")]
    [InlineData("type: Condition", "type: Conditon", "type: Conditon", "not a correct code", true)]
    [InlineData("path: code", "path: kode", "kode", "Condition has no element 'kode'")]
    [InlineData("ValueSet/red", "ValueSet/rad", "ValueSet/rad", "there is no value set 'rad'")]
    [InlineData("citation: 'Nobody. PMID 12345.'", "citation: 'Nobody.'", "relatedArtifact", "with a url, a PMID or a DOI")]
    [InlineData("display: 'Nobody 2020', ", "", "citation", "needs a 'display'")]
    [InlineData("citation: 'Nobody. PMID 12345.'", "url: 'somewhere'", "somewhere", "absolute https address")]
    [InlineData("usage: Ignore it at will.¶", "", "resourceType", "'usage' is missing")]
    [InlineData("usage: Ignore it at will.", "usge: Ignore it at will.", "usge", "unknown element 'usge'", true)]
    [InlineData("cqf-strengthOfRecommendation", "cqf-strength", "extension", "exactly one extension")]
    [InlineData(", display: review", "", "cqf-strength", "coding with code and display")]
    public void A_slip_is_named(string old, string slip, string line, string text, bool hasMore = false)
    {
        if (!hasMore)
        {
            Expect(View, old, slip, line, text);
            return;
        }

        Folder.Replace(View, old, slip);
        Folder.Load().Problems.Should().Contain(p => p.File == View && p.Text.Contains(text) && Folder.LineOf(p).Contains(line));
    }

    [Theory]
    [InlineData("code: draft", "code: drafted", "a codeFilter without a valueSet is")]
    [InlineData("type: MedicationRequest", "type: ServiceRequest", "only a MedicationRequest can be a selected draft")]
    [InlineData("unit: d, system: http://unitsofmeasure.org, code: d", "unit: mo, system: http://unitsofmeasure.org, code: mo", "whole days")]
    [InlineData("- id: size", "- id: draft", "two inputs 'draft'")]
    [InlineData("- id: size", "- id: core", "%core has a meaning already")]
    [InlineData("name: order-sign", "name: patient-view", "no order is drafted")]
    [InlineData("      - title: What it mentions", "      - title: What it mentions¶        timingDateTime: '2026-01-01'", "a nested action has a title and inputs")]
    [InlineData("        type: MedicationRequest", "        type: MedicationRequest¶        limit: 1", "'limit' has no meaning here")]
    public void A_slip_in_an_input_is_named(string old, string slip, string text)
    {
        Folder.Replace(Order, old, slip.Replace('¶', '\n'));

        Folder.Load().Problems.Should().Contain(p => p.File == Order && p.Text.Contains(text));
    }

    [Fact]
    public void The_id_is_the_name_of_the_folder()
    {
        Folder.Replace(View, "TS-VIEW", "TS-VIEV");

        Folder.Load().Problems.Select(p => p.Text).Should().Contain("the id 'TS-VIEV' in lower case must be the name of the folder, 'ts-view'");
    }

    [Fact]
    public void An_id_that_is_not_in_the_order_is_named()
    {
        Folder.Replace("gates.yaml", "  - TS-VIEW\n", "");

        Folder.Load().Problems.Should().ContainSingle().Which.ToString().Should().Be("ts-view/plandefinition.yaml:7: 'TS-VIEW' is missing in the order of gates.yaml");
    }

    [Fact]
    public void A_second_condition_a_second_action_and_no_action_are_refused()
    {
        var condition = "      - kind: applicability\n        expression: { language: text/fhirpath, expression: '%found.exists()' }\n";
        Folder.Replace(View, condition, condition + condition);
        Folder.Replace(Order, "action:\n  - title: Made up", "action:\n  - title: Another\n  - title: Made up");

        Folder.Load().Problems.Select(p => p.Text).Should().Contain("an action needs exactly one condition").And.Contain("a card has one action");
    }

    [Fact]
    public void An_input_that_the_condition_does_not_name_is_a_slip()
    {
        Folder.Replace(View, "%found.exists()", "%symptom.exists()");

        Folder.Load().Problems.Should().ContainSingle().Which.Text.Should().Be("the condition does not name %found");
    }

    [Fact]
    public void An_input_of_a_nested_action_may_be_named_by_the_card_alone()
    {
        Folder.Replace("ts-order/card.yaml", "%size.exists()", "%draft.exists()");
        Folder.Replace("ts-order/card.yaml", "%size.empty()", "%draft.exists()");

        Folder.Load().Problems.Should().ContainSingle().Which.Text.Should().Be("nothing names %size");
    }
}
