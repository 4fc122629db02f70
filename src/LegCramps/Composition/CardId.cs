using System.Security.Cryptography;
using System.Text;

namespace LegCramps.Composition;

/// <summary>Name-based uuids: a repeated call gives the same cards, and counts once.</summary>
internal static class CardId
{
    // The first names are those that all cards of one answer have in common: client and hookInstance.
    private const int CallNames = 2, CallBytes = 6;

    /// <summary>
    /// A uuid of the names under the secret. It begins with a hash of the call, so that the cards of one answer are neighbors in the
    /// index of a ledger; without any order each would be a page of the disk of its own.
    /// </summary>
    /// <param name="secret">Known to one deployment.</param>
    /// <param name="names">
    /// What tells the card from all others, client and hookInstance first. Nothing of the patient among these two: uuids must not show
    /// which cards are about one person.
    /// </param>
    public static Guid Create(byte[] secret, IReadOnlyList<string> names)
    {
        Span<byte> uuid = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Span<byte> call = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Hash(secret, names, uuid);
        Hash(secret, names.Take(CallNames), call);
        call[..CallBytes].CopyTo(uuid);
        // RFC 9562 version 8, custom: the bits are ours, only version and variant are fixed.
        uuid[6] = (byte)((uuid[6] & 0x0F) | 0x80);
        uuid[8] = (byte)((uuid[8] & 0x3F) | 0x80);
        return new Guid(uuid[..16], bigEndian: true);
    }

    // Names are length-prefixed, so that no two lists of names are alike.
    private static void Hash(byte[] secret, IEnumerable<string> names, Span<byte> hash)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        foreach (var name in names)
        {
            var bytes = Encoding.UTF8.GetBytes(name);
            hmac.AppendData(BitConverter.GetBytes(bytes.Length));
            hmac.AppendData(bytes);
        }

        hmac.GetHashAndReset(hash);
    }
}
