using FluentAssertions;
using LegCramps.Evaluation;
using LegCramps.Facts;
using Xunit;

namespace LegCramps.Tests.Evaluation;

/// <summary>Rule 1.8: which results count, in which unit, and which one is the newest.</summary>
public sealed class LabResultTests
{
    private const string NotUnderstood = "does not count: its value has no unit that is understood";

    [Theory]
    [InlineData("final", "counts: final result")]
    [InlineData("amended", "counts: final result")]
    [InlineData("corrected", "counts: final result")]
    [InlineData("preliminary", "does not count: status preliminary")]
    [InlineData("registered", "does not count: status registered")]
    [InlineData("cancelled", "does not count: status cancelled")]
    [InlineData("entered-in-error", "does not count: status entered-in-error")]
    [InlineData("unknown", "does not count: status unknown")]
    [InlineData(null, "does not count: no status can be read")]
    public void A_result_counts_when_it_is_final(string? status, string verdict) =>
        Patients.ChartOf($"Observation potassium 'valueQuantity':{{'value':4.1,'code':'mmol/L'}},'status':{(status is null ? "null" : $"'{status}'")}").Sentence().Should().Be(verdict);

    [Theory]
    [InlineData("potassium", "'value':3.1,'code':'mmol/L'", "3.1 mmol/L")]
    [InlineData("potassium", "'value':3.1,'unit':'mmol/L'", "3.1 mmol/L")]
    [InlineData("potassium", "'value':3.1,'unit':'mEq/L'", "3.1 meq/L")]
    [InlineData("potassium", "'value':3.1,'code':'meq/L'", "3.1 meq/L")]
    [InlineData("potassium", "'value':3100,'code':'umol/L'", "3.1 mmol/L")]
    [InlineData("magnesium", "'value':1.6,'code':'mg/dL'", "1.6 mg/dL")]
    [InlineData("magnesium", "'value':16,'code':'mg/L'", "1.6 mg/dL")]
    [InlineData("magnesium", "'value':0.66,'code':'mmol/L'", "0.66 mmol/L")]
    [InlineData("calcium-total", "'value':2.1,'code':'mmol/L'", "2.1 mmol/L")]
    public void A_value_reaches_the_card_in_a_unit_of_the_lab(string lab, string quantity, string inUnit)
    {
        var result = Newest(lab, $"Observation {lab} 'effectiveDateTime':{{-3}},'valueQuantity':{{{quantity}}}");

        FormattableString.Invariant($"{result.ValueQuantity!.Value:0.###} {result.ValueQuantity.Code}").Should().Be(inUnit);
    }

    [Theory]
    [InlineData("ferritin", "'value':48,'code':'ng/mL'", true)]
    [InlineData("ferritin", "'value':48,'code':'ug/L'", true)]
    [InlineData("ferritin", "'value':48,'unit':'mcg/L'", true)]
    [InlineData("ferritin", "'value':108,'code':'pmol/L'", false)]
    [InlineData("ferritin", "'value':48", false)]
    [InlineData("ferritin", "'value':48,'unit':'per drop'", false)]
    [InlineData("ferritin", "'unit':'ng/mL'", false)]
    [InlineData("potassium", "'value':16,'code':'mg/dL'", false)]
    [InlineData("magnesium", "'value':1.3,'unit':'mEq/L'", false)]
    [InlineData("calcium-total", "'value':4.2,'unit':'mEq/L'", false)]
    [InlineData("transferrin-saturation", "'value':18,'code':'%'", true)]
    [InlineData("transferrin-saturation", "'value':0.18,'code':'1'", false)]
    [InlineData("tsh", "'value':4.4,'unit':'mIU/L'", true)]
    [InlineData("tsh", "'value':4.4,'unit':'uIU/mL'", true)]
    [InlineData("tsh", "'value':4.4,'code':'m[IU]/L'", true)]
    [InlineData("potassium", "'value':79228162514264337593543950335,'code':'mol/L'", false)]
    public void A_unit_that_is_not_understood_makes_no_result(string lab, string quantity, bool isUnderstood) =>
        Patients.ChartOf($"Observation {lab} 'valueQuantity':{{{quantity}}}").Sentence().Should().Be(isUnderstood ? "counts: final result" : NotUnderstood);

    [Fact]
    public void A_result_without_a_quantity_is_no_result() => Patients.ChartOf("Observation potassium 'valueString':'hemolysed'").Sentence().Should().Be(NotUnderstood);

    [Theory]
    [InlineData("final", 1)]
    [InlineData("entered-in-error", 0)]
    [InlineData("cancelled", 0)]
    public void Only_a_final_result_is_stated_as_not_understood(string status, int count)
    {
        var chart = Patients.Read("patient-view", null, [], [$"Observation potassium 'valueQuantity':{{'value':4,'unit':'per drop'}},'status':'{status}'"]);

        new Evaluator(Shipped.Knowledge).Evaluate(chart, new Situation("patient-view", "broad", Patients.Today)).UnreadableResults.Should().Be(count);
    }

    [Fact]
    public void Comparator_and_range_go_with_the_value()
    {
        var result = Newest("magnesium", "Observation magnesium 'effectiveDateTime':{-3},'valueQuantity':{'value':16,'comparator':'<','code':'mg/L'},'referenceRange':[{'low':{'value':17},'high':{'value':24}}]");

        (result.ValueQuantity!.Value, result.ValueQuantity.Comparator, result.RangeLow, result.RangeHigh)
            .Should().Be((1.6m, Hl7.Fhir.Model.Quantity.QuantityComparator.LessThan, 1.7m, 2.4m));
    }

    [Theory]
    [InlineData("{-9}", "{-3}", "r1")]
    [InlineData("{-3}", "{-9}", "r0")]
    [InlineData("'2026-11-20T08:00:00Z'", "'2026-11-20T15:30:00Z'", "r1")]
    public void The_newest_result_comes_first(string first, string second, string newest) =>
        Newest("potassium", $"Observation potassium 'effectiveDateTime':{first},'valueQuantity':{{'value':4,'code':'mmol/L'}}", $"Observation potassium 'effectiveDateTime':{second},'valueQuantity':{{'value':5,'code':'mmol/L'}}").Id.Should().Be(newest);

    // The summary card mentions electrolytes, whatever else is on the chart.
    private static Fact Newest(string lab, params string[] results)
    {
        var inputs = Patients.ChartOf([.. results, "Condition cirrhosis"]).Cards.SelectMany(c => c.Inputs);
        return inputs.First(i => i.Input.Concept.Id == lab && i.Found.Count > 0).Found[0];
    }
}
