using FluentAssertions;
using LegCramps.Cases;
using LegCramps.Tests.Support;
using Xunit;

namespace LegCramps.Tests.Cases;

public sealed class CaseRunnerTests : IDisposable
{
    private const string View = "ts-view/cases/shown-red.yaml";
    private const string Order = "ts-order/cases/shown-blue-with-red.yaml";

    private readonly MadeUpFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_case_of_the_good_folder_passes()
    {
        Failures().Should().BeEmpty();
        CaseFiles.Load(folder.Path).Cases.Should().HaveCount(8);
    }

    [Theory]
    [InlineData(View, "indicator: info", "indicator: warning", "the indicator should be warning and is info.")]
    [InlineData(View, "Red was found.", "Green was found.", "the card should say \"Green was found.\"")]
    [InlineData(View, "findings: [ red ]", "findings: [ red, blue ]", "the findings should be [blue, red] and are [red].")]
    [InlineData(View, "hook: patient-view", "hook: order-sign", "TS-VIEW should be shown and is silent: it does not listen to order-sign.")]
    [InlineData(View, "code: active", "code: resolved", "TS-VIEW should be shown and is silent: nothing found for input 'found' (value set red: the red ones).")]
    [InlineData(Order, "[ Cancel it, Measure it ]", "[ Cancel it ]", "the suggestions should be [Cancel it] and are [Cancel it, Measure it].")]
    [InlineData(Order, "hook: order-select", "hook: order-select\ngate: balanced", "TS-ORDER should be shown and is silent: the balanced gate of class drug is closed (open: broad, strict).")]
    [InlineData(Order, "status: draft", "status: cancelled", "TS-ORDER should be shown and is silent")]
    [InlineData("ts-view/cases/silent-resolved.yaml", "code: resolved", "code: active", "TS-VIEW should be silent and is shown.")]
    [InlineData("ts-view/cases/silent-refuted.yaml", "code: refuted", "code: confirmed", "TS-VIEW should be silent and is shown.")]
    [InlineData("ts-order/cases/silent-not-selected.yaml", "[ MedicationRequest/draft-2 ]", "[ MedicationRequest/draft-1 ]", "TS-ORDER should be silent and is shown.")]
    public void A_wrong_expectation_is_named(string file, string old, string text, string failure)
    {
        folder.Replace(file, old, text);

        Failures().Should().ContainSingle().Which.Should().StartWith($"{file}: {failure}");
    }

    [Fact]
    public void A_case_ages_with_its_own_day_and_no_other()
    {
        folder.Replace(View, "today: '2026-11-23'", "today: '2029-11-23'");

        Failures().Should().ContainSingle().Which.Should().Contain("should be shown and is silent");
    }

    [Fact]
    public void An_input_that_the_card_does_not_need_is_named()
    {
        folder.Replace("ts-view/plandefinition.yaml", "%found.exists()", "%found.exists() or %symptom.exists()");

        Failures().Should().BeEmpty("without its only input a card is silent whatever its condition says");

        folder.Replace("ts-order/plandefinition.yaml", "    action:\n      - title: What it mentions\n        input:\n          - id: size", "      - id: again\n        type: Condition\n        codeFilter: [ { path: code, valueSet: https://legcramps.org/fhir/ValueSet/red } ]\n    action:\n      - title: What it mentions\n        input:\n          - id: size");
        folder.Replace("ts-order/plandefinition.yaml", "%draft.exists()", "%draft.exists() and (%again.exists() or %symptom.exists())");

        Failures().Should().Contain(f => f.StartsWith($"{Order}: TS-ORDER is shown even without %again"));
    }

    [Fact]
    public void An_expression_that_yields_nothing_is_named_in_every_case_that_meets_it()
    {
        folder.Replace("ts-view/plandefinition.yaml", "%found.exists()", "%found.first().onset > %today");

        Failures().Should().Contain(f => f.StartsWith($"{View}: TS-VIEW is indeterminate"));
    }

    [Fact]
    public void A_summary_that_grows_too_long_when_it_is_filled_is_named()
    {
        folder.Replace("ts-order/card.yaml", "', and red is on record'", $"', and red is on record {new string('x', 130)}'");

        Failures().Should().Contain(f => f.StartsWith($"{Order}: the filled summary has "));
    }

    [Fact]
    public void Markdown_that_comes_out_of_a_token_is_checked_too()
    {
        folder.Replace("ts-order/card.yaml", "  Blue was chosen.", "  Blue was chosen. {{iif(%draft.exists(), '<b>bold</b>', '')}}");

        Failures().Should().ContainSingle().Which.Should().StartWith($"{Order}: the filled detail is no plain Markdown: raw HTML");
    }

    [Fact]
    public void A_draft_card_is_proven_although_nobody_sees_it()
    {
        folder.Replace("ts-view/plandefinition.yaml", "status: active", "status: draft");
        folder.Replace(View, "Red was found.", "Green was found.");

        Failures().Should().ContainSingle().Which.Should().StartWith($"{View}: the card should say \"Green was found.\"");
    }

    [Fact]
    public void What_is_not_sent_is_stated_on_the_card()
    {
        folder.Replace(View, "hook: patient-view", "hook: patient-view\nnotSent: [ medications ]");
        folder.Replace(View, "'Red was found.'", "'Not available: medications'");

        Failures().Should().BeEmpty();
    }

    [Fact]
    public void The_jurisdiction_of_a_case_reaches_its_card()
    {
        folder.Replace("ts-view/card.yaml", "  Look at it.", "  Look at it{{iif(%jurisdiction = 'uk', ', please', '')}}.");
        folder.Replace(View, "hook: patient-view", "hook: patient-view\njurisdiction: uk");
        folder.Replace(View, "'Red was found.'", "'Look at it, please.'");

        Failures().Should().BeEmpty();
    }

    [Fact]
    public void An_expression_that_throws_fails_its_case_and_no_other()
    {
        folder.Replace("ts-view/plandefinition.yaml", "%found.exists()", "%found.first().id > 5");

        Failures().Should().Contain(f => f.StartsWith(View)).And.NotContain(f => f.StartsWith("ts-order/"));
    }

    private List<string> Failures()
    {
        var cards = folder.Load();
        cards.Problems.Should().BeEmpty();
        var runner = new CaseRunner(cards.Knowledge!);
        return [.. CaseFiles.Load(folder.Path).Cases.SelectMany(runner.Run)];
    }
}
