using FluentAssertions;
using LegCramps.Cases;
using LegCramps.Evaluation;
using LegCramps.Facts;
using LegCramps.Knowledge;
using Xunit;

namespace LegCramps.Tests.Evaluation;

/// <summary>What is said about each fact, when several rules decide about it, and that asking for reasons changes nothing.</summary>
public sealed class ExplanationTests
{
    private const string Pregnancy = "Condition pregnancy 'recordedDate':{-100}";

    [Theory]
    [InlineData(Pregnancy, "counts: active condition")]
    [InlineData(Pregnancy, "does not count: active condition; but ended later, by Condition/r1 (pregnancy ended)", "Condition pregnancy-ended 'recordedDate':{-9}")]
    [InlineData("Condition pregnancy-ended 'recordedDate':{-9}", "counts: active condition; decides against Condition/r1 (pregnancy)", Pregnancy)]
    [InlineData("Procedure pregnancy-ended 'performedDateTime':{-9}", "counts: decides against Condition/r1 (pregnancy)", Pregnancy)]
    [InlineData("Procedure pregnancy-ended 'performedDateTime':{-9}", "does not count: procedures do not count here")]
    [InlineData("ServiceRequest pregnancy-ended", "does not count: service requests do not count here", Pregnancy)]
    [InlineData(Pregnancy, "does not count: active condition; but overruled by the newest outright statement, Observation/r1 (pregnancy status)", "Observation pregnancy-status 'valueCodeableConcept':@pregnancy-status-not-pregnant,'effectiveDateTime':{-9}")]
    [InlineData("Observation pregnancy-status 'valueCodeableConcept':@pregnancy-status-unknown,'effectiveDateTime':{-9}", "counts: final result; decides against Condition/r1 (pregnancy)", Pregnancy)]
    [InlineData("Observation pregnancy-status 'valueCodeableConcept':@pregnancy-status-pregnant,'effectiveDateTime':{-9}", "counts: final result; counts as pregnancy: the newest outright statement says so")]
    [InlineData("Observation pregnancy-status 'valueCodeableConcept':@pregnancy-status-pregnant,'effectiveDateTime':{-900}", "does not count: not the newest statement, too old, or without a date")]
    [InlineData("Observation pregnancy-status 'valueString':'yes','effectiveDateTime':{-9}", "does not count: its answer is not known here")]
    [InlineData("Observation estimated-delivery-date 'valueDateTime':{+90}", "counts: final result; counts as pregnancy: the date that it states is near")]
    [InlineData("Observation estimated-delivery-date 'valueDateTime':{-90}", "does not count: it states no date, or one that is not near")]
    [InlineData("Observation estimated-delivery-date 'valueDateTime':{+20},'effectiveDateTime':{-90}", "does not count: final result; counts as pregnancy: the date that it states is near; but ended later, by Condition/r1 (pregnancy ended)", "Condition pregnancy-ended 'recordedDate':{-9}")]
    [InlineData("Condition dialysis-unspecified", "does not count: active condition; but overruled by Condition/r1 (peritoneal dialysis)", "Condition peritoneal-dialysis")]
    [InlineData("Condition peritoneal-dialysis", "counts: active condition; decides against Condition/r1 (dialysis, type not recorded)", "Condition dialysis-unspecified")]
    [InlineData("Procedure peritoneal-dialysis 'performedDateTime':{-9}", "counts: decides against a Condition without id (dialysis, type not recorded)", "Condition dialysis-unspecified 'id':null")]
    [InlineData("Condition dialysis-unspecified", "counts: active condition", "Condition peritoneal-dialysis", "Condition hemodialysis-specific")]
    [InlineData("Observation tsh 'code':{'text':'x'},'valueCodeableConcept':@leg-cramps,'bodySite':@lower-limb,'effectiveDateTime':{-9}", "counts: final result; counts as leg cramps: observed lately")]
    [InlineData("Observation tsh 'code':{'text':'x'},'valueCodeableConcept':@leg-cramps,'bodySite':@lower-limb,'effectiveDateTime':{-900}", "does not count: observed too long ago, or without a date")]
    [InlineData("Observation tsh 'code':{'text':'x'},'valueCodeableConcept':@leg-cramps,'effectiveDateTime':{-9}", "does not count: not stated to be at the body site that counts")]
    [InlineData("Observation tsh 'code':{'text':'x'},'valueCodeableConcept':@restless-legs,'effectiveDateTime':{-9}", "does not count: a value that shows nothing by itself")]
    public void A_fact_is_explained_by_every_decision_about_it(string record, string sentence, params string[] others) =>
        Patients.ChartOf([record, .. others]).Sentence().Should().Be(sentence);

    [Fact]
    public void An_impossible_age_is_said_of_every_kind_of_evidence()
    {
        var chart = Patients.ChartOfSomebodyBorn("1940-01-01", Pregnancy, "Observation estimated-delivery-date 'valueDateTime':{+90}");

        chart.Sentence("r0").Should().Be("does not count: active condition; but not possible at the patient's age");
        chart.Sentence("r1").Should().EndWith("; but not possible at the patient's age").And.StartWith("does not count");
    }

    [Fact]
    public void The_reason_of_a_draft_is_a_fact_of_its_own()
    {
        var chart = Patients.Signing("MedicationRequest raloxifene 'reasonCode':[@leg-cramps]");

        chart.Sentence("draft0").Should().Be("counts: drafted now; counts as leg cramps: the coded reason of a draft");
        chart.PresentIds().Should().Equal("leg-cramps");
    }

    [Fact]
    public void A_fact_is_named_by_the_most_specific_of_its_concepts() =>
        Patients.ChartOf("MedicationRequest albuterol").Facts.Single().Concepts.Select(c => c.Id).Should().Equal("albuterol");

    [Fact]
    public void An_input_says_what_it_found_and_what_it_passed_over()
    {
        var input = Patients.ChartOf("MedicationRequest quinine", "MedicationRequest quinine 'status':'stopped'", "MedicationStatement quinine")
            .Cards.First(c => c.Finding.Card.Id == "LC-Q02").Inputs.First(i => i.Input.Concept.Id == "quinine");

        input.Found.Select(f => f.Reference).Should().Contain("MedicationRequest/r0");
        input.PassedOver.Select(p => $"{p.Fact.Reference}: {p.Why}").Should().Contain("MedicationRequest/r1: status stopped");
    }

    [Fact]
    public void A_result_that_is_too_old_for_an_input_is_passed_over() =>
        Patients.ChartOf("Condition cirrhosis", "Observation potassium 'effectiveDateTime':{-900},'valueQuantity':{'value':4,'code':'mmol/L'}")
            .Cards.SelectMany(c => c.Inputs).First(i => i.Input.Concept.Id == "potassium").PassedOver.Should().ContainSingle()
            .Which.Why.Should().Be("older than the input asks for, or without a date");

    [Fact]
    public void Asking_for_reasons_changes_no_finding_of_any_case()
    {
        var evaluator = new Evaluator(Shipped.Knowledge);
        var reader = new RequestReader(Shipped.Knowledge.Terminology, new ReaderLimits());
        foreach (var situation in CaseFiles.Load(Shipped.Cards).Cases)
        {
            var chart = reader.Read(CaseRequest.Body(situation)).Chart!;
            foreach (var gate in Gates.Levels)
            {
                var when = new Situation(situation.Hook, gate, situation.Today, situation.Jurisdiction);
                var explained = evaluator.Explain(chart, when);
                explained.Cards.Select(c => (c.Finding.Card.Id, c.Finding.Verdict, c.Finding.Cause, Evidence(c.Finding)))
                    .Should().Equal(evaluator.Evaluate(chart, when).Findings.Select(f => (f.Card.Id, f.Verdict, f.Cause, Evidence(f))), situation.File);
                explained.Cards.Should().OnlyContain(c => c.Finding.Reason.Length > 0);
                explained.Facts.Where(f => f.Because.Count == 0 || f.Concepts.Count == 0).Should().BeEmpty(situation.File);
            }
        }
    }

    private static string Evidence(Finding finding) => string.Join(' ', finding.Evidence.Select(e => $"{e.Concept.Id}={e.Fact.Reference}"));
}
