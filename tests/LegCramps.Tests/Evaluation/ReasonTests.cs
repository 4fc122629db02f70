using FluentAssertions;
using LegCramps.Evaluation;
using LegCramps.Knowledge;
using Xunit;

namespace LegCramps.Tests.Evaluation;

/// <summary>Why a card is shown or not, in a sentence made of ids and titles.</summary>
public sealed class ReasonTests
{
    [Theory]
    [InlineData("LC-DX01", "nothing found for input 'cramps' (value set leg-cramps)")]
    [InlineData("LC-DX01", "its condition is met and its gate is open", "Condition leg-cramps")]
    [InlineData("LC-CIR01", "nothing found for input 'cramps' (value set leg-cramps)", "Condition cirrhosis")]
    [InlineData("LC-CIR01", "nothing found for input 'cirrhosis' (value set cirrhosis)", "Condition leg-cramps")]
    [InlineData("LC-CIR01", "nothing found for input 'cirrhosis' (value set cirrhosis) and input 'cramps' (value set leg-cramps)")]
    [InlineData("LC-MYO01", "nothing found for input 'cramps' (value set leg-cramps) and nothing found for input 'myopathy' (value set metabolic-myopathy) or input 'unspecifiedMyopathy' (value set nonspecific-myopathy: myopathy of no stated kind)")]
    [InlineData("LC-MYO01", "nothing found for input 'myopathy' (value set metabolic-myopathy) or input 'unspecifiedMyopathy' (value set nonspecific-myopathy: myopathy of no stated kind)", "Condition leg-cramps")]
    [InlineData("LC-Q02", "nothing found for input 'quinine' (value set quinine)")]
    [InlineData("LC-Q02", "nothing found for input 'quinine' (value set quinine)", "MedicationRequest quinine 'status':'on-hold'")]
    [InlineData("LC-Q02", "silenced by input 'malaria' (value set malaria-or-babesiosis): Condition/r1", "MedicationRequest quinine", "Condition malaria-or-babesiosis")]
    [InlineData("LC-Q02", "nothing found for input 'quinine' (value set quinine) and silenced by input 'malaria' (value set malaria-or-babesiosis): Condition/r0", "Condition malaria-or-babesiosis")]
    public void A_card_at_chart_open(string rule, string reason, params string[] records) => Patients.ChartOf(records).Finding(rule).Reason.Should().Be(reason);

    [Fact]
    public void What_was_not_received_is_not_the_same_as_none() =>
        Patients.ChartWithout("medications").Finding("LC-Q02").Reason.Should().Be("nothing found for input 'quinine' (value set quinine; medications not received)");

    [Fact]
    public void A_closed_gate_says_which_are_open() =>
        Patients.Explain("order-sign", "strict", null, ["MedicationRequest raloxifene 'status':'draft'"], ["Condition cirrhosis"])
            .Finding("LC-RX-RAL").Reason.Should().Be("the strict gate of class core-drug is closed (open: broad, balanced)");

    [Theory]
    [InlineData("MedicationRequest raloxifene", "nothing found for input 'draft' (value set raloxifene) [MedicationRequest/draft0 renews an ingredient that is already taken]")]
    [InlineData("MedicationRequest raloxifene 'status':'stopped'", "its condition is met and its gate is open")]
    [InlineData("MedicationRequest raloxifene 'id':null", "nothing found for input 'draft' (value set raloxifene) [MedicationRequest/draft0 renews an ingredient that is already taken]")]
    public void A_renewal(string taken, string reason) => Patients.Signing("MedicationRequest raloxifene 'status':'draft'", taken).Finding("LC-RX-RAL").Reason.Should().Be(reason);

    [Fact]
    public void Two_orders_without_ids_are_two_orders() =>
        Patients.Signing("MedicationRequest raloxifene 'status':'draft','id':null", "MedicationRequest raloxifene 'id':null").Finding("LC-RX-RAL").Verdict.Should().Be(Verdict.Silent, "the draft renews what is taken");

    [Fact]
    public void The_order_that_is_signed_again_does_not_renew_itself() =>
        Patients.Signing("MedicationRequest raloxifene 'id':'r0'", "MedicationRequest raloxifene").Finding("LC-RX-RAL").Verdict.Should().Be(Verdict.Shown);

    [Theory]
    [InlineData("%cirrhosis.exists() or %cramps.exists()", "nothing found for input 'cirrhosis' (value set cirrhosis) or input 'cramps' (value set leg-cramps)")]
    [InlineData("%cirrhosis.exists() and %patient.birthDate = @1900-01-01", "nothing found for input 'cirrhosis' (value set cirrhosis) and input 'cramps' (value set leg-cramps)")]
    public void A_condition_that_needs_one_of_two(string condition, string reason) =>
        WithCondition("LC-CIR01", condition, []).Should().Be((Verdict.Silent, Cause.NothingFound, reason));

    [Theory]
    [InlineData("%cirrhosis.exists() and %cramps.first().id = 'another'", "its condition is not met by what was found")]
    [InlineData("%cirrhosis.exists() and %cirrhosis.first().code.coding.code = 'another'", "its condition is not met by what was found")]
    public void A_condition_about_more_than_presence(string condition, string reason) =>
        WithCondition("LC-CIR01", condition, ["Condition cirrhosis", "Condition leg-cramps"]).Should().Be((Verdict.Silent, Cause.ConditionNotMet, reason));

    [Fact]
    public void A_condition_that_yields_nothing() =>
        WithCondition("LC-CIR01", "%cirrhosis.first().onset > %today", ["Condition cirrhosis"]).Should().Be((Verdict.Indeterminate, Cause.ConditionYieldsNothing, "its condition yields neither true nor false"));

    [Fact]
    public void A_condition_that_throws() =>
        WithCondition("LC-CIR01", "%cirrhosis.first().id > 5", ["Condition cirrhosis"]).Should().Be((Verdict.Failed, Cause.Failure, "an expression failed"));

    [Fact]
    public void An_input_that_was_taken_away_is_the_one_that_is_missing() =>
        new Evaluator(Shipped.Knowledge).Evaluate(Patients.Read("patient-view", null, [], ["Condition cirrhosis", "Condition leg-cramps"]), new Situation("patient-view", "broad", Patients.Today), "cramps").Findings
            .First(f => f.Card.Id == "LC-CIR01").Reason.Should().Be("nothing found for input 'cramps' (value set leg-cramps)");

    private static (Verdict, Cause, string) WithCondition(string rule, string condition, string[] records)
    {
        var card = Shipped.Knowledge.Cards.First(c => c.Id == rule) with { Condition = FhirPath.Compile(condition) };
        var finding = Patients.Explain("patient-view", "broad", null, [], records, Shipped.Knowledge with { Cards = [card] }).Finding(rule);
        return (finding.Verdict, finding.Cause, finding.Reason);
    }
}
