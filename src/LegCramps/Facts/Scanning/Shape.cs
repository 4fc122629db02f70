using LegCramps.Knowledge;

namespace LegCramps.Facts.Scanning;

/// <summary>One element of interest: its children by name, and what it means. Arrays are transparent: one object is as good as a list of them.</summary>
internal sealed class Shape
{
    private Utf8Table? names;
    private Shape[] children = [];

    public required string Name { get; init; }

    /// <summary>What a scalar value of this element is.</summary>
    public Field Field { get; init; }

    public Node Node { get; init; }

    public Role Role { get; init; }

    public Expect Expect { get; init; }

    /// <summary>Number of the prefetch key (or of draftOrders) whose value this is; -1 for none.</summary>
    public int Input { get; init; } = -1;

    /// <summary>True when the start of such an object is worth a call.</summary>
    public bool IsEvent => Node != Node.None || Field != Field.None;

    /// <summary>Adds children; each is given by name and may be shared by several parents.</summary>
    public Shape With(params (string Name, Shape Child)[] elements)
    {
        // A bit per child marks what was seen, so no element may have more than 64 that are read.
        if (elements.Length > 64) throw new ArgumentException("too many elements", nameof(elements));
        names = new Utf8Table([.. elements.Select((e, i) => KeyValuePair.Create(e.Name, i))]);
        children = [.. elements.Select(e => e.Child)];
        return this;
    }

    /// <summary>The child of that name, or null when nobody reads it. <paramref name="duplicate"/> is true when it was there before.</summary>
    public Shape? Child(ReadOnlySpan<byte> name, ref ulong seen, out bool duplicate)
    {
        duplicate = false;
        if (names is null) return null;
        var found = names.Find(name);
        if (found < 0) return null;
        duplicate = (seen & (1UL << found)) != 0;
        seen |= 1UL << found;
        return children[found];
    }
}
