using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace LegCramps.Knowledge;

/// <summary>A frozen map from UTF-8 keys to numbers that is asked with the bytes of the request, without allocating.</summary>
public sealed class Utf8Table
{
    private readonly Slot[] slots;
    private readonly int shift;

    public Utf8Table(IReadOnlyCollection<KeyValuePair<string, int>> entries)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, entries.Count * 2));
        slots = new Slot[size];
        shift = 64 - BitOperations.Log2((uint)size);
        foreach (var (key, value) in entries)
        {
            var bytes = Encoding.UTF8.GetBytes(key);
            var (head, tail) = Ends(bytes);
            var at = First(head, tail, bytes.Length);
            while (slots[at].Key is not null) at = (at + 1) & (size - 1);
            slots[at] = new Slot { Head = head, Tail = tail, Key = bytes, Value = value };
        }
    }

    /// <summary>The number for the key, or -1.</summary>
    public int Find(ReadOnlySpan<byte> key)
    {
        var table = slots;
        var (head, tail) = Ends(key);
        for (var at = First(head, tail, key.Length); (uint)at < (uint)table.Length; at = (at + 1) & (table.Length - 1))
        {
            ref readonly var slot = ref table[at];
            if (slot.Key is null) return -1;
            // Up to 16 bytes head and tail are the whole key.
            if (slot.Head == head && slot.Tail == tail && slot.Key.Length == key.Length && (key.Length <= 16 || key.SequenceEqual(slot.Key))) return slot.Value;
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int First(ulong head, ulong tail, int length) =>
        (int)(((head ^ BitOperations.RotateLeft(tail, 23) ^ (ulong)length) * 0x9E3779B97F4A7C15) >> shift);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (ulong Head, ulong Tail) Ends(ReadOnlySpan<byte> key)
    {
        if (key.Length >= 8) return (BinaryPrimitives.ReadUInt64LittleEndian(key), BinaryPrimitives.ReadUInt64LittleEndian(key[^8..]));
        if (key.Length >= 4) return (BinaryPrimitives.ReadUInt32LittleEndian(key), BinaryPrimitives.ReadUInt32LittleEndian(key[^4..]));
        ulong head = 0;
        foreach (var b in key) head = (head << 8) | b;
        return (head, 0);
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Slot
    {
        public ulong Head, Tail;
        public byte[]? Key;
        public int Value;
    }
}
