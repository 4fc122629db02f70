using LegCramps.Cases;
using LegCramps.Knowledge;

namespace LegCramps.Service.Tests.Pages;

/// <summary>Every card can be defended, one click away.</summary>
[Collection(OneService.Name)]
public sealed class CardPageTests(RunningService service)
{
    private static readonly KnowledgeBase Knowledge = CardFolder.Load(Repository.File("cards")).Knowledge!;

    private static readonly string[] Attributes =
    [
        "Bibliographic citation", "Developer", "Funding source", "Release and revision dates", "Use of race", "Use of ethnicity", "Use of language", "Use of sexual orientation",
        "Use of gender identity", "Use of sex ", "Use of date of birth", "Use of social determinants of health", "Use of health status assessments",
    ];

    public static TheoryData<string> Cards => new(Knowledge.Cards.Select(c => c.Id));

    [Fact]
    public async Task The_list_names_every_card_with_its_indicators_its_evidence_and_when_it_is_shown()
    {
        var list = await service.Ehr.GetsAsync("/cards");

        list.Status.Should().Be(200);
        list.Links().Where(l => l.StartsWith("cards/", StringComparison.Ordinal)).Should().Equal(Knowledge.Cards.Select(c => $"cards/{c.Id}"));
        foreach (var card in Knowledge.Cards)
            list.Words().Should().Contain($"{card.Plan.Title} ").And.Contain($"{card.Id} · version {card.Version} · ").And.Contain($"evidence {card.Strength.Code}: {card.Strength.Display}").And.Contain(card.Plan.Description!.Trim());
        list.Words().Should().Contain("critical warning LC-Q01 ");
    }

    [Theory]
    [MemberData(nameof(Cards))]
    public async Task A_card_has_a_page_that_answers_for_it(string id)
    {
        var card = Knowledge.Cards.First(c => c.Id == id);

        var page = await service.Ehr.GetsAsync($"/cards/{id}");

        page.Status.Should().Be(200);
        var words = page.Words();
        words.Should().StartWith($" {card.Plan.Title} ").And.Contain($"{id} · version {card.Version} of {card.Plan.Date}").And.Contain("No clinician has reviewed this card yet.");
        words.Should().Contain(card.Plan.Action[0].Condition[0].Expression!.Expression_).And.ContainAll(card.GateClass.Expressions.Values).And.ContainAll(card.Hooks);
        words.Should().Contain($"Strength {card.Strength.Code}: {card.Strength.Display}").And.ContainAll(card.Plan.RelatedArtifact.Select(a => a.Citation));
        words.Should().ContainAll(card.Template.OverrideReasons.Select(code => Knowledge.OverrideReasons.Concept.First(c => c.Code == code).Display)).And.ContainAll(Attributes);
        page.Links().Should().Contain(card.Plan.RelatedArtifact.Where(a => a.Url is not null).Select(a => a.Url!)).And.Contain(card.Inputs.Select(i => $"../value-sets/{i.Concept.Id}"));
    }

    [Theory]
    [MemberData(nameof(Cards))]
    public async Task The_example_is_the_card_that_a_case_comes_to(string id)
    {
        var page = await service.Ehr.GetsAsync($"/cards/{id}");

        var example = page.Text[page.Text.IndexOf("<article", StringComparison.Ordinal)..page.Text.IndexOf("</article>", StringComparison.Ordinal)];
        var situation = CaseFiles.Load(Repository.File("cards")).Cases.First(c => c.IsShown && c.CardFolder.Equals(id, StringComparison.OrdinalIgnoreCase));
        page.Words().Should().Contain(situation.Story).And.Contain($"{new CaseRunner(Knowledge).Show(situation)!.Summary} ").And.Contain($"Source: {Knowledge.Wording.SourceLabel}");
        example.Should().Contain("Derived from an unreviewed article").And.NotContain("{{").And.NotContain("**");
    }

    [Fact]
    public async Task The_use_of_sex_age_and_status_assessments_is_read_from_the_card()
    {
        var pregnancy = (await service.Ehr.GetsAsync("/cards/LC-PREG01")).Words();
        var cirrhosis = (await service.Ehr.GetsAsync("/cards/LC-CIR01")).Words();

        pregnancy.Should().Contain("Use of date of birth Used: pregnancy counts only from 10 to 60 years of age").And.Contain("Use of health status assessments data Used: pregnancy");
        cirrhosis.Should().Contain("Use of date of birth Not used").And.Contain("Use of health status assessments data Not used").And.Contain("Use of sex Not used").And.Contain("Use of race Not used");
    }

    [Fact]
    public async Task The_history_is_what_the_changelog_says_of_the_card() =>
        (await service.Ehr.GetsAsync("/cards/LC-RX-RAL")).Words().Should().Contain("LC-RX-RAL 1.0.0: raloxifene ordered.").And.NotContain("LC-RX-TER 1.0.0").And.Contain("Released 2026-11-24");

    [Theory]
    [InlineData("/cards/lc-rx-ral")]
    [InlineData("/cards/LC-Rx-Ral/")]
    public async Task Case_and_a_slash_at_the_end_do_not_matter(string path) =>
        (await service.Ehr.GetsAsync(path)).Text.Should().Be((await service.Ehr.GetsAsync("/cards/LC-RX-RAL")).Text);

    [Fact]
    public async Task The_link_on_a_card_leads_to_its_page_when_the_public_address_is_known()
    {
        await using var known = new RunningService(("PublicBaseUrl", "https://cds.example.org/legcramps/"));
        var reply = await known.Ehr.SelectsAsync(Some.Draft(Codes.Raloxifene));

        var url = reply.Cards.Single()["source"]!["url"]!.GetValue<string>();
        url.Should().Be("https://cds.example.org/legcramps/cards/LC-RX-RAL");
        // What a proxy does that puts its own path before ours.
        (await known.Ehr.GetsAsync(new Uri(url).AbsolutePath["/legcramps".Length..])).Words().Should().StartWith(" Raloxifene ordered ");
    }
}
