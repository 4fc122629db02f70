using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace LegCramps.Knowledge;

/// <summary>A frozen map from UTF-8 keys to numbers that is asked with the bytes of the request, without allocating.</summary>
public sealed class Utf8Table
{
    private const ulong Odd = 0x9E3779B97F4A7C15;

    private readonly (byte[] Key, int Value)[][] buckets;
    private readonly uint mask;

    public Utf8Table(IReadOnlyCollection<KeyValuePair<string, int>> entries)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, entries.Count * 2));
        mask = (uint)size - 1;
        var lists = new List<(byte[], int)>?[size];
        foreach (var (key, value) in entries)
        {
            var bytes = Encoding.UTF8.GetBytes(key);
            (lists[Hash(bytes) & mask] ??= []).Add((bytes, value));
        }

        buckets = [.. lists.Select(l => l?.ToArray() ?? [])];
    }

    /// <summary>The number for the key, or -1.</summary>
    public int Find(ReadOnlySpan<byte> key)
    {
        foreach (ref readonly var entry in buckets[Hash(key) & mask].AsSpan())
        {
            if (key.SequenceEqual(entry.Key)) return entry.Value;
        }

        return -1;
    }

    // Length, head and tail are enough to spread element names, codes and system URIs; equality decides.
    private static uint Hash(ReadOnlySpan<byte> key)
    {
        ulong head, tail = 0;
        if (key.Length >= 8)
        {
            head = BinaryPrimitives.ReadUInt64LittleEndian(key);
            tail = BinaryPrimitives.ReadUInt64LittleEndian(key[^8..]);
        }
        else if (key.Length >= 4)
        {
            head = BinaryPrimitives.ReadUInt32LittleEndian(key);
            tail = BinaryPrimitives.ReadUInt32LittleEndian(key[^4..]);
        }
        else
        {
            head = 0;
            foreach (var b in key) head = (head << 8) | b;
        }

        var hash = (head ^ (ulong)key.Length) * Odd;
        hash = (hash ^ (hash >> 32) ^ tail) * Odd;
        return (uint)(hash >> 32);
    }
}
