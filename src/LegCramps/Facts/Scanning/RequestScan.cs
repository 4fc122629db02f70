using System.Text;
using System.Text.Json;
using LegCramps.Knowledge;
using static Hl7.Fhir.Model.OperationOutcome;

namespace LegCramps.Facts.Scanning;

/// <summary>Collects what the walk over the tokens meets: the envelope, and the resources with a coding of interest.</summary>
internal sealed class RequestScan(TerminologyIndex terminology, ReaderLimits limits)
{
    private byte[] scratch = new byte[4 * 1024];

    public Envelope Envelope { get; private set; } = new();

    public ResourceScan Resources { get; } = new(terminology, limits);

    public RequestProblem? Problem { get; private set; }

    public void Reset()
    {
        Envelope = new Envelope();
        Resources.Reset();
        Problem = null;
        Array.Clear(scratch);
    }

    public void Start(Shape shape)
    {
        switch (shape.Node)
        {
            case Node.Context: Envelope.HasContext = true; break;
            case Node.Prefetch: Envelope.HasPrefetch = true; break;
            case Node.FhirAuthorization: Envelope.HasFhirAuthorization = true; break;
            default:
                if (Resources.Start(shape) is { } problem) Problem ??= problem;
                break;
        }
    }

    public void StartSelections() => Envelope.Selections ??= [];

    public void End(Shape shape)
    {
        if (Resources.End(shape) is { } problem) Problem ??= problem;
    }

    /// <summary>A scalar of interest. Strings come as the bytes they stand for, escapes resolved.</summary>
    public void Value(Shape shape, ref Utf8JsonReader reader)
    {
        var bytes = Bytes(ref reader);
        if (shape.Field <= Field.Selection)
        {
            // A member of the envelope that must be a string counts as not sent when it is something else.
            if (reader.TokenType == JsonTokenType.String || shape.Field == Field.ExpiresIn) Envelope.Set(shape.Field, Encoding.UTF8.GetString(bytes));
        }
        else
        {
            Resources.Value(shape, reader.TokenType, bytes);
        }
    }

    public void Null(Shape shape)
    {
        if (shape.Input >= 0) Resources.Null(shape.Input);
        else if (shape == Shapes.Request) Mismatch(shape);
    }

    public void Mismatch(Shape shape)
    {
        if (shape.Input >= 0 && shape.Input != Shapes.DraftOrders) Resources.Unreadable(shape.Input);
        else Problem ??= Malformed(shape == Shapes.Request ? null : shape.Name, $"{shape.Name} must be a JSON {shape.Expect.ToString().ToLowerInvariant()}.");
    }

    public void Duplicate(Shape parent, ReadOnlySpan<byte> name)
    {
        var member = Encoding.UTF8.GetString(name);
        Problem ??= Malformed(parent.Node is Node.Context or Node.Prefetch or Node.FhirAuthorization ? $"{parent.Name}.{member}" : member,
            "The member appears twice in one object; send it once.");
    }

    private static RequestProblem Malformed(string? element, string text) => new(ProblemKind.Malformed, IssueType.Structure, element, text);

    private ReadOnlySpan<byte> Bytes(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped) return reader.ValueSpan;
        if (reader.ValueSpan.Length > scratch.Length) scratch = new byte[reader.ValueSpan.Length];
        return scratch.AsSpan(0, reader.CopyString(scratch));
    }
}
