using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace LegCramps.Service.Tests.Limits;

/// <summary>T-01 as far as a browser goes: who has come by https once does not come without it again.</summary>
public sealed class TransportSecurityTests : IDisposable
{
    private const string Password = "for this test only";

    private readonly string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    [Theory]
    [InlineData("cds.example.org", true)]
    [InlineData("localhost", false)]
    public async Task Over_https_a_host_is_bound_to_https(string host, bool bound)
    {
        CreateCertificate();
        await using var service = new RunningService(("urls", "https://127.0.0.1:0"), ("Kestrel:Certificates:Default:Path", file), ("Kestrel:Certificates:Default:Password", Password));
        var address = service.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        // The certificate is this test's own; what is tested is a header.
#pragma warning disable CA5400, MA0039
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
#pragma warning restore CA5400, MA0039
        using var http = new HttpClient(handler);

        foreach (var path in new[] { "/", "/cds-services", "/health/live" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{address}{path}");
            request.Headers.Host = host;
            using var response = await http.SendAsync(request);

            response.StatusCode.Should().Be(HttpStatusCode.OK);
            response.Headers.TryGetValues("Strict-Transport-Security", out var values).Should().Be(bound, path);
            if (bound) values.Should().Equal("max-age=31536000");
        }
    }

    public void Dispose() => File.Delete(file);

    private void CreateCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=cds.example.org", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(100));
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pfx, Password));
    }
}
