using FluentAssertions;
using Xunit;

namespace LegCramps.Tests.Evaluation;

/// <summary>What several records together say, or one outright: the rows of the clinical rules 1.5 and 1.6.</summary>
public sealed class WeighingTests
{
    [Theory]
    // 1.5 (3) the condition, within 300 days
    [InlineData(true, "Condition pregnancy 'recordedDate':{-300}")]
    [InlineData(true, "Condition pregnancy 'onsetDateTime':{-40},'recordedDate':{-400}")]
    [InlineData(false, "Condition pregnancy 'recordedDate':{-301}")]
    [InlineData(false, "Condition pregnancy")]
    [InlineData(false, "Condition pregnancy 'recordedDate':{-40},'clinicalStatus':'resolved'")]
    [InlineData(false, "Condition pregnancy 'recordedDate':{-40},'verificationStatus':'provisional'")]
    [InlineData(true, "Condition pregnancy 'recordedDate':{-40},'clinicalStatus':null")]
    // 1.5 (2) the estimated delivery date: 14 days past to 300 days ahead
    [InlineData(true, "Observation estimated-delivery-date 'valueDateTime':{-14}")]
    [InlineData(false, "Observation estimated-delivery-date 'valueDateTime':{-15}")]
    [InlineData(true, "Observation estimated-delivery-date 'valueDateTime':{+300}")]
    [InlineData(false, "Observation estimated-delivery-date 'valueDateTime':{+301}")]
    [InlineData(true, "Observation estimated-delivery-date 'valueDateTime':'2027-02'")]
    [InlineData(false, "Observation estimated-delivery-date 'valueString':'in spring'")]
    [InlineData(false, "Observation estimated-delivery-date 'valueDateTime':{+90},'status':'preliminary'")]
    // 1.5 (1) the outright statement, within 300 days, the newest one
    [InlineData(true, "Observation pregnancy-status 'valueCodeableConcept':@pregnancy-status-pregnant,'effectiveDateTime':{-300}")]
    [InlineData(false, "Observation pregnancy-status 'valueCodeableConcept':@pregnancy-status-pregnant,'effectiveDateTime':{-301}")]
    [InlineData(false, "Observation pregnancy-status 'valueCodeableConcept':@pregnancy-status-pregnant")]
    [InlineData(false, "Observation pregnancy-status 'valueCodeableConcept':@pregnancy-status-pregnant,'effectiveDateTime':{+1}")]
    [InlineData(false, "Observation pregnancy-status 'valueCodeableConcept':@pregnancy-status-not-pregnant,'effectiveDateTime':{-5}")]
    [InlineData(true, "Observation pregnancy-status 'valueCodeableConcept':@pregnancy-status-not-pregnant,'effectiveDateTime':{-90}", "Observation pregnancy-status 'valueCodeableConcept':@pregnancy-status-pregnant,'effectiveDateTime':{-5}")]
    [InlineData(false, "Observation pregnancy-status 'valueCodeableConcept':@pregnancy-status-not-pregnant,'effectiveDateTime':{-5}", "Observation pregnancy-status 'valueCodeableConcept':@pregnancy-status-pregnant,'effectiveDateTime':{-90}")]
    [InlineData(true, "Observation pregnancy-status 'valueCodeableConcept':@pregnancy-status-not-pregnant,'effectiveDateTime':{-5},'status':'entered-in-error'", "Observation pregnancy-status 'valueCodeableConcept':@pregnancy-status-pregnant,'effectiveDateTime':{-90}")]
    // 1.5 the statement suppresses everything below it, unknown included
    [InlineData(false, "Condition pregnancy 'recordedDate':{-40}", "Observation pregnancy-status 'valueCodeableConcept':@pregnancy-status-not-pregnant,'effectiveDateTime':{-50}")]
    [InlineData(false, "Condition pregnancy 'recordedDate':{-40}", "Observation pregnancy-status 'valueCodeableConcept':@pregnancy-status-unknown,'effectiveDateTime':{-5}")]
    [InlineData(false, "Observation estimated-delivery-date 'valueDateTime':{+90},'effectiveDateTime':{-1}", "Observation pregnancy-status 'valueCodeableConcept':@pregnancy-status-not-pregnant,'effectiveDateTime':{-50}")]
    [InlineData(true, "Condition pregnancy 'recordedDate':{-40}", "Observation pregnancy-status 'valueCodeableConcept':@pregnancy-status-not-pregnant,'effectiveDateTime':{-301}")]
    [InlineData(true, "Condition pregnancy 'recordedDate':{-40}", "Observation pregnancy-status 'valueCodeableConcept':{'text':'see notes'},'effectiveDateTime':{-5}")]
    [InlineData(true, "Condition pregnancy 'recordedDate':{-400}", "Observation pregnancy-status 'valueCodeableConcept':@pregnancy-status-pregnant,'effectiveDateTime':{-5}")]
    // 1.5 a later end cancels, an earlier or undated one does not
    [InlineData(false, "Condition pregnancy 'recordedDate':{-200}", "Condition pregnancy-ended 'recordedDate':{-9}")]
    [InlineData(false, "Condition pregnancy 'recordedDate':{-9}", "Condition pregnancy-ended 'recordedDate':{-9}")]
    [InlineData(true, "Condition pregnancy 'recordedDate':{-40}", "Condition pregnancy-ended 'recordedDate':{-290}")]
    [InlineData(true, "Condition pregnancy 'recordedDate':{-40}", "Condition pregnancy-ended")]
    [InlineData(true, "Condition pregnancy 'recordedDate':{-40}", "Condition pregnancy-ended 'onsetDateTime':{+9}")]
    [InlineData(true, "Condition pregnancy 'recordedDate':{-40}", "Condition pregnancy-ended 'recordedDate':{-9},'verificationStatus':'refuted'")]
    [InlineData(false, "Condition pregnancy 'recordedDate':{-200}", "Procedure pregnancy-ended 'performedDateTime':{-9}")]
    [InlineData(true, "Condition pregnancy 'recordedDate':{-200}", "Procedure pregnancy-ended 'performedDateTime':{-9},'status':'not-done'")]
    [InlineData(true, "Condition pregnancy 'recordedDate':{-200}", "ServiceRequest pregnancy-ended 'authoredOn':{-9}")]
    [InlineData(true, "Condition pregnancy 'recordedDate':{-200}", "ServiceRequest pregnancy-ended 'authoredOn':{-9},'occurrenceDateTime':{+9}")]
    [InlineData(false, "Observation estimated-delivery-date 'valueDateTime':{+20},'effectiveDateTime':{-200}", "Condition pregnancy-ended 'recordedDate':{-3}")]
    [InlineData(true, "Observation pregnancy-status 'valueCodeableConcept':@pregnancy-status-pregnant,'effectiveDateTime':{-5}", "Condition pregnancy-ended 'recordedDate':{-290}")]
    // 1.5 an abated condition of the same kind ends what is older
    [InlineData(false, "Condition pregnancy 'recordedDate':{-200}", "Condition pregnancy 'recordedDate':{-190},'abatementDateTime':{-9}")]
    [InlineData(true, "Condition pregnancy 'recordedDate':{-40}", "Condition pregnancy 'recordedDate':{-290},'abatementDateTime':{-90}")]
    [InlineData(true, "Condition pregnancy 'recordedDate':{-40}", "Condition pregnancy 'recordedDate':{-290},'abatementDateTime':{-9},'verificationStatus':'entered-in-error'")]
    public void Pregnancy_is_current(bool isCurrent, params string[] records) => ShouldBe("pregnancy", isCurrent, Patients.ChartOf(records));

    [Theory]
    // 1.5 an impossible age, whatever the evidence
    [InlineData("2016-11-23", true)]
    [InlineData("2016-11-24", false)]
    [InlineData("1965-11-24", true)]
    [InlineData("1965-11-23", false)]
    [InlineData("1965", true)]
    [InlineData("1964", false)]
    [InlineData("9999-12-31", false)]
    [InlineData("0001-01-01", false)]
    [InlineData("unknown", true)]
    public void Pregnancy_at_an_impossible_age(string birthDate, bool isCurrent)
    {
        ShouldBe("pregnancy", isCurrent, Patients.ChartOfSomebodyBorn(birthDate, "Condition pregnancy 'recordedDate':{-40}"));
        ShouldBe("pregnancy", isCurrent, Patients.ChartOfSomebodyBorn(birthDate, "Observation estimated-delivery-date 'valueDateTime':{+90}"));
        ShouldBe("pregnancy", isCurrent, Patients.ChartOfSomebodyBorn(birthDate, "Observation pregnancy-status 'valueCodeableConcept':@pregnancy-status-pregnant,'effectiveDateTime':{-5}"));
    }

    [Theory]
    // 1.6 (a)
    [InlineData(true, "Condition hemodialysis-specific")]
    [InlineData(true, "Condition dialysis-unspecified")]
    [InlineData(false, "Condition hemodialysis-specific 'clinicalStatus':'inactive'")]
    // 1.6 (b) performed within 90 days
    [InlineData(true, "Procedure hemodialysis-specific 'performedDateTime':{-90}")]
    [InlineData(false, "Procedure hemodialysis-specific 'performedDateTime':{-91}")]
    [InlineData(true, "Procedure hemodialysis-specific 'status':'in-progress','performedPeriod':{'start':{-400},'end':{-3}}")]
    [InlineData(true, "Procedure hemodialysis-specific 'status':'in-progress','performedPeriod':{'start':{-20},'end':{+20}}")]
    [InlineData(false, "Procedure hemodialysis-specific 'performedDateTime':{+2}")]
    [InlineData(false, "Procedure hemodialysis-specific")]
    [InlineData(false, "Procedure hemodialysis-specific 'status':'not-done','performedDateTime':{-3}")]
    [InlineData(false, "Procedure hemodialysis-specific 'status':'preparation','performedDateTime':{-3}")]
    // 1.6 (c) ordered and begun; planned dialysis does not count
    [InlineData(true, "ServiceRequest hemodialysis-specific")]
    [InlineData(true, "ServiceRequest hemodialysis-specific 'authoredOn':{-9},'occurrenceDateTime':{0}")]
    [InlineData(false, "ServiceRequest hemodialysis-specific 'authoredOn':{-9},'occurrenceDateTime':{+1}")]
    [InlineData(false, "ServiceRequest hemodialysis-specific 'occurrencePeriod':{'start':{+1}}")]
    [InlineData(false, "ServiceRequest hemodialysis-specific 'occurrencePeriod':{'start':{-90},'end':{-1}}")]
    [InlineData(true, "ServiceRequest hemodialysis-specific 'occurrencePeriod':{'start':{-90},'end':{0}}")]
    [InlineData(false, "ServiceRequest hemodialysis-specific 'intent':'plan'")]
    [InlineData(false, "ServiceRequest hemodialysis-specific 'intent':'proposal'")]
    [InlineData(false, "ServiceRequest hemodialysis-specific 'status':'draft'")]
    [InlineData(false, "ServiceRequest hemodialysis-specific 'doNotPerform':true")]
    // 1.6 peritoneal dialysis alone, or beside dialysis of no stated kind
    [InlineData(false, "Condition peritoneal-dialysis")]
    [InlineData(false, "Condition dialysis-unspecified", "Condition peritoneal-dialysis")]
    [InlineData(false, "Condition dialysis-unspecified", "Procedure peritoneal-dialysis 'performedDateTime':{-90}")]
    [InlineData(true, "Condition dialysis-unspecified", "Procedure peritoneal-dialysis 'performedDateTime':{-91}")]
    [InlineData(true, "Condition dialysis-unspecified", "Condition peritoneal-dialysis 'clinicalStatus':'resolved'")]
    [InlineData(true, "Condition dialysis-unspecified", "Condition peritoneal-dialysis", "Procedure hemodialysis-specific 'performedDateTime':{-3}")]
    [InlineData(false, "Condition dialysis-unspecified", "Condition peritoneal-dialysis", "Procedure hemodialysis-specific 'performedDateTime':{-91}")]
    [InlineData(true, "Condition hemodialysis-specific", "Condition peritoneal-dialysis")]
    public void Hemodialysis_is_current(bool isCurrent, params string[] records) => ShouldBe("hemodialysis", isCurrent, Patients.ChartOf(records));

    private static void ShouldBe(string concept, bool isCurrent, LegCramps.Evaluation.Explanation chart) =>
        chart.PresentIds().Contains(concept).Should().Be(isCurrent, string.Join(" | ", chart.Facts.Select(f => $"{f.Fact.Reference} {string.Join("; ", f.Because)}")));
}
