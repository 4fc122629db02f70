using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LegCramps.Service.Tests.Clients;

/// <summary>T-03: mutual TLS, with real certificates on a real socket.</summary>
public sealed class CertificateTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("legcramps-tls-").FullName;
    private readonly X509Certificate2 certificate = Certificates.SelfSigned("ehr");
    private readonly X509Certificate2 strangers = Certificates.SelfSigned("ehr");

    [Fact]
    public async Task A_client_without_keys_is_known_by_its_certificate_alone()
    {
        await using var service = Service(("Clients:0:Issuer", "https://ehr.example.org"), ("Clients:0:CertificateThumbprint", Thumbprint(certificate)), ("Clients:0:Gate", "strict"));

        (await Presenting(service, certificate).SelectsAsync(Some.Draft(Codes.Raloxifene))).ShouldBeSilent();
        ForgeryTests.ShouldBeUnauthorized(await Presenting(service, strangers).OpensAChartAsync());
        ForgeryTests.ShouldBeUnauthorized(await Presenting(service, null).OpensAChartAsync());
    }

    [Fact] // a proxy's headers say nothing: anybody can send them
    public async Task A_certificate_in_a_header_is_no_certificate()
    {
        await using var service = Service(("Clients:0:Issuer", "https://ehr.example.org"), ("Clients:0:CertificateThumbprint", Thumbprint(certificate)));
        var pem = Convert.ToBase64String(certificate.RawData);

        foreach (var header in new[] { "X-Client-Cert", "X-ARR-ClientCert", "X-Forwarded-Client-Cert", "X-SSL-CERT" })
            ForgeryTests.ShouldBeUnauthorized(await Presenting(service, null).SendsAsync("POST", EhrIdentity.PatientView, (header, pem)));
    }

    [Fact]
    public async Task A_client_with_keys_and_a_certificate_must_show_both()
    {
        using var identity = new EhrIdentity();
        using var other = new EhrIdentity(issuer: "https://other.example.org");
        await using var service = Service([.. identity.Settings(0, ("CertificateThumbprint", Colons(Thumbprint(certificate)))), .. other.Settings(1)]);

        (await Presenting(service, certificate, identity).OpensAChartAsync()).Status.Should().Be(200);
        ForgeryTests.ShouldBeUnauthorized(await Presenting(service, null, identity).OpensAChartAsync());
        ForgeryTests.ShouldBeUnauthorized(await Presenting(service, strangers, identity).OpensAChartAsync());
        ForgeryTests.ShouldBeUnauthorized(await Presenting(service, certificate).OpensAChartAsync());
        (await Presenting(service, null, other).OpensAChartAsync()).Status.Should().Be(200, "a client that is not configured with a certificate needs none");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_certificate_counts_in_its_time_only(bool inTime)
    {
        using var brief = Certificates.SelfSigned("ehr", days: 300);
        await using var service = Service(("Clients:0:Issuer", "https://ehr.example.org"), ("Clients:0:CertificateThumbprint", Thumbprint(brief)));
        service.Day.Today = inTime ? new DateOnly(2026, 10, 1) : new DateOnly(2026, 11, 23);

        (await Presenting(service, brief).OpensAChartAsync()).Status.Should().Be(inTime ? 200 : 401);
    }

    [Fact] // a stranger's certificate names addresses where more of its chain could be had
    public async Task A_strangers_certificate_causes_no_request()
    {
        using var canary = new Canary();
        using var pointing = Certificates.SignedByStranger("ehr", canary.Url);
        await using var service = Service(("Clients:0:Issuer", "https://ehr.example.org"), ("Clients:0:CertificateThumbprint", Thumbprint(certificate)));

        ForgeryTests.ShouldBeUnauthorized(await Presenting(service, pointing).OpensAChartAsync());

        canary.Connections.Should().Be(0);
    }

    public void Dispose()
    {
        certificate.Dispose();
        strangers.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private RunningService Service(params (string, string)[] settings) => new([.. Certificates.ServerSettings(folder), ("PublicBaseUrl", EhrIdentity.PublicBaseUrl), .. settings]);

    private static Ehr Presenting(RunningService service, X509Certificate2? certificate, EhrIdentity? identity = null)
    {
        var address = service.CreateClient().BaseAddress!;
        address.Scheme.Should().Be("https");
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.GetCertHashString() == Certificates.Server.GetCertHashString();
        if (certificate is not null) handler.SslOptions.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, null, offline: true);
        return new Ehr(new HttpClient(handler) { BaseAddress = address }, identity is null ? null : path => $"Bearer {identity.Token(service.Day.GetUtcNow(), path).Signed}");
    }

    private static string Thumbprint(X509Certificate2 certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256);

    private static string Colons(string thumbprint) => string.Join(':', thumbprint.Chunk(2).Select(pair => new string(pair).ToLowerInvariant()));
}
