using System.Buffers;
using System.Collections.Concurrent;
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
        var pass = Rent(Shapes.Request);
        try
        {
            return pass.TryTake(WithoutByteOrderMark(body), isFinal: true, out _) ? pass.Open().Finish() : NotJson();
        }
        finally
        {
            Return(pass);
        }
    }

    /// <summary>Reads a body as it arrives; memory does not grow with it, except for one token larger than the chunk.</summary>
    public async Task<ReadResult> ReadAsync(Stream body, CancellationToken cancellation)
    {
        using var reading = await OpenAsync(body, cancellation).ConfigureAwait(false);
        return reading.Finish();
    }

    /// <summary>Reads a body as it arrives, and leaves it open for what was not in it.</summary>
    public async Task<RequestReading> OpenAsync(Stream body, CancellationToken cancellation)
    {
        var pass = Rent(Shapes.Request);
        try
        {
            if (await ReadAsync(pass, body, cancellation).ConfigureAwait(false) is not { } refused) return pass.Open(() => Return(pass));
            Return(pass);
            return new RequestReading(refused);
        }
        catch
        {
            Return(pass);
            throw;
        }
    }

    /// <summary>Reads by itself what a FHIR server answered, to know whether it can be added to a request.</summary>
    /// <param name="key">The prefetch key it was fetched for, or <see cref="RequestReading.Medication"/>.</param>
    /// <param name="body">A resource or a searchset.</param>
    public FetchedPage Inspect(string key, ReadOnlySpan<byte> body)
    {
        var number = RequestReading.InputOf(key);
        var pass = Rent(Shapes.Pages[number]);
        try
        {
            var isRead = pass.TryTake(WithoutByteOrderMark(body), isFinal: true, out _) && pass.Scan.Problem is null;
            var input = pass.Scan.Resources.Inputs[number];
            return new FetchedPage(isRead && input.State is not (InputState.Missing or InputState.Unreadable), input.HasFailed, input.NextUrl, pass.Scan.Resources.Entries);
        }
        finally
        {
            Return(pass);
        }
    }

    /// <summary>Null when the whole body was taken, else why it was not.</summary>
    private async Task<ReadResult?> ReadAsync(Pass pass, Stream body, CancellationToken cancellation)
    {
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
                if (read == 0 || pass.Scan.Problem is not null) return null;
                taken += skip;
                buffer.AsSpan(taken, filled - taken).CopyTo(buffer);
                filled -= taken;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static byte[] Grow(byte[] buffer, int filled)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, filled).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        return larger;
    }

    internal static ReadOnlySpan<byte> WithoutByteOrderMark(ReadOnlySpan<byte> body) => body.StartsWith("\uFEFF"u8) ? body[3..] : body;

    private ReadResult NotJson() => new()
    {
        Problem = new RequestProblem(ProblemKind.Malformed, IssueType.Structure, null,
            $"The body is not one JSON object in UTF-8, or it is nested deeper than {limits.MaxDepth}."),
    };

    private ReadResult TooLarge() => new()
    {
        Problem = new RequestProblem(ProblemKind.TooLarge, IssueType.TooLong, null, $"The body is larger than {limits.MaxBytes} bytes."),
    };

    private Pass Rent(Shape root)
    {
        if (!idle.TryTake(out var pass)) pass = new Pass(terminology, limits);
        pass.Json.Reset(root);
        return pass;
    }

    private void Return(Pass pass)
    {
        pass.Scan.Reset();
        idle.Add(pass);
    }
}
