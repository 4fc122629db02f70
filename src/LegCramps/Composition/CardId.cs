using System.Security.Cryptography;
using System.Text;

namespace LegCramps.Composition;

/// <summary>Name-based uuids: a repeated call gives the same cards, and counts once.</summary>
internal static class CardId
{
    /// <summary>A uuid of the names under the secret. Names are length-prefixed, so that no two lists of names are alike.</summary>
    public static Guid Create(byte[] secret, IEnumerable<string> names)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        foreach (var name in names)
        {
            var bytes = Encoding.UTF8.GetBytes(name);
            hmac.AppendData(BitConverter.GetBytes(bytes.Length));
            hmac.AppendData(bytes);
        }

        Span<byte> hash = stackalloc byte[32];
        hmac.GetHashAndReset(hash);
        // RFC 9562 version 8, custom: the bits are ours, only version and variant are fixed.
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
