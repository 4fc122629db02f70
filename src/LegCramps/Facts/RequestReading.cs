using LegCramps.Facts.Scanning;
using LegCramps.Knowledge;

namespace LegCramps.Facts;

/// <summary>A request whose body was read, still open for what was not in it: what it lacks can be asked, and what was fetched be added.</summary>
public sealed class RequestReading : IDisposable
{
    /// <summary>Names, beside the prefetch keys, the Medications that orders refer to.</summary>
    public const string Medication = "Medication";

    private readonly Pass? pass;
    private readonly TerminologyIndex? terminology;
    private readonly ReadResult opened;
    private Action? close;

    internal RequestReading(Pass pass, TerminologyIndex terminology, Action? close)
    {
        (this.pass, this.terminology, this.close) = (pass, terminology, close);
        opened = RequestCompletion.Open(pass.Scan);
    }

    internal RequestReading(ReadResult refused) => opened = refused;

    /// <summary>The envelope; null when the body is none.</summary>
    public CdsRequest? Request => opened.Request;

    /// <summary>Why the request gets no cards, whatever else could be had.</summary>
    public RequestProblem? Problem => opened.Problem;

    /// <summary>The prefetch keys that are missing or incomplete, and where the rest is when the client said so. A query that failed at the client is not among them.</summary>
    public IReadOnlyList<Gap> Gaps => [.. PrefetchKeys.All.Select(GapOf).OfType<Gap>()];

    /// <summary>References of current orders, as sent, that lead to no Medication in what was read so far.</summary>
    public IReadOnlyCollection<string> UnresolvedMedications
    {
        get
        {
            var scan = pass!.Scan.Resources;
            var medications = new MedicationResolution(scan);
            var references = new HashSet<string>(StringComparer.Ordinal);
            for (var i = 0; i < scan.Kept.Count && scan.Work.Problem is null; i++)
            {
                if (scan.MayCount(i)) medications.AddUnresolved(i, references);
            }

            return references;
        }
    }

    /// <summary>Adds pages that <see cref="RequestReader.Inspect"/> found sound, as if they had come as prefetch.</summary>
    /// <param name="key">The prefetch key they were fetched for, or <see cref="Medication"/>.</param>
    /// <param name="pages">In the order of their links.</param>
    /// <param name="replace">True when they are the whole answer, false when they go on where prefetch broke off.</param>
    /// <param name="isWhole">False when there was more that could not be had.</param>
    public void Add(string key, IReadOnlyList<ReadOnlyMemory<byte>> pages, bool replace, bool isWhole)
    {
        var number = InputOf(key);
        var input = pass!.Scan.Resources.Inputs[number];
        if (replace && pages.Count > 0)
        {
            input.Reset();
            input.FirstKept = pass.Scan.Resources.Kept.Count;
        }

        foreach (var page in pages)
        {
            pass.Json.Reset(Shapes.Pages[number]);
            pass.Scan.Resources.StartPage();
            pass.TryTake(RequestReader.WithoutByteOrderMark(page.Span), isFinal: true, out _);
        }

        if (pages.Count == 0) return;
        // Links that were followed to the end say more about what there is than a count does.
        (input.Total, input.HasNextPage, input.NextUrl) = (0, !isWhole, null);
    }

    /// <summary>The chart of everything that was read, or why there is none.</summary>
    public ReadResult Finish() =>
        opened.Problem is not null ? opened
        : pass!.Scan.Problem is { } problem ? new ReadResult { Request = opened.Request, Problem = problem }
        : RequestCompletion.Complete(pass.Scan, opened.Request!, terminology!);

    /// <summary>Gives the memory back; everything of the request is forgotten.</summary>
    public void Dispose()
    {
        close?.Invoke();
        close = null;
    }

    internal static int InputOf(string key) => key == Medication ? Shapes.Referenced : PrefetchKeys.IndexOf(key);

    private Gap? GapOf(string key, int index)
    {
        var input = pass!.Scan.Resources.Inputs[index];
        return input.Missing switch
        {
            Missing.Everything => new Gap(key, input.State, null),
            Missing.NextPage => new Gap(key, input.State, input.NextUrl),
            _ => null,
        };
    }
}

/// <summary>What a prefetch key lacks.</summary>
/// <param name="Key">One of <see cref="PrefetchKeys"/>.</param>
/// <param name="State">How it arrived.</param>
/// <param name="Next">Link to the next page, as sent; null when the whole query is missing.</param>
public sealed record Gap(string Key, InputState State, string? Next);

/// <summary>What a FHIR server answered, judged by itself.</summary>
/// <param name="IsSound">False when it is no JSON, no FHIR R4, or nothing that was asked for.</param>
/// <param name="HasFailed">True when an OperationOutcome in it says that a part of the query failed.</param>
/// <param name="Next">Link to the next page, as sent; null on the last one.</param>
/// <param name="Entries">Entries of the Bundle.</param>
public sealed record FetchedPage(bool IsSound, bool HasFailed, string? Next, int Entries);
