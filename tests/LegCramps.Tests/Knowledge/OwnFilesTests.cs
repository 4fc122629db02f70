using FluentAssertions;
using Xunit;

namespace LegCramps.Tests.Knowledge;

public sealed class OwnFilesTests : SlipTests
{
    [Theory]
    [InlineData("symptom: red", "symptom: rad", "symptom", "there is no value set 'rad'")]
    [InlineData("symptom: red", "symtom: red", "symtom", "'symtom' is not known here", true)]
    [InlineData("wider: []", "wider: [blue]", "contributors", "'blue' is there twice")]
    [InlineData("  - TS-ORDER", "  - TS-ORDER¶  - TS-ORDER", "order:", "'TS-ORDER' is there twice")]
    [InlineData("  - TS-ORDER", "  - TS-ORDER¶  - TS-OTHER", "order:", "'TS-OTHER' has no card folder")]
    [InlineData("    strict: '%symptom.exists()'¶", "", "newExposure", "'strict' is missing", true)]
    [InlineData("newExposure: true", "newexposure: true", "newexposure", "'newexposure' is not known here")]
    [InlineData("balanced: '%other.exists()'", "balanced: '%other.count()'", "balanced", "not true or false")]
    public void A_slip_in_the_gates_is_named(string old, string slip, string line, string text, bool hasMore = false)
    {
        if (!hasMore)
        {
            Expect("gates.yaml", old, slip, line, text);
            return;
        }

        Folder.Replace("gates.yaml", old.Replace('¶', '\n'), slip);
        Folder.Load().Problems.Should().Contain(p => p.File == "gates.yaml" && p.Text.Contains(text));
    }

    [Fact]
    public void A_gate_that_is_always_open_may_be_written_without_quotes()
    {
        Folder.Replace("gates.yaml", "broad: 'true'", "broad: true");

        Folder.Load().Problems.Should().BeEmpty();
    }

    [Fact]
    public void The_set_of_contributors_and_the_gates_must_agree()
    {
        Folder.Replace("gates.yaml", "core: [blue]", "core: []");

        Folder.Load().Problems.Should().ContainSingle().Which.ToString().Should().Be("value-sets/contributor.yaml:11: 'blue' is no contributor of gates.yaml");
    }

    [Theory]
    [InlineData("red: {", "rad: {", "rad", "there is no value set 'rad'")]
    [InlineData("conditionWithin: 900", "conditionsWithin: 900", "conditionsWithin", "'conditionsWithin' is not known here")]
    [InlineData("conditionWithin: 900", "conditionWithin: '900'", "conditionWithin", "must be a whole number")]
    [InlineData("conditionWithin: 900", "bodySite: leg", "bodySite", "there is no value set 'leg'")]
    [InlineData("conditionWithin: 900", "unless: blue", "unless", "it needs one")]
    [InlineData("conditionWithin: 900", "age: { from: 60, to: 10 }", "age", "'from' must not be above 'to'")]
    [InlineData("conditionWithin: 900", "dateObservation: { code: size, daysPast: 10 }", "dateObservation", "'daysAhead' is missing")]
    [InlineData("conditionWithin: 900", "statusObservation: { code: size, within: 10, yes: red }", "statusObservation", "'no' is missing")]
    [InlineData("withoutClinicalStatus: 365", "withoutClinicalStatus: soon", "defaults", "must be a whole number", true)]
    public void A_slip_in_the_currency_rules_is_named(string old, string slip, string line, string text, bool hasMore = false)
    {
        if (!hasMore)
        {
            Expect("currency.yaml", old, slip, line, text);
            return;
        }

        Folder.Replace("currency.yaml", old, slip);
        Folder.Load().Problems.Should().Contain(p => p.File == "currency.yaml" && p.Text.Contains(text));
    }

    [Theory]
    [InlineData("wording.yaml", "source: { label: 'Made-up source' }", "source: { name: 'Made-up source' }", "'label' is missing")]
    [InlineData("wording.yaml", "Checked against:", "<i>Checked</i> against:", "raw HTML")]
    [InlineData("wording.yaml", "statements:", "sentences:", "'sentences' is not known here")]
    [InlineData("wording.yaml", "%plan.relatedArtifact", "%plan.relatedArtifacts", "no element 'relatedArtifacts'")]
    [InlineData("wording.yaml", "{{%plan.relatedArtifact", "{{%patientId}} {{%plan.relatedArtifact", "there is no variable %patientId; there are: %plan")]
    [InlineData("code-systems.yaml", "urn:oid:1.2.3", "http://example.org/codes", "is there twice")]
    [InlineData("code-systems.yaml", "medication: true", "medication: yes", "must be true or false")]
    [InlineData("code-systems.yaml", "notice: Made up.", "note: Made up.", "'note' is not known here")]
    [InlineData("labs.yaml", "'mmol/L'", "'mmol per liter'", "is no UCUM code")]
    [InlineData("labs.yaml", "size:", "sise:", "there is no value set 'sise'")]
    [InlineData("labs.yaml", "units: ['mmol/L']", "units: []", "at least one unit")]
    [InlineData("override-reasons.yaml", "{ code: seen, display: Seen already }", "{ code: seen }", "'seen' needs a display")]
    [InlineData("override-reasons.yaml", "  - { code: seen, display: Seen already }", "  - { code: seen, display: Seen already }\n  - { code: seen, display: Again }", "'seen' is there twice")]
    [InlineData("override-reasons.yaml", "content: complete", "content: all", "not a correct code")]
    [InlineData("override-reasons.yaml", "id: override-reasons", "id: reasons", "'id' must be 'override-reasons'")]
    [InlineData("source-attributes.yaml", "funding: Made-up money", "money: Made-up", "'funding' is missing")]
    [InlineData("source-attributes.yaml", "[red]", "[rad]", "there is no value set 'rad'")]
    [InlineData("ts-view/plandefinition.yaml", "extension:\n", "extension:\n  - { url: https://legcramps.org/fhir/StructureDefinition/article-and-guideline, valueString: Text. }\n", "is said in a 'valueMarkdown'")]
    public void A_slip_in_another_file_is_named(string file, string old, string slip, string text)
    {
        Folder.Replace(file, old, slip);

        Folder.Load().Problems.Should().Contain(p => p.File == file && p.Text.Contains(text));
    }
}
