using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LegCramps.Service.Clients;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LegCramps.Benchmarks;

/// <summary>What it costs to know who calls, against the bare signature of the same tokens in the same round; in process, and in CPU time of a service over HTTP.</summary>
internal static class TokenBenchmark
{
    private const string Issuer = "https://ehr.example.org";
    private const string PublicBaseUrl = "https://cds.example.org";
    private const string Path = "/cds-services/legcramps-patient-view";

    public static async Task RunAsync(int rounds, int calls)
    {
        var jwks = System.IO.Path.GetTempFileName();
        try
        {
            Console.WriteLine("Tokens, medians of {0} interleaved rounds of {1} tokens, microseconds each; signature = the bare verification", rounds, calls);
            Console.WriteLine("{0,-6} {1,10} {2,10} {3,8} {4,10} {5,8} {6,12} {7,12} {8,8}", "alg", "signature", "library", "ratio", "whole", "ratio", "http cpu", "open cpu", "ratio");
            foreach (var key in new[] { Key.Create("ES384"), Key.Create("RS384") })
            {
                await File.WriteAllTextAsync(jwks, key.Jwks);
                await RunAsync(key, jwks, rounds, calls);
            }
        }
        finally
        {
            File.Delete(jwks);
        }
    }

    private static async Task RunAsync(Key key, string jwks, int rounds, int calls)
    {
        (string Key, string Value)[] settings = [("PublicBaseUrl", PublicBaseUrl), ("Clients:0:Issuer", Issuer), ("Clients:0:JwksFile", jwks)];
        await using var trust = Trust(settings);
        await using var known = await ServiceProcess.StartAsync([.. settings.Select(s => (s.Key.Replace(":", "__", StringComparison.Ordinal), s.Value))]);
        await using var open = await ServiceProcess.StartAsync();
        var body = Charts.PatientView(20_000);
        var (raw, library, whole, http, anybody) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = -1; round < rounds; round++)
        {
            var tokens = Enumerable.Range(0, calls).Select(_ => key.Token()).ToArray();
            var sent = Enumerable.Range(0, calls).Select(_ => key.Token()).ToArray();
            var verified = tokens.Select(Key.Parts).ToArray();
            var r = await MicrosecondsAsync(verified, parts => Task.FromResult(key.Verifies(parts)));
            var l = await MicrosecondsAsync(tokens, key.ValidatesAsync);
            var w = await MicrosecondsAsync(tokens, token => IsLetInAsync(trust, token));
            var h = await CpuAsync(known, body, sent);
            var a = await CpuAsync(open, body, sent);
            // The first round warms everything.
            if (round < 0) continue;
            raw.Add(r);
            library.Add(l);
            whole.Add(w);
            http.Add(h);
            anybody.Add(a);
        }

        var overHttp = Median([.. http.Zip(anybody, (h, a) => h - a).Zip(raw, (auth, r) => auth / r)]);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{key.Algorithm,-6} {Median(raw),10:F1} {Median(library),10:F1} {Median(Ratio(library, raw)),8:F2} {Median(whole),10:F1} {Median(Ratio(whole, raw)),8:F2} {Median(http),12:F1} {Median(anybody),12:F1} {overHttp,8:F2}"));
    }

    private static ServiceProvider Trust((string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create<string, string?>(s.Key, s.Value))).Build();
        var services = new ServiceCollection();
        var read = Settings.Read(configuration, isDevelopment: true);
        services.AddLogging().AddSingleton<IConfiguration>(configuration).AddSingleton(read).AddSingleton(TimeProvider.System);
        services.AddClientTrust(read, new DeploymentSecret(RandomNumberGenerator.GetBytes(32), Lasts: false));
        return services.BuildServiceProvider();
    }

    private static async Task<bool> IsLetInAsync(IServiceProvider trust, string token)
    {
        using var scope = trust.CreateScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        http.Request.Path = Path;
        http.Request.Headers.Authorization = $"Bearer {token}";
        return (await trust.GetRequiredService<ClientCheck>().WhoCallsAsync(http)).Client is not null;
    }

    private static async Task<double> MicrosecondsAsync<T>(T[] inputs, Func<T, Task<bool>> accepts)
    {
        var started = Stopwatch.GetTimestamp();
        foreach (var input in inputs)
        {
            if (!await accepts(input)) throw new InvalidOperationException("a good token was refused");
        }

        return Stopwatch.GetElapsedTime(started).TotalMicroseconds / inputs.Length;
    }

    private static async Task<double> CpuAsync(ServiceProcess service, byte[] body, string[] tokens)
    {
        var before = service.Cpu;
        foreach (var token in tokens)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new("application/json");
            request.Headers.Authorization = new("Bearer", token);
            using var response = await service.Http.SendAsync(request);
            response.EnsureSuccessStatusCode();
        }

        return (service.Cpu - before).TotalMicroseconds / tokens.Length;
    }

    private static List<double> Ratio(List<double> values, List<double> floor) => [.. values.Zip(floor, (v, f) => v / f)];

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    /// <summary>A key, and both ways to verify what it signed.</summary>
    private sealed class Key
    {
        private readonly ECDsa? curve;
        private readonly RSA? rsa;
        private readonly SigningCredentials credentials;
        private readonly TokenValidationParameters parameters;
        private readonly JsonWebTokenHandler handler = new();

        private Key(ECDsa? curve, RSA? rsa, SecurityKey key, string algorithm)
        {
            (this.curve, this.rsa, Algorithm) = (curve, rsa, algorithm);
            key.KeyId = "benchmark";
            credentials = new SigningCredentials(key, algorithm);
            parameters = new() { IssuerSigningKey = key, ValidateAudience = false, ValidIssuer = Issuer };
        }

        public string Algorithm { get; }

        public string Jwks
        {
            get
            {
                var jwk = curve is not null
                    ? JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(ECDsa.Create(curve.ExportParameters(false))))
                    : JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(rsa!.ExportParameters(false)));
                return curve is not null
                    ? $$"""{"keys":[{"kid":"benchmark","kty":"EC","crv":"P-384","x":"{{jwk.X}}","y":"{{jwk.Y}}"}]}"""
                    : $$"""{"keys":[{"kid":"benchmark","kty":"RSA","n":"{{jwk.N}}","e":"{{jwk.E}}"}]}""";
            }
        }

        public static Key Create(string algorithm)
        {
            if (algorithm == "ES384" && ECDsa.Create(ECCurve.NamedCurves.nistP384) is var curve) return new(curve, null, new ECDsaSecurityKey(curve), algorithm);
            var rsa = RSA.Create(2048);
            return new(null, rsa, new RsaSecurityKey(rsa), algorithm);
        }

        public string Token() => handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = PublicBaseUrl + Path,
            IssuedAt = TimeProvider.System.GetUtcNow().UtcDateTime,
            Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(30),
            Claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["jti"] = RandomNumberGenerator.GetHexString(32) },
            SigningCredentials = credentials,
        });

        public static (byte[] Signed, byte[] Signature) Parts(string token) => (Encoding.ASCII.GetBytes(token[..token.LastIndexOf('.')]), Base64UrlEncoder.DecodeBytes(token[(token.LastIndexOf('.') + 1)..]));

        public bool Verifies((byte[] Signed, byte[] Signature) token) => curve is not null
            ? curve.VerifyData(token.Signed, token.Signature, HashAlgorithmName.SHA384)
            : rsa!.VerifyData(token.Signed, token.Signature, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1);

        public async Task<bool> ValidatesAsync(string token) => (await handler.ValidateTokenAsync(token, parameters)).IsValid;
    }
}
