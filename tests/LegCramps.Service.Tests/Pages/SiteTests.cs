using System.Security.Cryptography;
using System.Text;
using LegCramps.Knowledge;

namespace LegCramps.Service.Tests.Pages;

/// <summary>What holds for all pages together.</summary>
[Collection(OneService.Name)]
public sealed class SiteTests(RunningService service)
{
    [Fact]
    public async Task Every_link_leads_somewhere_and_every_card_and_value_set_is_reached()
    {
        var knowledge = CardFolder.Load(Repository.File("cards")).Knowledge!;

        var pages = await Site.CrawlAsync(service.Ehr);

        pages.Where(p => p.Value.Status != 200).Select(p => p.Key).Should().BeEmpty();
        var looked = knowledge.Cards.SelectMany(c => c.Inputs).Select(i => i.Concept).Distinct();
        pages.Keys.Should().Contain(knowledge.Cards.Select(c => $"/cards/{c.Id}")).And.Contain(looked.Select(c => $"/value-sets/{c.Id}"));
        pages.SelectMany(p => p.Value.Links().Select(link => Site.Follow(p.Key, link))).Where(t => !t.StartsWith('/')).Should().OnlyContain(t => t.StartsWith("https://"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/cards")]
    [InlineData("/cards/LC-RX-RAL")]
    [InlineData("/value-sets/raloxifene")]
    [InlineData("/cards/nothing", 404)]
    public async Task A_page_runs_nothing_and_lets_nothing_in(string path, int status = 200)
    {
        var page = await service.Ehr.GetsAsync(path);

        page.Status.Should().Be(status);
        page.ContentType.Should().Be("text/html; charset=utf-8");
        var sheet = page.Text[(page.Text.IndexOf("<style>", StringComparison.Ordinal) + 7)..page.Text.IndexOf("</style>", StringComparison.Ordinal)];
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(sheet)));
        page.Header("Content-Security-Policy").Should().Be($"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        page.Header("X-Content-Type-Options").Should().Be("nosniff");
        page.Header("Referrer-Policy").Should().Be("no-referrer");
        page.Header("X-Frame-Options").Should().Be("DENY");
        page.Header("Cross-Origin-Opener-Policy").Should().Be("same-origin");
        page.Header("Cross-Origin-Embedder-Policy").Should().Be("require-corp");
        page.Header("Cross-Origin-Resource-Policy").Should().Be("same-origin");
        page.Header("Permissions-Policy").Should().Contain("geolocation=()").And.Contain("camera=()");
        page.Header("Server").Should().BeNull();
        page.Header("X-Powered-By").Should().BeNull();
        page.Text.Should().StartWith("<!doctype html>").And.NotContain("<script").And.NotContain("style=").And.NotContain("<img");
    }

    [Theory]
    [InlineData("/cards/LC-NOTHING")]
    [InlineData("/cards/%3Cb%3E")]
    [InlineData("/cards/LC-RX-RAL%2F..")]
    [InlineData("/value-sets/nothing")]
    public async Task An_unknown_id_gets_a_page_that_says_so(string path)
    {
        var page = await service.Ehr.GetsAsync(path);

        page.Status.Should().Be(404);
        page.Words().Should().Contain("There is no such page");
    }

    [Theory]
    [InlineData("/cards")]
    [InlineData("/cards/LC-RX-RAL")]
    [InlineData("/value-sets/raloxifene")]
    public async Task Pages_are_read_and_not_written(string path)
    {
        var head = await service.Ehr.SendsAsync("HEAD", path);
        head.Status.Should().Be(200);
        head.Text.Should().BeEmpty();
        head.ContentHeaders.ContentLength.Should().BePositive();
        (await service.Ehr.SendsAsync("POST", path)).ShouldBeRefused(405).Header("Allow").Should().Be("GET, HEAD, OPTIONS");
    }

    [Fact]
    public async Task A_value_set_lists_its_codes_with_displays_and_the_notice_of_each_code_system()
    {
        // Knowledge grows: how many codes there are is read from the value set, not known here.
        var listed = CardFolder.Load(Repository.File("cards")).Knowledge!.Concepts.First(c => c.Id == "raloxifene").ValueSet.Compose!.Include;
        int Count(string system) => listed.Where(i => i.System == system).Sum(i => i.Concept.Count);

        var words = (await service.Ehr.GetsAsync("/value-sets/raloxifene")).Words();

        words.Should().Contain("72143 Raloxifene ").And.Contain("G03XC01 raloxifene").And.Contain("109029006 Raloxifene (substance)")
            .And.Contain($"Codes RxNorm {Count("http://www.nlm.nih.gov/research/umls/rxnorm")}, ATC {Count("http://www.whocc.no/atc")}, SNOMED CT {Count("http://snomed.info/sct")}").And.Contain("National Library of Medicine").And.Contain("WHO Collaborating Centre").And.Contain("International Health Terminology Standards");
    }

    [Fact]
    public async Task A_composed_value_set_lists_the_codes_of_its_parts()
    {
        var page = await service.Ehr.GetsAsync("/value-sets/beta-agonist");

        page.Words().Should().Contain("Composed of long-acting beta-agonist").And.Contain("435 Albuterol");
        page.Links().Should().Contain("short-acting-beta-agonist").And.Contain("albuterol").And.Contain("../cards/LC-SUM01");
    }
}
