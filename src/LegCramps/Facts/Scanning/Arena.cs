using System.Runtime.InteropServices;
using System.Text;

namespace LegCramps.Facts.Scanning;

/// <summary>Bytes of the request that outlive their chunk, in one reused buffer.</summary>
internal sealed class Arena
{
    private byte[] bytes = new byte[16 * 1024];

    public int Length { get; private set; }

    public Slice Add(ReadOnlySpan<byte> value)
    {
        if (Length + value.Length > bytes.Length) Array.Resize(ref bytes, Math.Max(bytes.Length * 2, Length + value.Length));
        value.CopyTo(bytes.AsSpan(Length));
        Length += value.Length;
        return new Slice(Length - value.Length, value.Length);
    }

    public ReadOnlySpan<byte> this[Slice slice] => bytes.AsSpan(slice.Offset, slice.Length);

    /// <summary>The text, or null for a slice that was never set.</summary>
    public string? Text(Slice slice) => slice.Length == 0 ? null : Encoding.UTF8.GetString(this[slice]);

    public void Rewind(int length) => Length = length;

    /// <summary>Forgets the request, the bytes too, and gives memory back after an unusually large one.</summary>
    public void Clear()
    {
        bytes.AsSpan(0, Length).Clear();
        if (bytes.Length > 1024 * 1024) bytes = new byte[16 * 1024];
        Length = 0;
    }
}

/// <summary>A piece of the arena; empty when the element was not there.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Slice(int Offset, int Length);
