using System.Text;

namespace LegCramps.Facts.Scanning;

/// <summary>Which drafts a card may be about.</summary>
internal sealed class Selection
{
    private readonly ResourceScan scan;
    private readonly HashSet<(string Type, string Id)>? selected;

    /// <param name="scan">What was read.</param>
    /// <param name="selections">context.selections as sent; null when it was not.</param>
    /// <param name="hook">Only order-select has selections; order-sign is about every draft.</param>
    public Selection(ResourceScan scan, List<string>? selections, string hook)
    {
        this.scan = scan;
        if (hook != "order-select" || selections is null) return;
        selected = [.. selections.Select(s => Encoding.UTF8.GetBytes(s)).Select(s => (Text(References.Type(s)), Text(References.Id(s))))];
        // Nothing that is drafted was named: the client means all of them, or its ids cannot be matched.
        if (!scan.Kept.Any(r => r.Input == Shapes.DraftOrders && IsNamed(r))) selected = null;
    }

    public bool Contains(in ScannedResource draft) => selected is null || IsNamed(draft);

    private bool IsNamed(in ScannedResource draft)
    {
        var type = Text(scan.Arena[draft.Type]);
        return IsNamed(type, scan.Arena[draft.Id]) || IsNamed(type, References.Id(scan.Arena[draft.FullUrl]));
    }

    private bool IsNamed(string type, ReadOnlySpan<byte> id)
    {
        if (id.Length == 0) return false;
        var text = Text(id);
        return selected!.Contains((type, text)) || selected.Contains(("", text));
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
}
