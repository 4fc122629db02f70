using System.Diagnostics;
using LegCramps.Service.Clients;
using Microsoft.Extensions.Configuration;

namespace LegCramps.Service.Tests.Clients;

/// <summary>Starts that must fail: everything that is wrong is said at once, and nothing is served.</summary>
public sealed class StartTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("legcramps-start-").FullName;

    [Fact]
    public async Task Production_without_a_client_says_what_to_configure()
    {
        var (exit, error) = await StartAsync("Production");

        exit.Should().Be(1);
        error.Should().Contain("Clients:0:Issuer").And.Contain("JwksFile or JwksUrl").And.Contain("PublicBaseUrl");
    }

    [Theory]
    [InlineData(false, null, "https://ehr.example.org/jwks.json", "PublicBaseUrl: missing")]
    [InlineData(false, "", "https://ehr.example.org/jwks.json", "PublicBaseUrl: missing")]
    [InlineData(false, "http://cds.example.org", "https://ehr.example.org/jwks.json", "PublicBaseUrl: 'http://cds.example.org' is not https")]
    [InlineData(false, "https://cds.example.org", "http://ehr.example.org/jwks.json", "Clients:0:JwksUrl: 'http://ehr.example.org/jwks.json' is not https")]
    [InlineData(true, null, "http://ehr.example.org/jwks.json", "PublicBaseUrl: missing")]
    public void What_would_let_in_strangers_or_nobody_is_said_in_one_sentence(bool isDevelopment, string? publicBaseUrl, string jwksUrl, string sentence) =>
        Problems(isDevelopment, ("Clients:0:Issuer", "https://ehr.example.org"), ("Clients:0:JwksUrl", jwksUrl), ("PublicBaseUrl", publicBaseUrl)).Should().ContainSingle().Which.Should().StartWith(sentence);

    [Theory]
    [InlineData("{\"keys\":[")]
    [InlineData("{\"keys\":[]}")]
    [InlineData("<html></html>")]
    [InlineData("{\"keys\":[{\"kty\":\"oct\",\"kid\":\"a\",\"k\":\"AAAA\"}]}")]
    [InlineData("{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-384\",\"kid\":\"a\",\"x\":\"AAAA\",\"y\":\"AAAA\"}]}")]
    [InlineData("{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"a\",\"n\":\"AAAA\",\"e\":\"AQAB\"}]}")]
    public void An_unreadable_key_file_is_said_in_one_sentence(string content)
    {
        var file = Path.Combine(folder, "jwks.json");
        File.WriteAllText(file, content);

        Problems(false, ("Clients:0:Issuer", "https://ehr.example.org"), ("Clients:0:JwksFile", file), ("PublicBaseUrl", "https://cds.example.org"))
            .Should().ContainSingle().Which.Should().StartWith($"Clients:0:JwksFile: '{file}' is not a JWK Set");
    }

    [Fact]
    public async Task Every_wrong_setting_is_named_at_once()
    {
        var (exit, error) = await StartAsync(
            "Development",
            ("LegCramps__Gate", "loose"), ("LegCramps__MaxCards", "many"), ("LegCramps__Findings", "perhaps"), ("LegCramps__Secret", "short"), ("LegCramps__MaxRequestBodyBytes", "1"),
            ("LegCramps__AllowedOrigins__0", "https://ehr.example.org/path"), ("PublicBaseUrl", "cds.example.org"),
            ("Clients__0__JwksFile", "nowhere.json"), ("Clients__0__SelectionBehavior", "all"), ("Clients__1__Issuer", "https://a"), ("Clients__1__Gate", "tight"), ("Clients__1__FhirServers__0", "x"),
            ("Clients__1__Algorithms__0", "HS256"), ("Clients__1__MaxTokenMinutes", "0"), ("Clients__1__Tenants__0", "north"), ("Clients__2__Issuer", "https://b"), ("Clients__2__CertificateThumbprint", "abc"),
            ("RequireTokenForDiscovery", "perhaps"), ("ConnectionStrings__Redis", "nonsense=1"));

        exit.Should().Be(1);
        foreach (var key in new[]
        {
            "LegCramps:Gate: 'loose' is not one of broad, balanced, strict", "LegCramps:MaxCards: 'many'", "LegCramps:Findings: 'perhaps'", "LegCramps:Secret", "LegCramps:MaxRequestBodyBytes",
            "LegCramps:AllowedOrigins", "PublicBaseUrl", "Clients:0:Issuer", "Clients:0:JwksFile", "Clients:0:SelectionBehavior", "Clients:1: needs JwksFile or JwksUrl, or CertificateThumbprint", "Clients:1:Gate", "Clients:1:FhirServers",
            "Clients:1:Algorithms: 'HS256' is not one of ES256", "Clients:1:MaxTokenMinutes", "Clients:1:Tenants", "Clients:2:CertificateThumbprint", "RequireTokenForDiscovery", "ConnectionStrings:Redis",
        })
        {
            error.Should().Contain(key);
        }

        error.Should().NotContain("short'", "a secret is not printed").And.NotContain("   at ");
    }

    [Fact]
    public async Task A_broken_card_folder_is_reported_by_file_and_line()
    {
        Copy(Repository.File("cards"), folder);
        Replace("lc-rx-ral/plandefinition.yaml", "status: active", "status: nearly");
        Replace("lc-q01/card.yaml", "summary:", "sumary:");

        var (exit, error) = await StartAsync("Development", ("LegCramps__Cards", folder));

        exit.Should().Be(1);
        error.Split('\n').Should().Contain(l => l.StartsWith("lc-rx-ral/plandefinition.yaml:")).And.Contain(l => l.StartsWith("lc-q01/card.yaml:"));
        error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().AllSatisfy(l => l.Should().MatchRegex("^[^ ]+:[0-9]+: .+"));
    }

    [Fact]
    public async Task A_missing_card_folder_is_no_service_either()
    {
        var (exit, error) = await StartAsync("Development", ("LegCramps__Cards", Path.Combine(folder, "nowhere")));

        exit.Should().Be(1);
        error.Should().NotBeEmpty().And.NotContain("   at ");
    }

    [Fact]
    public async Task With_clients_it_serves_in_Production_and_lets_nobody_else_in()
    {
        using var identity = new EhrIdentity();
        await using var service = new RunningService([.. identity.Settings(), ("environment", "Production")]);

        (await service.Ehr.OpensAChartAsync()).Status.Should().Be(401);
        (await identity.At(service).SelectsAsync(Some.Draft(Codes.Raloxifene))).ShouldShow("LCRXRAL");
        service.Log.Lines.Should().Contain(l => l.Contains("Known clients only"));
    }

    [Fact] // whoever copies it lacks nothing but the key file
    public void The_sample_for_Production_is_complete()
    {
        var configuration = new ConfigurationBuilder().AddJsonFile(Repository.File("samples", "appsettings.Production.json")).Build();

        Settings.Read(configuration, isDevelopment: false).Problems.Should().ContainSingle().Which.Should().Be("Clients:0:JwksFile: there is no file 'keys/hospital.jwks.json'");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static IReadOnlyList<string> Problems(bool isDevelopment, params (string Key, string? Value)[] settings) =>
        Configured.Read(isDevelopment, settings).Problems;

    private static async Task<(int Exit, string Error)> StartAsync(string environment, params (string Key, string Value)[] variables)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, "--urls", "http://127.0.0.1:0"]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        start.Environment["LegCramps__Cards"] = Repository.File("cards");
        foreach (var (key, value) in variables) start.Environment[key] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        (await output).Should().NotContain("Now listening");
        return (process.ExitCode, error);
    }

    private void Replace(string file, string old, string text)
    {
        var path = Path.Combine(folder, file);
        var content = File.ReadAllText(path);
        content.Should().Contain(old);
        File.WriteAllText(path, content.Replace(old, text, StringComparison.Ordinal));
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
