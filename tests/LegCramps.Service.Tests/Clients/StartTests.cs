using System.Diagnostics;

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
    [InlineData("Production")]
    [InlineData("Staging")]
    public async Task Outside_Development_it_does_not_start_until_tokens_can_be_verified(string environment)
    {
        var (exit, error) = await StartAsync(environment, ("Clients__0__Issuer", "https://ehr.example.org"), ("Clients__0__JwksUrl", "https://ehr.example.org/jwks.json"));

        exit.Should().Be(1);
        error.Trim().Should().Be("This version cannot verify client tokens yet; run it in the Development environment behind your own gateway");
    }

    [Fact]
    public async Task Every_wrong_setting_is_named_at_once()
    {
        var (exit, error) = await StartAsync(
            "Development",
            ("LegCramps__Gate", "loose"), ("LegCramps__MaxCards", "many"), ("LegCramps__Findings", "perhaps"), ("LegCramps__Secret", "short"), ("LegCramps__MaxRequestBodyBytes", "1"),
            ("LegCramps__AllowedOrigins__0", "https://ehr.example.org/path"), ("PublicBaseUrl", "cds.example.org"),
            ("Clients__0__JwksFile", "nowhere.json"), ("Clients__0__SelectionBehavior", "all"), ("Clients__1__Issuer", "https://a"), ("Clients__1__Gate", "tight"), ("Clients__1__FhirServers__0", "x"));

        exit.Should().Be(1);
        foreach (var key in new[]
        {
            "LegCramps:Gate: 'loose' is not one of broad, balanced, strict", "LegCramps:MaxCards: 'many'", "LegCramps:Findings: 'perhaps'", "LegCramps:Secret", "LegCramps:MaxRequestBodyBytes",
            "LegCramps:AllowedOrigins", "PublicBaseUrl", "Clients:0:Issuer", "Clients:0:JwksFile", "Clients:0:SelectionBehavior", "Clients:1: needs either JwksFile or JwksUrl", "Clients:1:Gate", "Clients:1:FhirServers",
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

    public void Dispose() => Directory.Delete(folder, recursive: true);

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
