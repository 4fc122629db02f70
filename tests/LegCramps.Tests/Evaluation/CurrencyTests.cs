using FluentAssertions;
using Xunit;

namespace LegCramps.Tests.Evaluation;

/// <summary>What counts as current, rule by rule: the rows of the clinical rules 1.1 to 1.4 and 1.7, each about one record alone.</summary>
public sealed class CurrencyTests
{
    [Theory]
    // 1.1 status
    [InlineData("", "counts: active order")]
    [InlineData("'status':'on-hold'", "does not count: status on-hold")]
    [InlineData("'status':'cancelled'", "does not count: status cancelled")]
    [InlineData("'status':'completed'", "does not count: status completed")]
    [InlineData("'status':'entered-in-error'", "does not count: status entered-in-error")]
    [InlineData("'status':'stopped'", "does not count: status stopped")]
    [InlineData("'status':'draft'", "does not count: status draft")]
    [InlineData("'status':'unknown'", "does not count: status unknown")]
    [InlineData("'status':null", "does not count: no status can be read")]
    [InlineData("'status':17", "does not count: no status can be read")]
    [InlineData("'status':'Jane Doe, née Vale'", "does not count: status (not a code)")]
    // 1.1 intent
    [InlineData("'intent':null", "counts: active order")]
    [InlineData("'intent':'original-order'", "counts: active order")]
    [InlineData("'intent':'reflex-order'", "counts: active order")]
    [InlineData("'intent':'filler-order'", "counts: active order")]
    [InlineData("'intent':'instance-order'", "counts: active order")]
    [InlineData("'intent':'proposal'", "does not count: not an order: intent proposal")]
    [InlineData("'intent':'option'", "does not count: not an order: intent option")]
    [InlineData("'intent':'plan'", "does not count: not an order: intent plan")]
    [InlineData("'intent':'plan','reportedBoolean':false", "does not count: not an order: intent plan")]
    [InlineData("'intent':'plan','reportedBoolean':true", "counts: active order")]
    [InlineData("'intent':'plan','reportedReference':{'reference':'Patient/p1'}", "counts: active order")]
    [InlineData("'intent':'proposal','reportedBoolean':true", "does not count: not an order: intent proposal")]
    // 1.1 doNotPerform
    [InlineData("'doNotPerform':false", "counts: active order")]
    [InlineData("'doNotPerform':true", "does not count: an order not to give it")]
    // 1.1 dates
    [InlineData("'authoredOn':{0}", "counts: active order")]
    [InlineData("'authoredOn':{+1}", "does not count: starts in the future")]
    [InlineData("'authoredOn':'2026'", "counts: active order")]
    [InlineData("'authoredOn':'2027'", "does not count: starts in the future")]
    [InlineData("'dosageInstruction':[{'timing':{'repeat':{'boundsPeriod':{'start':{0}}}}}]", "counts: active order")]
    [InlineData("'dosageInstruction':[{'timing':{'repeat':{'boundsPeriod':{'start':{+1}}}}}]", "does not count: starts in the future")]
    [InlineData("'dosageInstruction':[{'timing':{'repeat':{'boundsPeriod':{'end':{0}}}}}]", "counts: active order")]
    [InlineData("'dosageInstruction':[{'timing':{'repeat':{'boundsPeriod':{'end':{-1}}}}}]", "does not count: ended")]
    [InlineData("'dosageInstruction':[{'timing':{'repeat':{'boundsPeriod':{'end':{-1}}}}},{'timing':{'repeat':{'boundsPeriod':{'end':{+9}}}}}]", "counts: active order")]
    [InlineData("'dispenseRequest':{'validityPeriod':{'start':{+1}}}", "does not count: starts in the future")]
    [InlineData("'dispenseRequest':{'validityPeriod':{'end':{-1}}}", "does not count: ended")]
    [InlineData("'dispenseRequest':{'validityPeriod':{'end':{-1}}},'dosageInstruction':[{'timing':{'repeat':{'boundsPeriod':{'end':{+9}}}}}]", "counts: active order")]
    public void An_order(string elements, string verdict) => Patients.ChartOf($"MedicationRequest raloxifene {elements}").Sentence().Should().Be(verdict);

    [Theory]
    [InlineData("naproxen", "topical-route")]
    [InlineData("conjugated-estrogens", "vaginal-route")]
    public void A_route_that_is_no_systemic_exposure(string drug, string route)
    {
        const string NoExposure = "does not count: by a route that is no systemic exposure";
        Patients.ChartOf($"MedicationRequest {drug}").Sentence().Should().StartWith("counts");
        Patients.ChartOf($"MedicationRequest {drug} 'dosageInstruction':[{{'route':@{route}}}]").Sentence().Should().Be(NoExposure);
        Patients.ChartOf($"MedicationStatement {drug} 'dosage':[{{'route':@{route}}}]").Sentence().Should().Be(NoExposure);
        Patients.Signing($"MedicationRequest {drug} 'dosageInstruction':[{{'route':@{route}}}]").Sentence("draft0").Should().Be(NoExposure);
    }

    [Theory]
    // 1.1: given in episodes
    [InlineData("MedicationRequest iron-sucrose 'status':'completed','authoredOn':{-7}", "counts: given lately")]
    [InlineData("MedicationRequest iron-sucrose 'status':'completed','authoredOn':{-8}", "does not count: given too long ago, or without a date")]
    [InlineData("MedicationRequest iron-sucrose 'status':'completed'", "does not count: given too long ago, or without a date")]
    [InlineData("MedicationRequest iron-sucrose 'status':'completed','authoredOn':{-3},'dispenseRequest':{'validityPeriod':{'end':{+60}}}", "counts: given lately")]
    [InlineData("MedicationRequest iron-sucrose 'status':'completed','authoredOn':{-30},'dispenseRequest':{'validityPeriod':{'end':{+60}}}", "does not count: given too long ago, or without a date")]
    [InlineData("MedicationRequest iron-sucrose 'status':'completed','authoredOn':{-30},'dispenseRequest':{'validityPeriod':{'end':{-2}}}", "counts: given lately")]
    [InlineData("MedicationRequest iron-sucrose 'status':'stopped','authoredOn':{-1}", "does not count: status stopped")]
    [InlineData("MedicationAdministration iron-sucrose 'effectiveDateTime':{-7}", "counts: given lately")]
    [InlineData("MedicationAdministration iron-sucrose 'effectiveDateTime':{-8}", "does not count: given too long ago, or without a date")]
    [InlineData("MedicationAdministration iron-sucrose 'effectiveDateTime':{+1}", "does not count: given too long ago, or without a date")]
    [InlineData("MedicationAdministration iron-sucrose", "does not count: given too long ago, or without a date")]
    [InlineData("MedicationAdministration iron-sucrose 'effectivePeriod':{'start':{-9},'end':{-6}}", "counts: given lately")]
    [InlineData("MedicationAdministration iron-sucrose 'status':'in-progress','effectivePeriod':{'start':{-1},'end':{+1}}", "counts: given lately")]
    [InlineData("MedicationAdministration iron-sucrose 'status':'not-done','effectiveDateTime':{-1}", "does not count: status not-done")]
    [InlineData("MedicationAdministration raloxifene 'effectiveDateTime':{-1}", "does not count: administrations count only for drugs given in episodes")]
    // 1.1: statements
    [InlineData("MedicationStatement raloxifene", "counts: stated as taken")]
    [InlineData("MedicationStatement raloxifene 'status':'completed'", "does not count: status completed")]
    [InlineData("MedicationStatement raloxifene 'status':'intended'", "does not count: status intended")]
    [InlineData("MedicationStatement raloxifene 'effectivePeriod':{'end':{-1}}", "does not count: not at this time")]
    [InlineData("MedicationStatement raloxifene 'effectivePeriod':{'start':{+1}}", "does not count: not at this time")]
    public void A_drug_that_was_given_or_stated(string record, string verdict) => Patients.ChartOf(record).Sentence().Should().Be(verdict);

    [Theory]
    // 1.2
    [InlineData("'status':'draft'", "counts: drafted now")]
    [InlineData("'status':'active'", "counts: drafted now")]
    [InlineData("'status':null", "counts: drafted now")]
    [InlineData("'status':'cancelled'", "does not count: draft with status cancelled")]
    [InlineData("'status':'draft','intent':null", "counts: drafted now")]
    [InlineData("'status':'draft','intent':'plan'", "does not count: not an order: intent plan")]
    [InlineData("'status':'draft','intent':'proposal'", "does not count: not an order: intent proposal")]
    [InlineData("'status':'draft','intent':'option'", "does not count: not an order: intent option")]
    [InlineData("'status':'draft','doNotPerform':true", "does not count: an order not to give it")]
    public void A_draft(string elements, string verdict) => Patients.Signing($"MedicationRequest raloxifene {elements}").Sentence("draft0").Should().Be(verdict);

    [Theory]
    // 1.3 clinicalStatus
    [InlineData("'clinicalStatus':'active'", "counts: active condition")]
    [InlineData("'clinicalStatus':'recurrence'", "counts: active condition")]
    [InlineData("'clinicalStatus':'relapse'", "counts: active condition")]
    [InlineData("'clinicalStatus':'inactive'", "does not count: clinicalStatus inactive")]
    [InlineData("'clinicalStatus':'remission'", "does not count: clinicalStatus remission")]
    [InlineData("'clinicalStatus':'resolved'", "does not count: clinicalStatus resolved")]
    // 1.3 verificationStatus
    [InlineData("'verificationStatus':'confirmed'", "counts: active condition")]
    [InlineData("'verificationStatus':'refuted'", "does not count: verificationStatus refuted")]
    [InlineData("'verificationStatus':'entered-in-error'", "does not count: verificationStatus entered-in-error")]
    [InlineData("'verificationStatus':'provisional'", "unconfirmed: verificationStatus provisional")]
    [InlineData("'verificationStatus':'differential'", "unconfirmed: verificationStatus differential")]
    [InlineData("'verificationStatus':'unconfirmed'", "unconfirmed: verificationStatus unconfirmed")]
    // 1.3 abatement beats clinicalStatus
    [InlineData("'abatementDateTime':{-1}", "does not count: abated")]
    [InlineData("'abatementDateTime':{+1}", "counts: active condition")]
    [InlineData("'abatementString':'last spring'", "does not count: abated")]
    [InlineData("'abatementAge':{'value':40,'code':'a'}", "does not count: abated")]
    [InlineData("'abatementPeriod':{'start':{-9},'end':{-2}}", "does not count: abated")]
    // 1.3 onset and recordedDate
    [InlineData("'onsetDateTime':{+1}", "does not count: dated in the future")]
    [InlineData("'recordedDate':{+1}", "does not count: dated in the future")]
    [InlineData("'onsetDateTime':'1998'", "counts: active condition")]
    // 1.3 category decides nothing
    [InlineData("'category':[{'coding':[{'code':'encounter-diagnosis'}]}]", "counts: active condition")]
    public void A_condition(string elements, string verdict) => Patients.ChartOf($"Condition restless-legs {elements}").Sentence().Should().Be(verdict);

    [Theory]
    // 1.3: symptoms 180 days, chronic disease 365, irreversible disease any date
    [InlineData("leg-cramps 'recordedDate':{-180}", true)]
    [InlineData("leg-cramps 'recordedDate':{-181}", false)]
    [InlineData("leg-cramps 'recordedDate':{-400},'onsetDateTime':{-180}", true)]
    [InlineData("leg-cramps", false)]
    [InlineData("restless-legs 'recordedDate':{-365}", true)]
    [InlineData("restless-legs 'recordedDate':{-366}", false)]
    [InlineData("restless-legs 'onsetDateTime':'2025'", true)]
    [InlineData("restless-legs 'onsetDateTime':'2024'", false)]
    [InlineData("restless-legs", false)]
    [InlineData("cirrhosis 'recordedDate':'1999-04-01'", true)]
    [InlineData("cirrhosis", true)]
    [InlineData("metabolic-myopathy", true)]
    public void A_condition_without_clinicalStatus(string condition, bool counts) =>
        Patients.ChartOf($"Condition {condition}{(condition.Contains('\'') ? "," : " ")}'clinicalStatus':null").Sentence()
            .Should().Be(counts ? "counts: active condition" : "does not count: no clinicalStatus, and not dated lately enough");

    [Theory]
    // 1.4 the body site, when recorded
    [InlineData("Condition leg-cramps", true)]
    [InlineData("Condition leg-cramps 'bodySite':[@lower-limb]", true)]
    [InlineData("Condition leg-cramps 'bodySite':[{'coding':[{'system':'http://snomed.info/sct','code':'53120007'}]}]", false)]
    [InlineData("Condition leg-cramps 'bodySite':[{'text':'arm'}]", false)]
    // 1.4 a symptom as an Observation
    [InlineData("Observation tsh 'code':{'text':'symptom'},'valueCodeableConcept':@leg-cramps,'bodySite':@lower-limb,'effectiveDateTime':{-180}", true)]
    [InlineData("Observation tsh 'code':{'text':'symptom'},'valueCodeableConcept':@leg-cramps,'bodySite':@lower-limb,'effectiveDateTime':{-181}", false)]
    [InlineData("Observation tsh 'code':{'text':'symptom'},'valueCodeableConcept':@leg-cramps,'bodySite':@lower-limb", false)]
    [InlineData("Observation tsh 'code':{'text':'symptom'},'valueCodeableConcept':@leg-cramps,'effectiveDateTime':{-1}", false)]
    [InlineData("Observation tsh 'code':{'text':'symptom'},'valueCodeableConcept':@leg-cramps,'bodySite':@lower-limb,'effectiveDateTime':{-1},'status':'preliminary'", false)]
    // 1.4 not the symptom, 1.7
    [InlineData("Condition restless-legs", false)]
    [InlineData("Condition leg-cramps 'verificationStatus':'unconfirmed'", false)]
    [InlineData("Procedure leg-cramps 'performedDateTime':{-1}", false)]
    public void The_symptom_is_present(string record, bool isPresent)
    {
        var chart = Patients.ChartOf(record);
        chart.PresentIds().Contains("leg-cramps").Should().Be(isPresent, chart.Sentence());
    }

    [Theory]
    // 1.4 the coded reason of a draft
    [InlineData("'reasonCode':[@leg-cramps]", true)]
    [InlineData("'reasonCode':[@restless-legs]", false)]
    [InlineData("'reasonCode':[{'text':'leg cramps'}]", false)]
    [InlineData("'reasonCode':[@leg-cramps],'doNotPerform':true", false)]
    [InlineData("'reasonReference':[{'reference':'Condition/r0'}]", true)]
    public void The_reason_of_a_draft_is_the_symptom(string elements, bool isPresent) =>
        Patients.Signing($"MedicationRequest raloxifene {elements}", "Condition leg-cramps 'clinicalStatus':'inactive'").PresentIds().Contains("leg-cramps").Should().Be(isPresent);
}
