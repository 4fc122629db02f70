using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace LegCramps.Service.Tests.Support;

/// <summary>A private key of a client, and what it publishes of it.</summary>
internal sealed class SigningKey
{
    private readonly ECDsa? curve;
    private readonly RSA? rsa;

    private SigningKey(string algorithm, string kid)
    {
        (Algorithm, Kid) = (algorithm, kid);
        if (algorithm[0] == 'E') curve = ECDsa.Create(algorithm switch { "ES256" => ECCurve.NamedCurves.nistP256, "ES384" => ECCurve.NamedCurves.nistP384, _ => ECCurve.NamedCurves.nistP521 });
        else rsa = RSA.Create(2048);
    }

    public string Algorithm { get; }

    public string Kid { get; }

    /// <summary>The public half.</summary>
    public JsonObject Jwk
    {
        get
        {
            var jwk = new JsonObject { ["kid"] = Kid, ["use"] = "sig" };
            if (curve is not null)
            {
                var q = curve.ExportParameters(false).Q;
                jwk["kty"] = "EC";
                jwk["crv"] = curve.KeySize switch { 256 => "P-256", 384 => "P-384", _ => "P-521" };
                (jwk["x"], jwk["y"]) = (Base64UrlEncoder.Encode(q.X), Base64UrlEncoder.Encode(q.Y));
            }
            else
            {
                var key = rsa!.ExportParameters(false);
                jwk["kty"] = "RSA";
                (jwk["n"], jwk["e"]) = (Base64UrlEncoder.Encode(key.Modulus), Base64UrlEncoder.Encode(key.Exponent));
            }

            return jwk;
        }
    }

    /// <summary>The whole key, for a tool that signs with it. Of a key on a curve only.</summary>
    public JsonObject PrivateJwk
    {
        get
        {
            var jwk = Jwk;
            jwk["alg"] = Algorithm;
            jwk["d"] = Base64UrlEncoder.Encode(curve!.ExportParameters(true).D);
            return jwk;
        }
    }

    public string PublicPem => curve?.ExportSubjectPublicKeyInfoPem() ?? rsa!.ExportSubjectPublicKeyInfoPem();

    public static SigningKey Create(string algorithm, string kid = "key+1/a=") => new(algorithm, kid);

    public static string Jwks(params SigningKey[] keys) => new JsonObject { ["keys"] = new JsonArray([.. keys.Select(k => k.Jwk)]) }.ToJsonString();

    /// <summary>Signs as the key can, whatever the header says: by its own kind, with the hash that the algorithm names.</summary>
    public byte[] Sign(string text, string algorithm, DSASignatureFormat format = DSASignatureFormat.IeeeP1363FixedFieldConcatenation)
    {
        var hash = algorithm[^3..] switch { "256" => HashAlgorithmName.SHA256, "512" => HashAlgorithmName.SHA512, _ => HashAlgorithmName.SHA384 };
        var bytes = Encoding.ASCII.GetBytes(text);
        return curve is not null ? curve.SignData(bytes, hash, format) : rsa!.SignData(bytes, hash, algorithm[0] == 'P' ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
    }
}
