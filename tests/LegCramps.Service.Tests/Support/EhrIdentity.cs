using System.Globalization;
using System.Security.Cryptography;

namespace LegCramps.Service.Tests.Support;

/// <summary>A client as a site configures it: its issuer, its key, and the file with the public half.</summary>
internal sealed class EhrIdentity : IDisposable
{
    public const string PublicBaseUrl = "https://cds.example.org/legcramps";
    public const string PatientView = "/cds-services/legcramps-patient-view";

    private readonly string file = Path.Combine(Path.GetTempPath(), $"legcramps-{RandomNumberGenerator.GetHexString(16)}.jwks.json");

    public EhrIdentity(string algorithm = "ES384", string issuer = "https://ehr.example.org/fhir")
    {
        (Key, Issuer) = (SigningKey.Create(algorithm), issuer);
        Publishes(Key);
    }

    public SigningKey Key { get; set; }

    public string Issuer { get; }

    /// <summary>The tenant that its tokens name.</summary>
    public string? Tenant { get; init; }

    public string JwksFile => file;

    /// <summary>Writes what the EHR publishes as a whole, as a careful operator does.</summary>
    public void Publishes(params SigningKey[] keys)
    {
        File.WriteAllText($"{file}.new", SigningKey.Jwks(keys));
        File.Move($"{file}.new", file, overwrite: true);
    }

    /// <summary>The n-th client of a configuration.</summary>
    public (string, string)[] Settings(int n = 0, params (string Key, string Value)[] more) =>
    [
        ("PublicBaseUrl", PublicBaseUrl),
        ($"Clients:{n}:Issuer", Issuer),
        .. more.Any(m => m.Key is "JwksUrl" or "JwksFile") ? Array.Empty<(string, string)>() : [($"Clients:{n}:JwksFile", file)],
        .. more.Select(m => ($"Clients:{n}:{m.Key}", m.Value)),
    ];

    /// <summary>A token for one call of this path, good for five minutes from now on.</summary>
    public Token Token(DateTimeOffset now, string path = PatientView) => new Token(
        Key,
        new JsonObject { ["alg"] = Key.Algorithm, ["typ"] = "JWT", ["kid"] = Key.Kid },
        new JsonObject
        {
            ["iss"] = Issuer,
            ["aud"] = PublicBaseUrl + path,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(5).ToUnixTimeSeconds(),
            ["jti"] = RandomNumberGenerator.GetHexString(32),
        }).With("tenant", Tenant);

    /// <summary>This EHR before a service: each of its calls carries a token of its own.</summary>
    public Ehr At(RunningService service, Func<Token, Token>? changed = null) => new(
        service.CreateClient(),
        path => $"Bearer {(changed ?? (t => t))(Token(service.Day.GetUtcNow(), path)).Signed}");

    public void Dispose() => File.Delete(file);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Issuer} ({Key.Algorithm})");
}
