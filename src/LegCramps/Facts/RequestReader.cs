using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using LegCramps.Facts.Scanning;
using LegCramps.Knowledge;
using static Hl7.Fhir.Model.OperationOutcome;

namespace LegCramps.Facts;

/// <summary>Reads a CDS Hooks request in one forward pass over its bytes, tolerant of everything that real clients send.</summary>
/// <param name="terminology">The codes of interest.</param>
/// <param name="limits">How much is read before a body is refused.</param>
public sealed class RequestReader(TerminologyIndex terminology, ReaderLimits limits)
{
    // What a scan has collected is cleared before it is reused; only its capacity survives a request.
    private readonly ConcurrentBag<Pass> idle = [];

    /// <summary>Reads a whole body.</summary>
    public ReadResult Read(ReadOnlySpan<byte> body)
    {
        if (body.Length > limits.MaxBytes) return TooLarge();
        var pass = Rent();
        try
        {
            return pass.TryTake(WithoutByteOrderMark(body), isFinal: true, out _) ? Finish(pass) : NotJson();
        }
        finally
        {
            Return(pass);
        }
    }

    /// <summary>Reads a body as it arrives; memory does not grow with it, except for one token larger than the chunk.</summary>
    public async Task<ReadResult> ReadAsync(Stream body, CancellationToken cancellation)
    {
        var pass = Rent();
        var buffer = ArrayPool<byte>.Shared.Rent(limits.ChunkBytes);
        try
        {
            long total = 0;
            var filled = 0;
            var isFirst = true;
            while (true)
            {
                if (filled == buffer.Length) buffer = Grow(buffer, filled);
                var read = await body.ReadAsync(buffer.AsMemory(filled), cancellation).ConfigureAwait(false);
                total += read;
                if (total > limits.MaxBytes) return TooLarge();
                filled += read;
                // A chunk is worth a pass when it is full; waiting costs nothing, the rest is on its way.
                if (read > 0 && filled < buffer.Length) continue;

                var skip = isFirst && total >= 3 ? filled - WithoutByteOrderMark(buffer.AsSpan(0, filled)).Length : 0;
                isFirst = false;
                if (!pass.TryTake(buffer.AsSpan(skip, filled - skip), isFinal: read == 0, out var taken)) return NotJson();
                if (read == 0 || pass.Scan.Problem is not null) return Finish(pass);
                taken += skip;
                buffer.AsSpan(taken, filled - taken).CopyTo(buffer);
                filled -= taken;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
            Return(pass);
        }
    }

    private ReadResult Finish(Pass pass) =>
        pass.Scan.Problem is { } problem ? new ReadResult { Problem = problem } : RequestCompletion.Complete(pass.Scan, terminology);

    private static byte[] Grow(byte[] buffer, int filled)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, filled).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        return larger;
    }

    private static ReadOnlySpan<byte> WithoutByteOrderMark(ReadOnlySpan<byte> body) => body.StartsWith("\uFEFF"u8) ? body[3..] : body;

    private ReadResult NotJson() => new()
    {
        Problem = new RequestProblem(ProblemKind.Malformed, IssueType.Structure, null,
            $"The body is not one JSON object in UTF-8, or it is nested deeper than {limits.MaxDepth}."),
    };

    private ReadResult TooLarge() => new()
    {
        Problem = new RequestProblem(ProblemKind.TooLarge, IssueType.TooLong, null, $"The body is larger than {limits.MaxBytes} bytes."),
    };

    private Pass Rent()
    {
        if (!idle.TryTake(out var pass)) pass = new Pass(terminology, limits);
        pass.Json.Reset();
        return pass;
    }

    private void Return(Pass pass)
    {
        pass.Scan.Reset();
        idle.Add(pass);
    }

    private sealed class Pass
    {
        public Pass(TerminologyIndex terminology, ReaderLimits limits)
        {
            Scan = new RequestScan(terminology, limits);
            Json = new JsonScan(Scan, limits.MaxDepth);
        }

        public RequestScan Scan { get; }

        public JsonScan Json { get; }

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
    }
}
