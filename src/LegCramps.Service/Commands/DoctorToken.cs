using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LegCramps.Service.Commands;

/// <summary>Tokens of a client that lends <c>doctor</c> its name and, for what must be accepted, its private key.</summary>
/// <param name="Issuer">The configured issuer.</param>
/// <param name="Audience">The address under which the service knows itself.</param>
/// <param name="Key">Its private key as a JWK; null leaves the checks out that need it.</param>
internal sealed record DoctorToken(string Issuer, string Audience, JsonWebKey? Key)
{
    /// <summary>The key in the file, or null when there is none in it.</summary>
    public static JsonWebKey? ReadKey(string file)
    {
        try
        {
            return new JsonWebKey(File.ReadAllText(file)) is { HasPrivateKey: true, Kid.Length: > 0 } key ? key : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    public string Good(DateTimeOffset now, string path) => Signed(Payload(now, path), new SigningCredentials(Key!, Key!.Alg ?? (Key.Kty == "RSA" ? "RS384" : Key.Crv switch { "P-256" => "ES256", "P-521" => "ES512", _ => "ES384" })));

    public string Unsigned(DateTimeOffset now, string path) => new JsonWebTokenHandler().CreateToken(Payload(now, path).ToJsonString());

    /// <summary>By a secret that nobody shares.</summary>
    public string BySecret(DateTimeOffset now, string path) =>
        Signed(Payload(now, path), new SigningCredentials(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)) { KeyId = Key?.Kid ?? "doctor" }, SecurityAlgorithms.HmacSha256));

    /// <summary>By a key of the right kind that nobody published.</summary>
    public string ByStranger(DateTimeOffset now, string path)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        return Signed(Payload(now, path), new SigningCredentials(new ECDsaSecurityKey(key) { KeyId = Key?.Kid ?? "doctor" }, SecurityAlgorithms.EcdsaSha384) { CryptoProviderFactory = new() { CacheSignatureProviders = false } });
    }

    private static string Signed(JsonObject payload, SigningCredentials credentials) => new JsonWebTokenHandler().CreateToken(payload.ToJsonString(), credentials);

    private JsonObject Payload(DateTimeOffset now, string path) => new()
    {
        ["iss"] = Issuer,
        ["aud"] = Audience.TrimEnd('/') + path,
        ["iat"] = now.ToUnixTimeSeconds(),
        ["exp"] = now.AddMinutes(5).ToUnixTimeSeconds(),
        ["jti"] = RandomNumberGenerator.GetHexString(32),
    };
}
