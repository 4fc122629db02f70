namespace LegCramps.Knowledge.Loading;

/// <summary>Which value set is part of which.</summary>
internal sealed class Composition
{
    private readonly List<int>[] parents;

    public Composition(IReadOnlyList<ValueSetFile> files, Problems problems)
    {
        parents = [.. files.Select(_ => new List<int>())];
        var numbers = files.Select((f, i) => (f.Id, i)).ToDictionary(f => f.Id, f => f.i, StringComparer.Ordinal);
        for (var i = 0; i < files.Count; i++)
        {
            foreach (var (id, place) in files[i].Composed)
            {
                if (numbers.TryGetValue(id, out var part)) parents[part].Add(i);
                else problems.Add(files[i].File, place, $"there is no value set '{id}'");
            }
        }

        for (var i = 0; i < files.Count; i++)
        {
            if (Ancestors(i).Contains(i)) problems.Add(files[i].File, files[i].Composed[0].Place, "this value set includes itself through others");
        }
    }

    /// <summary>The sets that include this one, directly or through others; itself only when there is a cycle.</summary>
    public IReadOnlyList<int> Ancestors(int index)
    {
        var found = new SortedSet<int>();
        var waiting = new Queue<int>(parents[index]);
        while (waiting.TryDequeue(out var next))
        {
            if (!found.Add(next)) continue;
            foreach (var parent in parents[next]) waiting.Enqueue(parent);
        }

        return [.. found];
    }
}
