using LegCramps.Service.Commands;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LegCramps.Service.Tests.Commands;

/// <summary><c>doctor</c>: a table that a person can act on.</summary>
public sealed class DoctorTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("legcramps-doctor-").FullName;

    [Fact]
    public async Task A_service_for_known_clients_passes_every_check()
    {
        using var identity = new EhrIdentity();
        await using var service = new Today([.. identity.Settings(), ("LegCramps:AllowedOrigins:0", "https://ehr.example.org")]);

        var (exit, output) = await DoctorAsync("--url", service.Address.ToString(), "--client-issuer", identity.Issuer, "--key", PrivateKey(identity), "--audience", EhrIdentity.PublicBaseUrl, "--origin", "https://ehr.example.org", "--calls", "3");

        foreach (var line in new[]
        {
            "warning  TLS", "ok       discovery                      3 services", "ok       browsers from https://ehr.example.org", "ok       no token                       401, without a word", "ok       garbage for a token            401",
            "ok       alg none                       401", "ok       HS256                          401", "ok       a stranger's signature         401", "ok       aud of another service         401", "ok       expired                        401",
            "ok       issued in the future           401", "ok       a call, then the token again   200, then 401", "ok       no prefetch                    412", "ok       latency                        3 calls: median", " 0 failed",
        })
        {
            output.Should().Contain(line);
        }

        exit.Should().Be(0, output);
    }

    [Fact]
    public async Task Open_access_fails_and_says_what_to_do()
    {
        await using var service = new Today();

        var (exit, output) = await DoctorAsync("--url", service.Address.ToString(), "--calls", "3");

        exit.Should().Be(1);
        output.Should().Contain("FAILED   no token                       answered: access is open").And.Contain("-> run it outside Development with Clients configured")
            .And.Contain("warning  browsers from anywhere").And.Contain("ok       no prefetch                    412");
    }

    [Fact] // the wrong address is the most frequent mistake
    public async Task A_wrong_audience_is_pointed_out()
    {
        using var identity = new EhrIdentity();
        await using var service = new Today(identity.Settings());

        var (exit, output) = await DoctorAsync("--url", service.Address.ToString(), "--client-issuer", identity.Issuer, "--key", PrivateKey(identity));

        exit.Should().Be(1);
        output.Should().Contain("FAILED   a call                         401").And.Contain("PublicBaseUrl is not the address that clients call (--audience)");
    }

    [Fact]
    public async Task A_certificate_that_convinces_nobody_fails()
    {
        await using var service = new Today([.. Certificates.ServerSettings(folder)]);

        var (exit, output) = await DoctorAsync("--url", service.Address.ToString());

        exit.Should().Be(1);
        output.Should().MatchRegex("FAILED   TLS +certificate until 2035-12-30, not trusted").And.Contain("FAILED   discovery                      cannot be reached");
    }

    [Fact]
    public async Task Nobody_there_is_said_too()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        var port = ((System.Net.IPEndPoint)silent.LocalEndpoint).Port;
        silent.Stop();

        var (exit, output) = await DoctorAsync("--url", $"https://127.0.0.1:{port}");

        exit.Should().Be(1);
        output.Should().Contain("FAILED   TLS                            no connection").And.NotContain("   at ");
    }

    [Theory]
    [InlineData("doctor", "--url", "cds.example.org")]
    [InlineData("doctor", "--url", "https://cds.example.org", "--key", "nowhere.jwk", "--client-issuer", "https://ehr.example.org")]
    [InlineData("doctor", "--calls", "0")]
    public async Task Wrong_arguments_are_no_diagnosis(params string[] args) => (await CommandLine.RunAsync(args, TextWriter.Null, TextWriter.Null)).Should().Be(2);

    [Fact]
    public async Task A_configuration_is_checked_without_a_service()
    {
        using var identity = new EhrIdentity();
        await using var jwks = await JwksServer.StartAsync(identity.Key);
        var (exit, output) = await ConfigurationAsync(
            ("PublicBaseUrl", "https://cds.example.org"), ("Clients:0:Issuer", identity.Issuer), ("Clients:0:JwksFile", identity.JwksFile),
            ("Clients:1:Issuer", "https://url.example.org"), ("Clients:1:JwksUrl", jwks.Url), ("LegCramps:Secret", "a secret of some length"));

        output.Should().Contain($"ok       client {identity.Issuer}").And.Contain($"1 keys at {jwks.Url}").And.Contain("ok       secret                         configured").And.Contain("ok       access                         2 known clients").And.MatchRegex("ok       cards +[0-9]+ cards in ");
        exit.Should().Be(0, output);
    }

    [Fact]
    public async Task Whatever_is_wrong_with_a_configuration_is_in_the_table()
    {
        var (exit, output) = await ConfigurationAsync(
            ("Clients:0:Issuer", "https://a.example.org"), ("Clients:0:JwksFile", "nowhere.json"), ("Clients:1:Issuer", "https://b.example.org"), ("Clients:1:JwksUrl", "http://127.0.0.1:1/jwks"),
            ("ConnectionStrings:Redis", "127.0.0.1:1,connectTimeout=200"), ("Store:Provider", "PostgreSql"), ("ConnectionStrings:Store", "Host=127.0.0.1;Port=1;Database=legcramps;Password=kept-to-itself"), ("LegCramps:Gate", "loose"));

        exit.Should().Be(1);
        foreach (var line in new[] { "FAILED   settings                       LegCramps:Gate: 'loose'", "FAILED   settings                       PublicBaseUrl: missing", "FAILED   client https://a.example.org", "FAILED   client https://b.example.org", "FAILED   Redis                          cannot be reached", "FAILED   store                          PostgreSQL cannot be reached" })
            output.Should().Contain(line);
        output.Should().NotContain("kept-to-itself");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task<(int Exit, string Output)> DoctorAsync(params string[] args)
    {
        var output = new StringWriter();
        return (await CommandLine.RunAsync(["doctor", .. args], output, output), output.ToString());
    }

    private static async Task<(int Exit, string Output)> ConfigurationAsync(params (string Key, string Value)[] settings)
    {
        var builder = Program.Builder([]);
        builder.Environment.EnvironmentName = "Development";
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create<string, string?>("LegCramps:Cards", Repository.File("cards")), .. settings.Select(s => KeyValuePair.Create<string, string?>(s.Key, s.Value))]);
        var output = new StringWriter();
        return (await Doctor.ExamineConfigurationAsync(builder, output), output.ToString());
    }

    private string PrivateKey(EhrIdentity identity)
    {
        var file = Path.Combine(folder, "private.jwk");
        File.WriteAllText(file, identity.Key.PrivateJwk.ToJsonString());
        return file;
    }

    /// <summary>A service whose clock is right.</summary>
    private sealed class Today(params (string, string)[] settings) : RunningService(settings)
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton(TimeProvider.System)));
        }
    }
}
