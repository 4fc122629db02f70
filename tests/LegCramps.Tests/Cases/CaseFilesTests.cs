using FluentAssertions;
using LegCramps.Cases;
using LegCramps.Tests.Support;
using Xunit;

namespace LegCramps.Tests.Cases;

public sealed class CaseFilesTests : IDisposable
{
    private const string View = "ts-view/cases/shown-red.yaml";

    private readonly MadeUpFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("story: Ada has red.", "story: ''", "'story' must be text")]
    [InlineData("hook: patient-view", "hok: patient-view", "'hok' is not known here")]
    [InlineData("hook: patient-view", "hook: patient-view\ngate: open", "the gate is one of broad, balanced, strict")]
    [InlineData("hook: patient-view", "hook: patient-veiw", "the hook is one of patient-view")]
    [InlineData("hook: patient-view", "hook: patient-view\npatient: { birthdate: '1980-01-01' }", "'birthdate' has incorrect casing, expected 'birthDate'")]
    [InlineData("clinicalStatus", "clinicalstatus", "'clinicalstatus' has incorrect casing")]
    [InlineData("recordedDate:", "onsetdateTime:", "'onsetdateTime' has incorrect casing")]
    [InlineData("code: { coding: [", "code: { Coding: [", "'Coding' has incorrect casing")]
    [InlineData("hook: patient-view", "hook: patient-view\nnotSent: [ medication ]", "'medication' is no prefetch key")]
    [InlineData("hook: patient-view", "hook: patient-view\nnotSent: [ conditions ]", "or stands in this file")]
    [InlineData("today: '2026-11-23'", "today: 'today'", "must be a date")]
    [InlineData("clinicalStatus", "clincalStatus", "unknown element 'clincalStatus'")]
    [InlineData("recordedDate: '2026-10-01'", "recordedDate: '1 Oct'", "not a correct literal")]
    [InlineData("resourceType: Condition", "resourceType: Conditon", "'Conditon' is no FHIR R4 resource type")]
    [InlineData("says: [ 'Red was found.' ]", "says: []", "'says' needs the sentences")]
    [InlineData("indicator: info", "indicators: info", "'indicators' is not known here")]
    public void A_slip_is_named_with_its_file(string old, string slip, string text)
    {
        folder.Replace(View, old, slip);

        CaseFiles.Load(folder.Path).Problems.Should().Contain(p => p.File == View && p.Text.Contains(text));
    }

    [Fact]
    public void A_shown_case_says_what_it_expects_and_a_silent_case_expects_nothing()
    {
        var expect = "expect:\n  indicator: info\n  says: [ 'Red was found.' ]\n  findings: [ red ]\n";
        folder.Replace(View, expect, "");
        folder.Write("ts-view/cases/silent-nothing.yaml", folder.Read("ts-view/cases/silent-nothing.yaml") + expect);

        CaseFiles.Load(folder.Path).Problems.Select(p => p.Text).Should().Equal("a shown case needs 'expect'", "a silent case has no 'expect'");
    }

    [Fact]
    public void Required_elements_may_be_missing_as_they_are_in_real_data()
    {
        folder.Replace(View, "    recordedDate: '2026-10-01'\n", "");

        CaseFiles.Load(folder.Path).Problems.Should().BeEmpty();
    }
}
