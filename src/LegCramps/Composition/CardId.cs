namespace LegCramps.Composition;

/// <summary>Name-based uuids: a repeated call gives the same cards, and counts once.</summary>
internal static class CardId
{
    // The first names are those that all cards of one answer have in common: client and hookInstance.
    private const int CallNames = 2, CallBytes = 6, UuidBytes = 16;

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
        var uuid = NameHash.Of(secret, names).AsSpan(0, UuidBytes);
        NameHash.Of(secret, names.Take(CallNames)).AsSpan(0, CallBytes).CopyTo(uuid);
        // RFC 9562 version 8, custom: the bits are ours, only version and variant are fixed.
        uuid[6] = (byte)((uuid[6] & 0x0F) | 0x80);
        uuid[8] = (byte)((uuid[8] & 0x3F) | 0x80);
        return new Guid(uuid, bigEndian: true);
    }
}
