using LegCramps.Service.Clients;
using Microsoft.Extensions.Configuration;

namespace LegCramps.Service.Tests;

/// <summary>What is for operators and committees is not on the address that the internet may reach.</summary>
public sealed class ManagementAddressTests
{
    private static readonly string[] Guarded = ["/", "/cards", "/cards/LC-RX-RAL", "/cards/nothing", "/value-sets/raloxifene", "/metrics"];

    private static readonly string[] Everywhere = ["/health/live", "/cds-services"];

    private readonly int open = FreePort.Next();
    private readonly int management = FreePort.Next();

    [Fact]
    public async Task Pages_and_figures_are_on_the_management_address_only()
    {
        using var service = await StartedService.StartAsync(["--urls", $"http://127.0.0.1:{open}"], ("Management__Urls", Url(management)));

        foreach (var path in Guarded)
        {
            foreach (var method in new[] { "GET", "HEAD", "POST", "OPTIONS" })
            {
                var reply = await StartedService.At(open).SendsAsync(method, path);
                if (method == "HEAD") reply.Status.Should().Be(404, path);
                else reply.ShouldBeRefused(404).Text.Should().Be((await StartedService.At(open).GetsAsync("/nowhere")).Text);
            }

            (await StartedService.At(management).GetsAsync(path)).Status.Should().Be(path == "/cards/nothing" ? 404 : 200, path);
        }

        foreach (var path in Everywhere)
        {
            (await StartedService.At(open).GetsAsync(path)).Status.Should().Be(200, path);
            (await StartedService.At(management).GetsAsync(path)).Status.Should().Be(200, path);
        }

        service.Output.Should().Contain(l => l.Contains($"are served on {Url(management)} only"));
    }

    [Fact]
    public async Task The_port_that_a_container_sets_stays_the_public_one_and_a_Host_header_opens_no_door()
    {
        using var service = await StartedService.StartAsync([], ("ASPNETCORE_HTTP_PORTS", $"{open}"), ("Management__Urls", Url(management)));

        (await StartedService.At(open).GetsAsync("/cds-services")).Status.Should().Be(200);
        (await StartedService.At(open).SendsAsync("GET", "/metrics", ("Host", $"127.0.0.1:{management}"), ("X-Forwarded-Port", $"{management}"))).ShouldBeRefused(404);
        (await StartedService.At(management).SendsAsync("GET", "/metrics", ("Host", $"127.0.0.1:{open}"))).Status.Should().Be(200);
    }

    [Theory]
    [InlineData("urls", "https://cds:443;http://*:8080", "urls", "https://cds:443;http://*:8080;http://127.0.0.1:5081")]
    [InlineData("http_ports", "8080", "urls", "http://*:8080;http://127.0.0.1:5081")]
    [InlineData("nothing", "said", "urls", "http://localhost:5000;http://127.0.0.1:5081")]
    [InlineData("Kestrel:Endpoints:Public:Url", "https://*:443", "Kestrel:Endpoints:Management0:Url", "http://127.0.0.1:5081")]
    public void It_joins_the_public_address_whichever_way_that_is_said(string key, string value, string where, string expected)
    {
        var configuration = new ConfigurationManager { [key] = value };

        configuration.AddManagementAddress(Settings.Read(configuration, isDevelopment: false));

        configuration[where].Should().Be(expected);
        configuration[key].Should().StartWith(value);
    }

    [Fact]
    public void Outside_Development_it_is_on_loopback_unless_somebody_says_otherwise()
    {
        Configured.Read(isDevelopment: false).ManagementUrls.Should().Equal("http://127.0.0.1:5081");
        Configured.Read(isDevelopment: false, ("Management:Urls", "")).ManagementUrls.Should().Equal("http://127.0.0.1:5081");
        Configured.Read(isDevelopment: true).ManagementUrls.Should().BeEmpty();
        Configured.Read(isDevelopment: false, ("Management:Urls", "http://10.0.0.5:9000;http://[::1]:9000")).ManagementUrls.Should().Equal("http://10.0.0.5:9000", "http://[::1]:9000");
    }

    [Theory]
    [InlineData("nonsense", "is not an http or https URL")]
    [InlineData("ftp://127.0.0.1:5081", "is not an http or https URL")]
    [InlineData("http://unix:/tmp/socket", "is not an http or https URL")]
    [InlineData("http://127.0.0.1:0", "is not an http or https URL with a port")]
    [InlineData("http://127.0.0.1:5081/path", "is not an http or https URL")]
    [InlineData("http://*:8080", "port 8080 is the public one")]
    public void A_wrong_address_is_named(string url, string problem) =>
        Configured.Read(isDevelopment: true, ("urls", "http://localhost:8080"), ("Management:Urls", url)).Problems.Should().ContainSingle(p => p.StartsWith("Management:Urls: ") && p.Contains(problem));

    [Theory]
    [InlineData("http_ports", "5081")]
    [InlineData("https_ports", "8443;5081")]
    [InlineData("Kestrel:Endpoints:Https:Url", "https://*:5081")]
    [InlineData("urls", "http://localhost:80;http://+:5081")]
    public void Wherever_the_public_port_comes_from_it_may_not_be_the_same(string key, string value) =>
        Configured.Read(isDevelopment: true, (key, value), ("Management:Urls", "http://127.0.0.1:5081")).Problems.Should().ContainSingle(p => p.Contains("port 5081 is the public one"));

    [Fact]
    public void A_card_never_links_to_a_page_that_its_reader_cannot_open()
    {
        var address = ("PublicBaseUrl", "https://cds.example.org/");

        Configured.Read(isDevelopment: true, address).CardPages.Should().Be("https://cds.example.org/cards");
        Configured.Read(isDevelopment: false, address).CardPages.Should().BeNull();
        Configured.Read(isDevelopment: false, address, ("CardPagesUrl", "https://intranet.example.org/legcramps/cards/")).CardPages.Should().Be("https://intranet.example.org/legcramps/cards");
        Configured.Read(isDevelopment: false, address, ("CardPagesUrl", "intranet")).Problems.Should().Contain(p => p.StartsWith("CardPagesUrl: "));
    }

    private static string Url(int port) => $"http://127.0.0.1:{port}";
}
