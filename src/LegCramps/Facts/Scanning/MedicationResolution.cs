using Hl7.Fhir.Model;

namespace LegCramps.Facts.Scanning;

/// <summary>Finds the Medication that an order refers to, wherever in the request it stands, and what it is made of.</summary>
internal sealed class MedicationResolution
{
    private readonly ResourceScan scan;
    private readonly Dictionary<Slice, int> byId;
    private readonly HashSet<int> seen = [];

    public MedicationResolution(ResourceScan scan)
    {
        this.scan = scan;
        byId = new Dictionary<Slice, int>(new SliceEquality(scan.Arena));
        for (var i = 0; i < scan.Kept.Count; i++)
        {
            var resource = scan.Kept[i];
            if (resource.Kind is not ResourceType.Medication) continue;
            if (resource.Id.Length > 0) byId.TryAdd(resource.Id, i);
            if (Id(resource.FullUrl) is { Length: > 0 } id) byId.TryAdd(id, i);
        }
    }

    /// <summary>
    /// The hits of a resource. For an order without a code of its own those of the Medication it refers to, as hits of role Medication.
    /// <paramref name="isRecognized"/> is true when a code of a known system was there, hit or not.
    /// </summary>
    public List<Hit> HitsOf(int index, out bool isRecognized)
    {
        var hits = new List<Hit>();
        seen.Clear();
        isRecognized = Collect(index, hits, unresolved: null, depth: 0);
        return hits;
    }

    /// <summary>Adds the references of an order, and of what it refers to, that lead to no Medication in the request.</summary>
    public void AddUnresolved(int index, ICollection<string> references)
    {
        seen.Clear();
        Collect(index, [], references, depth: 0);
    }

    public IEnumerable<Pointer> PointersOf(int index)
    {
        for (var i = scan.Kept[index].PointerStart; i < scan.Pointers.Count && scan.Pointers[i].Owner == index; i++) yield return scan.Pointers[i];
    }

    private bool Collect(int index, List<Hit> hits, ICollection<string>? unresolved, int depth)
    {
        var resource = scan.Kept[index];
        for (var i = resource.HitStart; i < scan.Hits.Count && scan.Hits[i].Owner == index; i++)
        {
            scan.Work.Add(1);
            hits.Add(depth > 0 ? scan.Hits[i] with { Role = Role.Medication } : scan.Hits[i]);
        }

        var isRecognized = resource.KnownMedication || resource.KnownCondition;
        // medicationCodeableConcept before medicationReference; a Medication's ingredients count beside its code.
        // Four steps go deeper than any real one, and each Medication is entered once: references to itself would multiply with every step.
        if ((isRecognized && depth == 0) || depth == 4) return isRecognized;
        foreach (var pointer in PointersOf(index))
        {
            scan.Work.Add(1);
            if (pointer.Role != Role.Medication) continue;
            if (!byId.TryGetValue(Id(pointer.Target), out var medication))
            {
                if (scan.Arena[pointer.Target] is not [(byte)'#', ..] && scan.Arena.Text(pointer.Target) is { } reference) unresolved?.Add(reference);
            }
            else if (seen.Add(medication))
            {
                isRecognized |= Collect(medication, hits, unresolved, depth + 1);
            }
        }

        return isRecognized;
    }

    private Slice Id(Slice reference)
    {
        var id = References.Id(scan.Arena[reference]);
        if (id.Length == 0) return default;
        // The id may also stand earlier in the reference: the last place is the one meant.
        return new Slice(reference.Offset + scan.Arena[reference].LastIndexOf(id), id.Length);
    }

    private sealed class SliceEquality(Arena arena) : IEqualityComparer<Slice>
    {
        public bool Equals(Slice x, Slice y) => arena[x].SequenceEqual(arena[y]);

        public int GetHashCode(Slice slice)
        {
            var hash = new HashCode();
            hash.AddBytes(arena[slice]);
            return hash.ToHashCode();
        }
    }
}
