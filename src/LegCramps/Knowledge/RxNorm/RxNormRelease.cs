using System.Runtime.InteropServices;

namespace LegCramps.Knowledge.RxNorm;

/// <summary>The graph of one RxNorm release: the concepts of RxNorm itself and the relations that lead to products. Names are read for what is needed only.</summary>
internal sealed class RxNormRelease
{
    /// <summary>RXCUIs are below this, so that a relation fits into one number.</summary>
    public const int MaxCode = 1 << 28;

    public const string Concepts = "RXNCONSO.RRF";
    public const string Relationships = "RXNREL.RRF";
    public const string Attributes = "RXNSAT.RRF";

    private readonly Dictionary<int, (TermType Type, bool Suppressed)> concepts = [];
    private readonly Func<string, Stream> open;
    private readonly RrfProblems problems;
    private readonly List<ulong> relations = [];

    private RxNormRelease(Func<string, Stream> open, RrfProblems problems)
    {
        this.open = open;
        this.problems = problems;
    }

    public int ConceptCount => concepts.Count;

    public int RelationCount => relations.Count;

    public static RxNormRelease Read(Func<string, Stream> open, RrfProblems problems)
    {
        var release = new RxNormRelease(open, problems);
        release.ReadConcepts();
        release.ReadRelations();
        return release;
    }

    public TermType? TypeOf(int code) => concepts.TryGetValue(code, out var found) ? found.Type : null;

    public bool IsSuppressed(int code) => concepts.TryGetValue(code, out var found) && found.Suppressed;

    /// <summary>Where the relations of a concept lead to.</summary>
    public IEnumerable<(Relation Relation, int To)> From(int code)
    {
        var at = relations.BinarySearch((ulong)code << 36);
        for (at = at < 0 ? ~at : at; at < relations.Count && (int)(relations[at] >> 36) == code; at++)
            yield return ((Relation)(byte)relations[at], (int)(relations[at] >> 8) & (MaxCode - 1));
    }

    /// <summary>RxNorm's own names and term types of these concepts.</summary>
    public IReadOnlyDictionary<int, (string Name, string Type)> Names(IReadOnlySet<int> wanted)
    {
        var names = new Dictionary<int, (string, string)>();
        foreach (var (code, type, row) in ConceptRows(new RrfProblems()))
        {
            if (wanted.Contains(code)) names[code] = (row.Text(14), type);
        }

        return names;
    }

    /// <summary>How many NDCs these concepts have.</summary>
    public IReadOnlyDictionary<int, int> NdcCounts(IReadOnlySet<int> wanted)
    {
        // RXCUI LUI SUI RXAUI STYPE CODE ATUI SATUI ATN SAB ATV SUPPRESS CVF
        var counts = new Dictionary<int, int>();
        using var stream = open(Attributes);
        var row = new RrfReader(stream, Attributes, 13, problems);
        while (row.Next())
        {
            if (!row[9].SequenceEqual("RXNORM"u8) || !row[8].SequenceEqual("NDC"u8) || row.Number(0) is not (> 0 and var code) || !wanted.Contains(code)) continue;
            CollectionsMarshal.GetValueRefOrAddDefault(counts, code, out _)++;
        }

        return counts;
    }

    private void ReadConcepts()
    {
        foreach (var (code, type, row) in ConceptRows(problems)) concepts[code] = (TermTypes.Find(type)!.Value, !row[16].SequenceEqual("N"u8));
    }

    // RXCUI LAT TS LUI STT SUI ISPREF RXAUI SAUI SCUI SDUI SAB TTY CODE STR SRL SUPPRESS CVF; synonyms and other sources have rows of their own.
    private IEnumerable<(int Code, string Type, RrfReader Row)> ConceptRows(RrfProblems report)
    {
        using var stream = open(Concepts);
        var row = new RrfReader(stream, Concepts, 18, report);
        while (row.Next())
        {
            if (row[11].SequenceEqual("RXNORM"u8) && row.Text(12) is var type && TermTypes.Find(type) is not null && row.Number(0) is > 0 and var code) yield return (code, type, row);
        }
    }

    private void ReadRelations()
    {
        // RXCUI1 RXAUI1 STYPE1 REL RXCUI2 RXAUI2 STYPE2 RELA RUI SRUI SAB SL DIR RG SUPPRESS CVF: the second concept has the relation RELA to the first.
        using var stream = open(Relationships);
        var row = new RrfReader(stream, Relationships, 16, problems);
        while (row.Next())
        {
            if (!row[10].SequenceEqual("RXNORM"u8) || row[0].IsEmpty || row[4].IsEmpty || Relations.Find(row.Text(7)) is not var (relation, backward)) continue;
            var (from, to) = backward ? (row.Number(0), row.Number(4)) : (row.Number(4), row.Number(0));
            if (concepts.ContainsKey(from) && concepts.ContainsKey(to)) relations.Add(((ulong)from << 36) | ((ulong)to << 8) | (byte)relation);
        }

        // Most relations are there twice, once for each direction.
        relations.Sort();
        var kept = 0;
        for (var i = 0; i < relations.Count; i++)
        {
            if (i == 0 || relations[i] != relations[i - 1]) relations[kept++] = relations[i];
        }

        relations.RemoveRange(kept, relations.Count - kept);
    }
}
