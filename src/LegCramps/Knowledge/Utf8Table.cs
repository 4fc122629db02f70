using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace LegCramps.Knowledge;

/// <summary>A frozen map from UTF-8 keys to numbers that is asked with the bytes of the request, without allocating.</summary>
public sealed class Utf8Table
{
    private readonly (byte[] Key, int Value)[][] buckets;
    private readonly uint mask;

    public Utf8Table(IReadOnlyCollection<KeyValuePair<string, int>> entries)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, entries.Count * 2));
        mask = (uint)size - 1;
        var lists = new List<(byte[], int)>[size];
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
        foreach (var (candidate, value) in buckets[Hash(key) & mask])
        {
            if (key.SequenceEqual(candidate)) return value;
        }

        return -1;
    }

    private static uint Hash(ReadOnlySpan<byte> key)
    {
        var hash = (ulong)key.Length * 0x9E3779B97F4A7C15;
        while (key.Length >= 8)
        {
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(key)) * 0x9E3779B97F4A7C15;
            hash ^= hash >> 32;
            key = key[8..];
        }

        foreach (var b in key) hash = (hash ^ b) * 0x100000001B3;
        return (uint)(hash ^ (hash >> 29));
    }
}
