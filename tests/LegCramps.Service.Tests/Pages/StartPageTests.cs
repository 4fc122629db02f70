namespace LegCramps.Service.Tests.Pages;

/// <summary>The page for whoever opens the address in a browser.</summary>
[Collection(OneService.Name)]
public sealed class StartPageTests(RunningService service)
{
    [Fact]
    public async Task It_says_what_this_is_what_it_is_not_and_where_the_cards_are()
    {
        var page = await service.Ehr.GetsAsync("/");

        page.Status.Should().Be(200);
        page.ContentType.Should().Be("text/html; charset=utf-8");
        page.Text.Should().Contain("Not a medical device").And.Contain("not been signed off by a clinician").And.Contain("Open access")
            .And.Contain("/cds-services/legcramps-order-sign").And.MatchRegex("<a href=\"cards\">All [0-9]+ cards</a>");
    }
}
