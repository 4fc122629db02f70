using LegCramps.Service.Tests.Commands;

namespace LegCramps.Service.Tests.Pages;

/// <summary>Pages of made-up cards: what an author writes is shown, and nothing of it becomes HTML.</summary>
public sealed class MadeUpPagesTests : IDisposable
{
    private const string Nasty = "<b>bold</b> & \"quoted\"";

    private readonly MadeUpCards cards = new();

    public void Dispose() => cards.Dispose();

    [Fact]
    public async Task Whatever_an_author_writes_is_text()
    {
        const string Plan = "ts-order/plandefinition.yaml";
        cards.Replace(Plan, "title: Something made up", $"title: '{Nasty}'");
        cards.Replace(Plan, "description: When red", $"description: '{Nasty} [a](javascript:alert(1)) ![i](https://x.example/i.png) <javascript:alert(2)>'\npurpose: 'When red");
        cards.Replace(Plan, "then say so.", $"then say so. {Nasty}'");
        cards.Replace(Plan, "usage: Ignore it at will.", $"usage: '{Nasty}'");
        cards.Replace(Plan, "display: 'Nobody 2020'", $"display: '{Nasty}', label: '{Nasty}'");
        cards.Replace(Plan, "code: C, display: review", $"code: C, display: '{Nasty}'");
        cards.Replace(Plan, "- title: What it mentions", $"- title: '{Nasty}'");
        cards.Replace("ts-order/card.yaml", "Blue is ordered", "Blue <b>is</b> ordered");
        cards.Replace("ts-order/card.yaml", "', and red is on record'", "', and <b>red</b> is on record'");
        cards.Replace("ts-order/card.yaml", "label: Cancel it", $"label: '{Nasty}'");
        cards.Replace("ts-order/cases/shown-blue-with-red.yaml", "story: Ed has red", $"story: '{Nasty}'\nbecause: Ed has red");
        cards.Replace("value-sets/sea.yaml", "title: sea blue", $"title: '{Nasty}'");
        cards.Replace("value-sets/sea.yaml", "display: sea blue", $"display: '{Nasty}'");
        cards.Replace("code-systems.yaml", "notice: Made up.", $"notice: '{Nasty}'\n  name: '{Nasty}'");
        cards.Replace("override-reasons.yaml", "display: Seen already", $"display: '{Nasty}'");
        cards.Replace("source-attributes.yaml", "Nobody", $"'{Nasty}'");
        cards.Replace("wording.yaml", "label: 'Made-up source'", $"label: '{Nasty}'");
        cards.Write("CHANGELOG.md", $"## {Nasty}\n* TS-ORDER 1.0.0: {Nasty}\n  and more\n* TS-ORDER-2 1.0.0: another card\n");

        await using var service = Service();
        var pages = await Site.CrawlAsync(service.Ehr);

        pages.Keys.Should().Contain("/cards/TS-ORDER").And.Contain("/value-sets/sea");
        pages.Values.Should().OnlyContain(p => p.Status == 200);
        foreach (var page in pages.Values) page.Text.Should().NotContain("<b>").And.NotContain("<i>").And.NotContain("<img src=\"https").And.NotContain("href=\"javascript");
        var card = pages["/cards/TS-ORDER"].Words();
        card.Should().StartWith($" {Nasty} ").And.Contain("Blue <b>is</b> ordered, and <b>red</b> is on record.").And.Contain($"TS-ORDER 1.0.0: {Nasty} and more").And.NotContain("another card");
        pages["/value-sets/sea"].Words().Should().Contain($"b2 {Nasty}");
    }

    [Fact]
    public async Task A_review_a_difference_and_the_silent_mode_are_shown_when_they_are_there()
    {
        const string Plan = "ts-view/plandefinition.yaml";
        cards.Replace(Plan, "status: active", "status: draft\nreviewer: [ { name: Dr. Ada Example } ]\nlastReviewDate: '2026-10-01'");
        cards.Replace(Plan, "extension:\n", "extension:\n  - url: https://legcramps.org/fhir/StructureDefinition/article-and-guideline\n    valueMarkdown: 'The article says red, **the guideline says blue**.'\n");

        await using var service = Service();
        var page = await service.Ehr.GetsAsync("/cards/TS-VIEW");

        page.Words().Should().Contain("Reviewer Dr. Ada Example Last review 2026-10-01 Approved not stated").And.NotContain("No clinician has reviewed this card yet")
            .And.Contain("Where article and guideline differ The article says red, the guideline says blue").And.Contain("draft: evaluated and counted, never shown");
        page.Text.Should().Contain("<article", "a card in the silent mode has an example too");
        (await service.Ehr.GetsAsync("/")).Words().Should().Contain("1 of them are in the silent mode");
    }

    [Fact]
    public async Task What_an_expression_looks_at_is_named_among_the_source_attributes()
    {
        cards.Replace("ts-order/plandefinition.yaml", "expression: '%draft.exists()'", "expression: '%draft.exists() and %patient.gender.exists() and (%patient.birthDate.exists() or %today.exists())'");
        cards.Replace("ts-view/card.yaml", "detail: |\n", "detail: |\n  {{iif(%symptom.exists(), 'Words about gender and birthDate.', '')}}\n");

        await using var service = Service();

        (await service.Ehr.GetsAsync("/cards/TS-ORDER")).Words().Should().Contain("Use of sex Used").And.Contain("Use of date of birth Used");
        (await service.Ehr.GetsAsync("/cards/TS-VIEW")).Words().Should().Contain("Use of sex Not used").And.Contain("Use of date of birth Not used").And.Contain("Use of health status assessments data Used: the red ones");
    }

    private RunningService Service() => new(("LegCramps:Cards", cards.Folder));
}
