using FluentAssertions;
using Xunit;

namespace LegCramps.Tests.Knowledge;

/// <summary>FHIRPath answers false for what is misspelt, so the checks at load must not.</summary>
public sealed class ExpressionTests : SlipTests
{
    private const string View = "ts-view/plandefinition.yaml";
    private const string ViewCard = "ts-view/card.yaml";

    [Fact]
    public void A_misspelt_element_is_reported_with_file_and_line()
    {
        Folder.Replace(View, "%found.exists()", "%found.cod.exists()");

        Folder.Load().Problems.Should().ContainSingle().Which.ToString()
            .Should().Be("ts-view/plandefinition.yaml:25: Condition has no element 'cod' (in FHIRPath: %found.cod.exists())");
    }

    [Theory]
    [InlineData("%fund.exists()", "there is no variable %fund")]
    [InlineData("true or %fund.exists()", "there is no variable %fund")]
    [InlineData("%missing.exists()", "there is no variable %missing")]
    [InlineData("%found.exist()", "there is no function exist() with 0 argument(s)")]
    [InlineData("%found.exists(1, 2)", "there is no function exists() with 2 argument(s)")]
    [InlineData("%found.where(kode.exists()).exists()", "Condition has no element 'kode'")]
    [InlineData("%found.exists($this.kode.exists())", "Condition has no element 'kode'")]
    [InlineData("%found.where(code.coding.kode = 'x').exists()", "Coding has no element 'kode'")]
    [InlineData("%found.select(code).coding.first().kode.exists()", "Coding has no element 'kode'")]
    [InlineData("%found.onsetDateTime.exists()", "FHIRPath knows 'onsetDateTime' as 'onset'")]
    [InlineData("%found.severity.exists()", "'severity' is not read from a request")]
    [InlineData("%found.code.coding.display.exists()", "'display' is not read from a request")]
    [InlineData("%found.onset.ofType(Perod).exists()", "'Perod' is no FHIR R4 type")]
    [InlineData("code.exists()", "'code' has nothing to start from")]
    [InlineData("%patient.birthdate.exists()", "FHIRPath knows 'birthdate' as 'birthDate'")]
    [InlineData("%core.titel.exists()", "ValueSet has no element 'titel'")]
    [InlineData("%plan.titel.exists()", "PlanDefinition has no element 'titel'")]
    [InlineData("%found.first().children().kode.exists()", "no FHIR R4 type has an element 'kode'")]
    [InlineData("iif(%found.exists(), %found.kode.exists(), false)", "Condition has no element 'kode'")]
    [InlineData("(%found | %core).kode.exists()", "Condition or ValueSet has no element 'kode'")]
    [InlineData("%found.exists() and today() > @2026-01-01", "the day comes in as %today")]
    [InlineData("%found.trace('x').exists()", "it writes what it sees")]
    [InlineData("%found.exists(", "unexpected")]
    [InlineData("%found.code", "this yields CodeableConcept, not true or false")]
    [InlineData("%found.count()", "this yields integer, not true or false")]
    [InlineData("%found.recordedDate > %today - 30 days", "'>' works on one item")]
    [InlineData("%found.clinicalStatus.coding.code = 'active'", "'=' compares one item with several")]
    [InlineData("%found.id.startsWith('a')", "startsWith() works on one item")]
    [InlineData("%found.select(id.exists())", "this can yield several answers")]
    [InlineData("iif(%found.select(id.exists()), true, false)", "iif() asks one question")]
    public void What_would_be_silently_false_or_break_is_named(string expression, string text)
    {
        Folder.Replace(View, "expression: '%found.exists()'", $"expression: \"{expression}\"");

        Folder.Load().Problems.Should().Contain(p => p.File == View && p.Text.Contains(text) && Folder.LineOf(p).Contains("language: text/fhirpath"));
    }

    [Theory]
    [InlineData("%found.exists(clinicalStatus.coding.exists(code = 'active'))")]
    [InlineData("%found.where(recordedDate > %today - 30 days).exists()")]
    [InlineData("%found.onset.ofType(dateTime).exists()")]
    [InlineData("%found.first().onset is dateTime")]
    [InlineData("(%found | %core).id.exists()")]
    [InlineData("%found.aggregate(iif($total.empty() or $this.recordedDate > $total.recordedDate, $this, $total)).code.exists()")]
    [InlineData("%found.id.distinct().count() > 1 and %patient.gender = 'female'")]
    [InlineData("%found.exists() and (%patient.birthDate.empty() or %patient.birthDate <= %today - 18 years)")]
    [InlineData("%found.first().id.length() + 1 > 2")]
    [InlineData("%found.exists() and %patientId.matches('^p') and %plan.version = '1.0.0'")]
    [InlineData("%found.code.coding.code.first() in ('a' | 'b')")]
    public void What_is_right_passes(string expression)
    {
        Folder.Replace(View, "expression: '%found.exists()'", $"expression: \"{expression}\"");

        Folder.Load().Problems.Should().BeEmpty();
    }

    [Fact]
    public void A_misspelt_token_is_reported_on_its_own_line_of_the_text() =>
        Expect(ViewCard, "%core.title", "%core.titel", "Beside it", "ValueSet has no element 'titel'");

    [Fact]
    public void A_token_that_yields_several_values_is_refused() =>
        Expect(ViewCard, "Look at it.", "Look at {{%core.title}}.", "Look at", "a token yields one value");

    [Fact]
    public void A_token_that_is_not_closed_is_refused() =>
        Expect(ViewCard, "Red is on record.", "Red is {{%core.title.first()", "summary", "is not closed");

    [Fact]
    public void Statements_have_variables_of_their_own_and_gates_have_few()
    {
        Folder.Replace("wording.yaml", "%missing.join(', ')", "%mising.join(', ')");
        Folder.Replace("gates.yaml", "'%other.exists()'", "'%today.exists()'");

        Folder.Load().Problems.Select(p => p.Text.Split(';')[0]).Should().Equal("there is no variable %today", "there is no variable %mising");
    }

    [Fact]
    public void An_input_of_any_type_has_the_elements_of_all_records_that_carry_facts()
    {
        Folder.Replace(View, "type: Condition", "type: Resource");
        Folder.Replace(View, "expression: '%found.exists()'", "expression: '%found.exists(code.exists() or medication.exists() or kode.exists())'");

        Folder.Load().Problems.Should().ContainSingle().Which.Text.Should().Contain("has no element 'kode'");
    }
}
