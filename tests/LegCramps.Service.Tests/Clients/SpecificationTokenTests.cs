namespace LegCramps.Service.Tests.Clients;

/// <summary>
/// The token that the CDS Hooks specification prints, with the public key it prints beside it (HL7/cds-hooks, input/pagecontent/index.md,
/// section "Example", 24 June 2026): made by others, with other libraries.
/// </summary>
public sealed class SpecificationTokenTests : IDisposable
{
    private const string Jwks =
        """
        {"keys":[{"kty":"EC","use":"sig","crv":"P-384","kid":"example-kid",
        "x":"46SDH7Znh821wblCBglA61sNE9ZrHYKKt3qRtRTmSXyOI_FIGBLWrWa0GPUkDCEk","y":"XMcRuuoGW7CXjQdy-F5i3FeBE0x9hPLdeFdSoDd3ELmx404tLX0VRRcqzAsPhXcI","alg":"ES384"}]}
        """;

    private const string Printed =
        "eyJhbGciOiJFUzM4NCIsInR5cCI6IkpXVCIsImtpZCI6ImV4YW1wbGUta2lkIiwiamt1IjoiaHR0cHM6Ly9maGlyLWVoci5leGFtcGxlLmNvbS9qd2tfdXJpIn0"
        + ".eyJpc3MiOiJodHRwczovL2ZoaXItZWhyLmV4YW1wbGUuY29tLyIsImF1ZCI6Imh0dHBzOi8vY2RzLmV4YW1wbGUub3JnL2Nkcy1zZXJ2aWNlcy9zb21lLXNlcnZpY2UiLCJleHAiOjE0MjI1Njg4NjAsImlhdCI6MTMxMTI4MDk3MCwianRpIjoiZWUyMmIwMjEtZTFiNy00NjExLWJhNWItOGVlYzZhMzNhYzFlIiwidGVuYW50IjoiMmRkZDZjM2EtOGU5YS00NGM2LWEzMDUtNTIxMTFhZDMwMmEyIn0"
        + ".d1WfLjGRKlcWB94l9do4cM8REXeYJLL6SGUBO8VHZhfM8mwKYP70EMxJ67War4TQblEpaQrp11wx5p7oPFm2ETYgCicS84vXWEIYTdjooZdooCSDf2L8-i4awdoUwiEb";

    private readonly string file = Path.Combine(Directory.CreateTempSubdirectory("legcramps-jwks-").FullName, "jwks.json");

    public SpecificationTokenTests() => File.WriteAllText(file, Jwks);

    [Fact]
    public async Task It_is_accepted_in_its_time_once()
    {
        await using var service = Service();
        service.Day.Today = new DateOnly(2014, 6, 1);
        var ehr = Sends(service, Printed);

        (await ehr.OpensAChartAsync()).Status.Should().Be(200);
        ForgeryTests.ShouldBeUnauthorized(await ehr.OpensAChartAsync());
    }

    [Theory]
    [InlineData(2011, 7, 20, "iat lies in the future")]
    [InlineData(2015, 1, 31, "expired")]
    [InlineData(2026, 11, 23, "expired")]
    public async Task It_is_refused_at_any_other_time(int year, int month, int day, string reason)
    {
        await using var service = Service();
        service.Day.Today = new DateOnly(year, month, day);

        ForgeryTests.ShouldBeUnauthorized(await Sends(service, Printed).OpensAChartAsync());
        service.Log.Lines.Should().Contain(l => l.Contains(reason));
    }

    [Fact]
    public async Task With_one_bit_of_its_signature_changed_it_is_refused()
    {
        await using var service = Service();
        service.Day.Today = new DateOnly(2014, 6, 1);

        ForgeryTests.ShouldBeUnauthorized(await Sends(service, Printed.Replace(".d1Wf", ".d1Xf", StringComparison.Ordinal)).OpensAChartAsync());
        service.Log.Lines.Should().Contain(l => l.Contains("signature does not hold"));
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);

    // It lives for three and a half years, which nobody should allow.
    private RunningService Service() => new(
        ("PublicBaseUrl", "https://cds.example.org"), ("Clients:0:Issuer", "https://fhir-ehr.example.com/"), ("Clients:0:JwksFile", file), ("Clients:0:JwksUrl", "https://fhir-ehr.example.com/jwk_uri"),
        ("Clients:0:Audiences:0", "https://cds.example.org/cds-services/some-service"), ("Clients:0:MaxTokenMinutes", "2000000"), ("Clients:0:Tenants:0", "2ddd6c3a-8e9a-44c6-a305-52111ad302a2"));

    private static Ehr Sends(RunningService service, string token) => new(service.CreateClient(), _ => $"Bearer {token}");
}
