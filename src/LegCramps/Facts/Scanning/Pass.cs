using System.Text.Json;
using LegCramps.Knowledge;

namespace LegCramps.Facts.Scanning;

/// <summary>The state of one pass over a request, reused from request to request.</summary>
internal sealed class Pass
{
    private readonly TerminologyIndex terminology;

    public Pass(TerminologyIndex terminology, ReaderLimits limits)
    {
        this.terminology = terminology;
        Scan = new RequestScan(terminology, limits);
        Json = new JsonScan(Scan, limits.MaxDepth);
    }

    public RequestScan Scan { get; }

    public JsonScan Json { get; }

    /// <summary>False when the chunk is not what may stand there: no JSON, no UTF-8, or nested too deep.</summary>
    public bool TryTake(ReadOnlySpan<byte> chunk, bool isFinal, out int taken)
    {
        taken = 0;
        if (!Utf8Text.IsValid(chunk)) return false;
        try
        {
            taken = Json.Take(chunk, isFinal);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The request, once its body was taken.</summary>
    public RequestReading Open(Action? close = null) => new(this, terminology, close);
}
