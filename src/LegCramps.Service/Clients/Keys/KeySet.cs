using Microsoft.IdentityModel.Tokens;

namespace LegCramps.Service.Clients.Keys;

/// <summary>The public keys of a client that can be used: a JWK Set, read once.</summary>
internal sealed class KeySet
{
    /// <summary>Larger sets are not read.</summary>
    public const int MaxBytes = 256 * 1024;

    private readonly List<(JsonWebKey Jwk, SecurityKey Key)> keys = [];

    private KeySet(IEnumerable<JsonWebKey> all)
    {
        foreach (var jwk in all.Where(k => !string.IsNullOrEmpty(k.Kid) && SigningAlgorithm.Names.Any(name => SigningAlgorithm.Fits(k, name))))
        {
            // The key itself counts, not a certificate that is sent along.
            jwk.X5c.Clear();
            if (JsonWebKeyConverter.TryConvertToSecurityKey(jwk, out var key) && key is AsymmetricSecurityKey) keys.Add((jwk, key));
        }
    }

    public int Count => keys.Count;

    /// <summary>The set, or null when the text is none or holds no usable key.</summary>
    public static KeySet? Parse(string json)
    {
        try
        {
            return new KeySet(new JsonWebKeySet(json).Keys) is { Count: > 0 } set ? set : null;
        }
        catch (Exception e) when (e is ArgumentException or System.Text.Json.JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>The keys with exactly this <c>kid</c> that can have signed by this algorithm.</summary>
    public IReadOnlyList<SecurityKey> Fitting(string kid, string algorithm) =>
        [.. keys.Where(k => k.Jwk.Kid == kid && SigningAlgorithm.Fits(k.Jwk, algorithm)).Select(k => k.Key)];
}
