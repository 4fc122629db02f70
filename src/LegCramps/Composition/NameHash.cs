using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace LegCramps.Composition;

/// <summary>A hash of names that only who has the key can make.</summary>
public static class NameHash
{
    /// <summary>HMAC-SHA-256, 32 bytes. Names are length-prefixed, so that no two lists of names are alike.</summary>
    public static byte[] Of(byte[] key, IEnumerable<string> names)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        foreach (var name in names)
        {
            bytes.Write(BitConverter.GetBytes(Encoding.UTF8.GetByteCount(name)));
            Encoding.UTF8.GetBytes(name, bytes);
        }

        return HMACSHA256.HashData(key, bytes.WrittenSpan);
    }
}
