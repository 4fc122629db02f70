using Microsoft.IdentityModel.Tokens;

namespace LegCramps.Service.Clients.Keys;

/// <summary>The algorithms a client may sign with, and the key that each of them needs.</summary>
internal static class SigningAlgorithm
{
    private const int ShortestRsaKey = 2048;

    private static readonly Dictionary<string, (string Kty, string? Crv)> Needs = new(StringComparer.Ordinal)
    {
        ["ES256"] = ("EC", "P-256"),
        ["ES384"] = ("EC", "P-384"),
        ["ES512"] = ("EC", "P-521"),
        ["RS256"] = ("RSA", null),
        ["RS384"] = ("RSA", null),
        ["RS512"] = ("RSA", null),
        ["PS256"] = ("RSA", null),
        ["PS384"] = ("RSA", null),
        ["PS512"] = ("RSA", null),
    };

    /// <summary>What CDS Hooks recommends.</summary>
    public static IReadOnlyList<string> Default { get; } = ["ES384", "RS384"];

    public static IReadOnlyList<string> Names { get; } = [.. Needs.Keys];

    /// <summary>Whether the key may have made a signature by this algorithm: its kind, its curve or length, and what it says of its own use.</summary>
    public static bool Fits(JsonWebKey key, string algorithm) =>
        Needs.TryGetValue(algorithm, out var need)
        && key.Kty == need.Kty
        && (need.Crv is null ? key.KeySize >= ShortestRsaKey : key.Crv == need.Crv)
        && (key.Alg is null || key.Alg == algorithm)
        && key.Use is null or "sig";
}
