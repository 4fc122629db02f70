using LegCramps.Facts;
using LegCramps.Knowledge;

namespace LegCramps.Evaluation;

/// <summary>Writes down what is decided about each fact, and why: passed in by <c>explain</c> only, the service never builds these sentences.</summary>
internal sealed class FactTrace
{
    private readonly KnowledgeBase knowledge;
    private readonly Chart chart;
    private readonly Dictionary<Fact, Entry> entries = new(ReferenceEqualityComparer.Instance);

    // A fact may count under another concept, or in another unit, than the one it was read as.
    private readonly Dictionary<Fact, Fact> origins = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Fact> derived = new(ReferenceEqualityComparer.Instance);

    public FactTrace(KnowledgeBase knowledge, Chart chart)
    {
        (this.knowledge, this.chart) = (knowledge, chart);
        foreach (var fact in chart.Facts) entries[fact] = new Entry();
    }

    /// <summary>What the record alone says.</summary>
    public void Judged(Fact fact, Standing standing)
    {
        entries[fact].Standing = standing.Counting;
        entries[fact].Because.Add(standing.Why);
    }

    /// <summary>A record that is sound, but of no use for the one thing it could show.</summary>
    public void SetAside(Fact fact, string why)
    {
        entries[fact].IsSetAside = true;
        entries[fact].Because.Clear();
        entries[fact].Because.Add(why);
    }

    public void Converted(Fact fact, Fact converted) => origins[converted] = fact;

    public void Derived(Fact fact, Fact derived, string why)
    {
        origins[derived] = fact;
        this.derived.Add(derived);
        entries[fact].Because.Add($"counts as {Titles(derived.Concepts)}: {why}");
    }

    /// <summary>Evidence that another record, or the patient's age, takes away.</summary>
    public void Removed(Fact fact, string why, Fact? by)
    {
        var origin = Origin(fact);
        // What it could show is gone, so it shows nothing.
        if (derived.Contains(fact) && !origin.IsDraft) entries[origin].IsSetAside = true;
        if (by is null || ReferenceEquals(by, origin))
        {
            entries[origin].Because.Add($"but {why}");
            return;
        }

        entries[origin].Because.Add($"but {why} {Name(by)}");
        Decided(by, $"decides against {Name(origin)}");
    }

    /// <summary>Each fact of the chart with its verdict, once everything is decided.</summary>
    public IReadOnlyList<FactExplanation> Explain(IEnumerable<Fact> current, IEnumerable<Fact> unconfirmed)
    {
        var counting = current.Where(f => derived.Contains(f) || (f.Concepts.Count > 0 && !entries[Origin(f)].IsSetAside)).Select(Origin).ToHashSet<Fact>(ReferenceEqualityComparer.Instance);
        var unsure = unconfirmed.ToHashSet<Fact>(ReferenceEqualityComparer.Instance);
        return [.. chart.Facts.Select(fact => new FactExplanation
        {
            Fact = fact,
            Concepts = MostSpecific(Subject(fact)),
            Counting = counting.Contains(fact) || entries[fact].IsDecisive ? Counting.Current : unsure.Contains(fact) ? Counting.Unconfirmed : Counting.Not,
            Because = IsUnused(fact) ? ["a value that shows nothing by itself"] : entries[fact].Because,
        })];
    }

    // What speaks against something need not be evidence of anything itself.
    private void Decided(Fact fact, string what)
    {
        var entry = entries[fact];
        if (entry is { IsDecisive: false, Standing: not Counting.Current }) entry.Because.Clear();
        entry.IsDecisive = true;
        entry.Because.Add(what);
    }

    private bool IsUnused(Fact fact) => fact is { IsDraft: false, Concepts.Count: 0 } && entries[fact] is { Standing: Counting.Current, IsSetAside: false } && !derived.Any(d => ReferenceEquals(Origin(d), fact));

    private Fact Origin(Fact fact) => origins.GetValueOrDefault(fact, fact);

    private string Name(Fact fact) => $"{fact.Reference ?? $"a {fact.Type} without id"} ({Titles(Subject(fact))})";

    private static IReadOnlyList<int> Subject(Fact fact) => fact.Concepts.Count > 0 ? fact.Concepts : fact.Values.Count > 0 ? fact.Values : fact.Reasons;

    private string Titles(IReadOnlyList<int> concepts) => string.Join(", ", MostSpecific(concepts).Select(c => c.ValueSet.Title));

    private IReadOnlyList<Concept> MostSpecific(IReadOnlyList<int> concepts) =>
        [.. concepts.Where(c => !concepts.Any(other => knowledge.Concepts[other].Ancestors.Contains(c))).Select(c => knowledge.Concepts[c])];

    private sealed class Entry
    {
        public List<string> Because { get; } = [];

        public Counting Standing { get; set; }

        public bool IsSetAside { get; set; }

        public bool IsDecisive { get; set; }
    }
}
