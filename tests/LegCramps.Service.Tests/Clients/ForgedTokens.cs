using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace LegCramps.Service.Tests.Clients;

/// <summary>Section 4 and section 8 row 51: every way to get in without being a known client, as an Authorization header.</summary>
internal static class ForgedTokens
{
    private static readonly SigningKey Stranger = SigningKey.Create("ES384");
    private static readonly SigningKey StrangersRsa = SigningKey.Create("RS384");

    public static IReadOnlyDictionary<string, Forgery> All { get; } = new Dictionary<string, Forgery>(StringComparer.Ordinal)
    {
        // 1: exactly one Authorization: Bearer
        ["no header"] = new("not exactly one Authorization header", (_, _, _) => null),
        ["the word null"] = new("not exactly one Authorization header", (_, _, _) => "null"),
        ["Bearer null"] = new("not exactly one Authorization header", (_, _, _) => "Bearer null"),
        ["Bearer and nothing"] = new("not exactly one Authorization header", (_, _, _) => "Bearer "),
        ["Basic"] = new("not exactly one Authorization header", (_, _, _) => "Basic dXNlcjpwYXNz"),
        ["a good token as Basic"] = new("not exactly one Authorization header", (ehr, now, _) => $"Basic {ehr.Token(now).Signed}"),
        ["a good token without a scheme"] = new("not exactly one Authorization header", (ehr, now, _) => ehr.Token(now).Signed),
        ["two tokens in one header"] = new("cannot be read as a JWT", (ehr, now, _) => $"Bearer {ehr.Token(now).Signed}, Bearer {ehr.Token(now).Signed}"),
        // 2: size and form
        ["larger than 8 KiB"] = new("not exactly one Authorization header", Signed(t => t.With("padding", new string('x', 9000)))),
        ["garbage"] = new("cannot be read as a JWT", (_, _, _) => "Bearer garbage"),
        ["garbage in three parts"] = new("cannot be read as a JWT", (_, _, _) => "Bearer a.b.c"),
        ["empty parts"] = new("cannot be read as a JWT", (_, _, _) => "Bearer .."),
        ["a header that is no JSON"] = new("cannot be read as a JWT", (ehr, now, _) => $"Bearer {Base64UrlEncoder.Encode("hello")}.{ehr.Token(now).Signed.Split('.')[1]}.AAAA"),
        ["a header that is a JSON array"] = new("cannot be read as a JWT", (ehr, now, _) => $"Bearer {Base64UrlEncoder.Encode("[]")}.{ehr.Token(now).Signed.Split('.')[1]}.AAAA"),
        ["a payload that is null"] = new("cannot be read as a JWT", (ehr, now, _) => $"Bearer {ehr.Token(now).Signed.Split('.')[0]}.{Base64UrlEncoder.Encode("null")}.AAAA"),
        ["five parts, as if encrypted"] = new("three parts", (ehr, now, _) => $"Bearer {ehr.Token(now).Signed}.AAAA.AAAA"),
        ["four parts"] = new("cannot be read as a JWT", (ehr, now, _) => $"Bearer {ehr.Token(now).Signed}.AAAA"),
        ["nested 2000 deep"] = new("cannot be read as a JWT", (ehr, now, _) => $"Bearer {ehr.Token(now).Signed.Split('.')[0]}.{Base64UrlEncoder.Encode(new string('[', 2000))}.AAAA"),
        // 3: alg
        ["alg none, unsigned"] = new("alg is none", (ehr, now, _) => $"Bearer {ehr.Token(now).With("alg", "none").Unsigned}"),
        ["alg None, unsigned"] = new("alg is none", (ehr, now, _) => $"Bearer {ehr.Token(now).With("alg", "None").Unsigned}"),
        ["no signature"] = new("signature does not hold", (ehr, now, _) => $"Bearer {ehr.Token(now).Unsigned}"),
        ["HS256 keyed with the public key"] = new("alg is none", (ehr, now, _) => $"Bearer {ehr.Token(now).With("alg", "HS256").SignedWithSecret(ehr.Key.PublicPem)}"),
        ["HS384 keyed with the published set"] = new("alg is none", (ehr, now, _) => $"Bearer {ehr.Token(now).With("alg", "HS384").SignedWithSecret(SigningKey.Jwks(ehr.Key))}"),
        ["ES256, which was not chosen"] = new("alg is none", Signed(t => t.With("alg", "ES256"))),
        ["RS384 over a key on a curve"] = new("kid is none of the client's keys for its alg", (ehr, now, _) => $"Bearer {ehr.Token(now).With("alg", "RS384").SignedBy(StrangersRsa)}"),
        ["no alg"] = new("alg is none", Signed(t => t.With("alg", null))),
        ["alg as a number"] = new("cannot be read as a JWT", Signed(t => t.With("alg", 384))),
        // 4: crit, and keys that come along
        ["an unknown crit"] = new("crit", Signed(t => t.With("crit", new JsonArray("exp")).With("exp-critical", 1))),
        ["crit with b64"] = new("crit", Signed(t => t.With("crit", new JsonArray("b64")))),
        ["a stranger's key in jwk"] = new("signature does not hold", (ehr, now, _) => $"Bearer {ehr.Token(now).With("jwk", Stranger.Jwk).SignedBy(Stranger)}"),
        ["a stranger's certificate in x5c"] = new("signature does not hold", (ehr, now, _) => $"Bearer {ehr.Token(now).With("x5c", new JsonArray("MIIB")).SignedBy(Stranger)}"),
        ["a stranger's address in x5u"] = new("signature does not hold", (ehr, now, url) => $"Bearer {ehr.Token(now).With("x5u", url).SignedBy(Stranger)}"),
        // 5: typ
        ["typ at+jwt"] = new("typ", Signed(t => t.With("typ", "at+jwt"))),
        ["no typ"] = new("typ", Signed(t => t.With("typ", null))),
        // 6: iss
        ["an unknown iss"] = new("iss is no configured client", Signed(t => t.With("iss", "https://elsewhere.example.com"))),
        ["iss with a slash more"] = new("iss is no configured client", Signed(t => t.With("iss", $"{t.Payload["iss"]}/"))),
        ["iss in capitals"] = new("iss is no configured client", Signed(t => t.With("iss", t.Payload["iss"]!.ToString().ToUpperInvariant()))),
        ["no iss"] = new("iss is no configured client", Signed(t => t.With("iss", null))),
        ["iss as an array"] = new("cannot be read as a JWT", Signed(t => t.With("iss", new JsonArray(t.Payload["iss"]!.DeepClone())))),
        // 7: jku
        ["jku to a stranger"] = new("jku", (ehr, now, url) => $"Bearer {ehr.Token(now).With("jku", url).SignedBy(Stranger)}"),
        ["jku to a stranger, and a good signature"] = new("jku", (ehr, now, url) => $"Bearer {ehr.Token(now).With("jku", url).Signed}"),
        ["jku to an internal address"] = new("jku", Signed(t => t.With("jku", "http://169.254.169.254/latest/meta-data/"))),
        ["jku to a file"] = new("jku", Signed(t => t.With("jku", "file:///etc/passwd"))),
        ["jku with somebody before the host"] = new("jku", (ehr, now, url) => $"Bearer {ehr.Token(now).With("jku", url.Replace("http://", "http://ehr.example.org@", StringComparison.Ordinal)).Signed}"),
        ["jku as an array"] = new("jku", (ehr, now, url) => $"Bearer {ehr.Token(now).With("jku", new JsonArray(url)).Signed}"),
        // 8: kid
        ["an unknown kid"] = new("kid is none", Signed(t => t.With("kid", "another"))),
        ["kid in other letters"] = new("kid is none", Signed(t => t.With("kid", t.Header["kid"]!.ToString().ToUpperInvariant()))),
        ["no kid"] = new("no kid", Signed(t => t.With("kid", null))),
        ["an empty kid"] = new("no kid", Signed(t => t.With("kid", ""))),
        // 9: signature
        ["signed by a stranger"] = new("signature does not hold", (ehr, now, _) => $"Bearer {ehr.Token(now).SignedBy(Stranger)}"),
        ["another payload under a good signature"] = new("signature does not hold", (ehr, now, _) => Swapped(ehr.Token(now).Signed, ehr.Token(now).With("sub", "x").Signed)),
        ["a signature in DER"] = new("signature does not hold", (ehr, now, _) => $"Bearer {ehr.Token(now).SignedAs(DSASignatureFormat.Rfc3279DerSequence)}"),
        ["a signature of zeros"] = new("signature does not hold", (ehr, now, _) => $"Bearer {ehr.Token(now).Unsigned}{Base64UrlEncoder.Encode(new byte[96])}"),
        ["a signature cut short"] = new("signature does not hold", (ehr, now, _) => $"Bearer {ehr.Token(now).Signed[..^4]}"),
        // 10: aud
        ["aud of another service"] = new("aud", Signed(t => t.With("aud", $"{EhrIdentity.PublicBaseUrl}/cds-services/legcramps-order-sign"))),
        ["aud of discovery"] = new("aud", Signed(t => t.With("aud", $"{EhrIdentity.PublicBaseUrl}/cds-services"))),
        ["aud of the feedback of the service"] = new("aud", Signed(t => t.With("aud", $"{EhrIdentity.PublicBaseUrl}{EhrIdentity.PatientView}/feedback"))),
        ["aud of another host"] = new("aud", Signed(t => t.With("aud", $"https://elsewhere.example.com{EhrIdentity.PatientView}"))),
        ["aud of the public address alone"] = new("aud", Signed(t => t.With("aud", EhrIdentity.PublicBaseUrl))),
        ["aud that only begins right"] = new("aud", Signed(t => t.With("aud", $"{EhrIdentity.PublicBaseUrl}{EhrIdentity.PatientView}-more"))),
        ["no aud"] = new("aud", Signed(t => t.With("aud", null))),
        ["an empty list of aud"] = new("aud", Signed(t => t.With("aud", new JsonArray()))),
        ["aud as an object"] = new("cannot be read as a JWT", Signed(t => t.With("aud", new JsonObject { ["url"] = "x" }))),
        // 11: times
        ["expired"] = new("expired", (ehr, now, _) => $"Bearer {ehr.Token(now.AddMinutes(-7)).Signed}"),
        ["expired two minutes ago"] = new("expired", (ehr, now, _) => $"Bearer {ehr.Token(now).With("exp", now.AddSeconds(-61).ToUnixTimeSeconds()).Signed}"),
        ["issued in the future"] = new("iat lies in the future", (ehr, now, _) => $"Bearer {ehr.Token(now.AddMinutes(2)).Signed}"),
        ["not valid yet"] = new("nbf", (ehr, now, _) => $"Bearer {ehr.Token(now).With("nbf", now.AddMinutes(2).ToUnixTimeSeconds()).Signed}"),
        ["nbf that is no time"] = new("cannot be read as a JWT", Signed(t => t.With("nbf", "soon"))),
        ["good for more than an hour"] = new("MaxTokenMinutes", (ehr, now, _) => $"Bearer {ehr.Token(now).With("exp", now.AddMinutes(61).ToUnixTimeSeconds()).Signed}"),
        ["good for a thousand years"] = new("MaxTokenMinutes", (ehr, now, _) => $"Bearer {ehr.Token(now).With("exp", now.AddYears(1000).ToUnixTimeSeconds()).Signed}"),
        ["exp beyond every calendar"] = new("cannot be read as a JWT", Signed(t => t.With("exp", JsonNode.Parse("1e300")))),
        ["exp beyond every number"] = new("cannot be read as a JWT", Signed(t => t.With("exp", JsonNode.Parse("1e400")))),
        ["exp as text"] = new("cannot be read as a JWT", Signed(t => t.With("exp", "tomorrow"))),
        ["negative exp"] = new("exp or iat", Signed(t => t.With("exp", -1))),
        ["no exp"] = new("exp or iat", Signed(t => t.With("exp", null))),
        ["no iat"] = new("exp or iat", Signed(t => t.With("iat", null))),
        // 12: jti
        ["no jti"] = new("jti", Signed(t => t.With("jti", null))),
        ["an empty jti"] = new("jti", Signed(t => t.With("jti", ""))),
        // 13: tenant
        ["another tenant"] = new("tenant", Signed(t => t.With("tenant", "south"))),
        ["no tenant"] = new("tenant", Signed(t => t.With("tenant", null))),
        ["tenants in a list"] = new("tenant", Signed(t => t.With("tenant", new JsonArray("north")))),
    };

    private static Func<EhrIdentity, DateTimeOffset, string, string?> Signed(Func<Token, Token> changed) => (ehr, now, _) => $"Bearer {changed(ehr.Token(now)).Signed}";

    private static string Swapped(string good, string other) => $"Bearer {other.Split('.')[0]}.{other.Split('.')[1]}.{good.Split('.')[2]}";
}

/// <summary>A way to forge, and what the log must say of it: the check that was meant to find it is the one that did.</summary>
internal sealed record Forgery(string Reason, Func<EhrIdentity, DateTimeOffset, string, string?> Header);
