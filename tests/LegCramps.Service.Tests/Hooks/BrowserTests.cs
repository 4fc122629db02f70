namespace LegCramps.Service.Tests.Hooks;

/// <summary>Rows X and section 8 row 52: clients that run in a browser, such as the public sandbox.</summary>
public sealed class BrowserTests : IClassFixture<BrowserTests.WithAllowList>
{
    private const string Allowed = "https://ehr.example.org";
    private const string PatientView = "/cds-services/legcramps-patient-view";

    private readonly Ehr ehr;

    public BrowserTests(WithAllowList service) => ehr = service.Ehr;

    public static TheoryData<string> Addresses => ["/cds-services", PatientView, $"{PatientView}/", $"{PatientView}/feedback"];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task A_preflight_is_answered_without_a_token(string path)
    {
        var reply = await PreflightAsync(path, Allowed);

        reply.Status.Should().Be(204);
        reply.Header("Access-Control-Allow-Origin").Should().Be(Allowed);
        List(reply, "Access-Control-Allow-Methods").Should().BeEquivalentTo(["GET", "POST", "OPTIONS"]);
        List(reply, "Access-Control-Allow-Headers").Should().BeEquivalentTo(["authorization", "content-type", "accept"]);
        reply.Header("Access-Control-Allow-Credentials").Should().BeNull();
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task A_preflight_from_elsewhere_gets_no_permission(string path) =>
        (await PreflightAsync(path, "https://elsewhere.example.com")).Header("Access-Control-Allow-Origin").Should().BeNull();

    [Theory] // a browser that cannot read an error shows nothing at all
    [InlineData("GET", "/cds-services", 200)]
    [InlineData("POST", PatientView, 400)]
    [InlineData("GET", PatientView, 405)]
    [InlineData("POST", "/cds-services/unknown", 404)]
    [InlineData("POST", $"{PatientView}/feedback", 400)]
    [InlineData("POST", "/cds-services/unknown/feedback", 404)]
    public async Task Answers_and_errors_alike_can_be_read(string method, string path, int status)
    {
        var reply = await ehr.SendsAsync(method, path);

        reply.Status.Should().Be(status);
        reply.Header("Access-Control-Allow-Origin").Should().Be(Allowed);
    }

    [Fact]
    public async Task In_Development_any_origin_may_call_unless_some_are_named()
    {
        await using var open = new RunningService();

        (await open.Ehr.SendsAsync("OPTIONS", PatientView, ("Origin", "https://elsewhere.example.com"), ("Access-Control-Request-Method", "POST")))
            .Header("Access-Control-Allow-Origin").Should().Be("*");
    }

    private static string[] List(Reply reply, string header) => reply.Header(header)!.Split(',', StringSplitOptions.TrimEntries);

    private async Task<Reply> PreflightAsync(string path, string origin)
    {
        var request = new HttpRequestMessage(HttpMethod.Options, path);
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "authorization,content-type");
        return await ehr.SendsAsync(request);
    }

    public sealed class WithAllowList() : RunningService(("LegCramps:AllowedOrigins:0", Allowed));
}
