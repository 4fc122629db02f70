using System.Net;
using System.Text.RegularExpressions;
using LegCramps.Composition;
using LegCramps.Service.Clients;
using LegCramps.Service.Limits;
using Microsoft.AspNetCore.Http;

namespace LegCramps.Service.Tests.Limits;

/// <summary>Calls a second of one client.</summary>
public sealed class RateLimitTests : IClassFixture<RateLimitTests.Limited>
{
    private readonly Limited service;
    private readonly Ehr ehr;

    public RateLimitTests(Limited service) => (this.service, ehr) = (service, service.Ehr);

    [Fact] // section 8 row 56, R-05
    public async Task Who_calls_too_often_is_told_when_to_come_back()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => ehr.OpensAChartAsync()));

        var refused = replies.Where(r => r.Status != 200).Should().NotBeEmpty().And.Subject.First();
        refused.ShouldBeRefused(429).Outcome.Issue[0].Code.Should().Be(Hl7.Fhir.Model.OperationOutcome.IssueType.Throttled);
        refused.Header("Access-Control-Allow-Origin").Should().NotBeNull("a browser must be able to read it");
        int.Parse(refused.Header("Retry-After")!).Should().BeInRange(1, 30);
        replies.Should().Contain(r => r.Status == 200);
        service.Log.Lines.Should().Contain(l => l.Contains("legcramps-patient-view 429 refused"));
        // The exporter answers for 300 ms with what it said before, and another test of this service may just have asked.
        await Eventually.Async(async () => Regex.IsMatch((await ehr.GetsAsync("/metrics")).Text, "legcramps_requests_total\\{[^}]*status=\"429\"", RegexOptions.None, TimeSpan.FromSeconds(10)), "the refusals are in the figures");
    }

    [Fact]
    public async Task After_a_while_the_client_is_answered_again()
    {
        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => ehr.OpensAChartAsync()));

        var reply = await ehr.OpensAChartAsync();
        for (var i = 0; i < 300 && reply.Status == 429; i++)
        {
            await Task.Delay(100);
            reply = await ehr.OpensAChartAsync();
        }

        reply.Status.Should().Be(200);
    }

    [Fact]
    public async Task Health_figures_and_preflights_are_never_limited()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 30).SelectMany(_ => new[]
        {
            ehr.GetsAsync("/health/live"), ehr.GetsAsync("/metrics"), ehr.SendsAsync("OPTIONS", "/cds-services/legcramps-patient-view", ("Access-Control-Request-Method", "POST")),
        }));

        replies.Should().OnlyContain(r => r.Status == 200 || r.Status == 204);
    }

    [Fact]
    public void A_known_client_counts_wherever_it_calls_from_and_an_unknown_one_by_its_address()
    {
        var here = IPAddress.Parse("192.0.2.1");
        var there = IPAddress.Parse("192.0.2.2");

        CallLimits.Partition(From(here, "https://ehr.example.org")).Should().Be(CallLimits.Partition(From(there, "https://ehr.example.org")))
            .And.NotBe(CallLimits.Partition(From(here, "https://other.example.org")));
        CallLimits.Partition(From(here)).Should().Be(CallLimits.Partition(From(here))).And.NotBe(CallLimits.Partition(From(there)));
        CallLimits.Partition(From(here, "")).Should().Be(CallLimits.Partition(From(here)), "open access has no clients");
    }

    private static DefaultHttpContext From(IPAddress address, string? client = null)
    {
        var http = new DefaultHttpContext { Connection = { RemoteIpAddress = address } };
        if (client is not null) http.Features.Set(new CdsClient { Id = client, Gate = "broad", Jurisdiction = "us", Completeness = true, Composition = new CompositionOptions { Secret = [] } });
        return http;
    }

    public sealed class Limited() : RunningService(("LegCramps:RateLimit:PermitsPerSecond", "5"), ("LegCramps:RateLimit:Burst", "5"));
}
