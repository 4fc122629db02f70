using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace LegCramps.Service.Tests.Support;

/// <summary>A JWT: right as made, then changed one member at a time, then signed by whoever the test wants.</summary>
internal sealed class Token(SigningKey key, JsonObject header, JsonObject payload)
{
    public JsonObject Header { get; } = header;

    public JsonObject Payload { get; } = payload;

    public string Signed => SignedBy(key);

    private string Content => $"{Part(Header)}.{Part(Payload)}";

    /// <summary>Sets a member, wherever it belongs; a null value takes it away.</summary>
    public Token With(string member, JsonNode? value)
    {
        var part = member is "alg" or "kid" or "typ" or "jku" or "crit" or "jwk" or "x5c" or "x5u" or "zip" ? Header : Payload;
        part.Remove(member);
        if (value is not null) part[member] = value;
        return this;
    }

    public string SignedBy(SigningKey other) => $"{Content}.{Base64UrlEncoder.Encode(other.Sign(Content, Header["alg"]?.ToString() is { Length: > 3 } alg ? alg : "384"))}";

    public string SignedAs(DSASignatureFormat format) => $"{Content}.{Base64UrlEncoder.Encode(key.Sign(Content, "ES384", format))}";

    public string SignedWithSecret(string secret) => $"{Content}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(Content)))}";

    public string Unsigned => $"{Content}.";

    private static string Part(JsonObject json) => Base64UrlEncoder.Encode(json.ToJsonString());
}
