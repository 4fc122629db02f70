namespace LegCramps.Service.Tests.Pages;

/// <summary>Pages of made-up cards: what an author writes is shown, and nothing of it becomes HTML.</summary>
public sealed class MadeUpPagesTests : IDisposable
{
    private const string Nasty = "<b>bold</b> & \"quoted\"";

    private readonly string folder = Directory.CreateTempSubdirectory("legcramps-pages-").FullName;

    public MadeUpPagesTests()
    {
        var source = Repository.File("tests", "LegCramps.Tests", "MadeUpCards");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Whatever_an_author_writes_is_text()
    {
        const string Plan = "ts-order/plandefinition.yaml";
        Replace(Plan, "title: Something made up", $"title: '{Nasty}'");
        Replace(Plan, "description: When red", $"description: '{Nasty} [a](javascript:alert(1)) ![i](https://x.example/i.png) <javascript:alert(2)>'\npurpose: 'When red");
        Replace(Plan, "then say so.", $"then say so. {Nasty}'");
        Replace(Plan, "usage: Ignore it at will.", $"usage: '{Nasty}'");
        Replace(Plan, "display: 'Nobody 2020'", $"display: '{Nasty}', label: '{Nasty}'");
        Replace(Plan, "code: C, display: review", $"code: C, display: '{Nasty}'");
        Replace(Plan, "- title: What it mentions", $"- title: '{Nasty}'");
        Replace("ts-order/card.yaml", "Blue is ordered", "Blue <b>is</b> ordered");
        Replace("ts-order/card.yaml", "', and red is on record'", "', and <b>red</b> is on record'");
        Replace("ts-order/card.yaml", "label: Cancel it", $"label: '{Nasty}'");
        Replace("ts-order/cases/shown-blue-with-red.yaml", "story: Ed has red", $"story: '{Nasty}'\nbecause: Ed has red");
        Replace("value-sets/sea.yaml", "title: sea blue", $"title: '{Nasty}'");
        Replace("value-sets/sea.yaml", "display: sea blue", $"display: '{Nasty}'");
        Replace("code-systems.yaml", "notice: Made up.", $"notice: '{Nasty}'\n  name: '{Nasty}'");
        Replace("override-reasons.yaml", "display: Seen already", $"display: '{Nasty}'");
        Replace("source-attributes.yaml", "Nobody", $"'{Nasty}'");
        Replace("wording.yaml", "label: 'Made-up source'", $"label: '{Nasty}'");
        await File.WriteAllTextAsync(Path.Combine(folder, "CHANGELOG.md"), $"## {Nasty}\n* TS-ORDER 1.0.0: {Nasty}\n  and more\n* TS-ORDER-2 1.0.0: another card\n");

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
        Replace(Plan, "status: active", "status: draft\nreviewer: [ { name: Dr. Ada Example } ]\nlastReviewDate: '2026-10-01'");
        Replace(Plan, "extension:\n", "extension:\n  - url: https://legcramps.org/fhir/StructureDefinition/article-and-guideline\n    valueMarkdown: 'The article says red, **the guideline says blue**.'\n");

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
        Replace("ts-order/plandefinition.yaml", "expression: '%draft.exists()'", "expression: '%draft.exists() and %patient.gender.exists() and (%patient.birthDate.exists() or %today.exists())'");
        Replace("ts-view/card.yaml", "detail: |\n", "detail: |\n  {{iif(%symptom.exists(), 'Words about gender and birthDate.', '')}}\n");

        await using var service = Service();

        (await service.Ehr.GetsAsync("/cards/TS-ORDER")).Words().Should().Contain("Use of sex Used").And.Contain("Use of date of birth Used");
        (await service.Ehr.GetsAsync("/cards/TS-VIEW")).Words().Should().Contain("Use of sex Not used").And.Contain("Use of date of birth Not used").And.Contain("Use of health status assessments data Used: the red ones");
    }

    private RunningService Service() => new(("LegCramps:Cards", folder));

    private void Replace(string file, string old, string text)
    {
        var path = Path.Combine(folder, file);
        var content = File.ReadAllText(path);
        content.Should().Contain(old);
        File.WriteAllText(path, content.Replace(old, text, StringComparison.Ordinal));
    }
}
