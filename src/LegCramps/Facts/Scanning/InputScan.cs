using System.Runtime.InteropServices;
using System.Text;

namespace LegCramps.Facts.Scanning;

/// <summary>What was met under one prefetch key, or in context.draftOrders.</summary>
internal sealed class InputScan
{
    // Nearly every resource of a request has the same subject: it is counted without a string.
    private readonly byte[] last = new byte[256];
    private int lastLength, lastCount;

    private readonly Dictionary<string, int> subjects = new(StringComparer.Ordinal);

    public bool IsSeen, IsNull, IsUnreadable, IsBundle, HasNextPage, HasOutcome, HasFailed;
    public int Resources, Foreign, Unrecognized, Total;

    /// <summary>Where the rest is, when a next page was announced.</summary>
    public string? NextUrl;

    /// <summary>Resources kept before this one were read under this key too, but what was fetched replaces them.</summary>
    public int FirstKept;

    /// <summary>Resources by the id of their subject.</summary>
    public IReadOnlyDictionary<string, int> Subjects => subjects;

    public void CountSubject(ReadOnlySpan<byte> reference)
    {
        var id = References.Id(reference);
        if (id.Length == 0) return;
        if (id.SequenceEqual(last.AsSpan(0, lastLength)))
        {
            lastCount++;
            return;
        }

        AddLast();
        if (id.Length <= last.Length)
        {
            id.CopyTo(last);
            (lastLength, lastCount) = (id.Length, 1);
            return;
        }

        Add(id, 1);
    }

    /// <summary>To be called when everything was counted.</summary>
    public void AddLast()
    {
        if (lastCount > 0) Add(last.AsSpan(0, lastLength), lastCount);
        (lastLength, lastCount) = (0, 0);
    }

    private void Add(ReadOnlySpan<byte> id, int count)
    {
        Span<char> characters = stackalloc char[256];
        if (id.Length > characters.Length) id = id[..characters.Length];
        var length = Encoding.UTF8.GetChars(id, characters);
        CollectionsMarshal.GetValueRefOrAddDefault(subjects.GetAlternateLookup<ReadOnlySpan<char>>(), characters[..length], out _) += count;
    }

    public void Reset()
    {
        subjects.Clear();
        last.AsSpan(0, lastLength).Clear();
        (lastLength, lastCount) = (0, 0);
        IsSeen = IsNull = IsUnreadable = IsBundle = HasNextPage = HasOutcome = HasFailed = false;
        Resources = Foreign = Unrecognized = Total = FirstKept = 0;
        NextUrl = null;
    }

    /// <summary>What the key would still need; null when it holds all there is, or when asking again would not help.</summary>
    public Missing? Missing => this switch
    {
        // A failed query is not repeated blindly: CDS Hooks, prefetch results that are an OperationOutcome.
        { IsNull: true } or { HasFailed: true } => null,
        { HasNextPage: true, NextUrl: not null } => Scanning.Missing.NextPage,
        _ when State is InputState.Missing or InputState.Unreadable or InputState.Partial => Scanning.Missing.Everything,
        _ => null,
    };

    /// <summary>What the section on prefetch values says about what was met.</summary>
    public InputState State => this switch
    {
        { IsUnreadable: true } => InputState.Unreadable,
        { IsNull: true } => InputState.Empty,
        { IsSeen: false } => InputState.Missing,
        { Resources: 0, HasFailed: true } => InputState.Unreadable,
        { Resources: 0, Foreign: > 0 } => InputState.Unreadable,
        { Resources: 0, IsBundle: false, HasOutcome: false } => InputState.Unreadable,
        { HasFailed: true } or { HasNextPage: true } => InputState.Partial,
        _ when Total > Resources + Foreign => InputState.Partial,
        { Resources: 0 } => InputState.Empty,
        _ => InputState.Ok,
    };
}

/// <summary>What can be asked for to complete an input.</summary>
internal enum Missing
{
    Everything,
    NextPage,
}
