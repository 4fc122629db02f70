using LegCramps.Composition;
using LegCramps.Evaluation;
using LegCramps.Facts;

namespace LegCramps.Tests.Facts.Fuzzing;

/// <summary>What must hold for every body, whatever was done to it.</summary>
internal sealed class Invariants
{
    private const int GoodEvery = 4;
    private const int CardsEvery = 5;

    private static readonly ReaderLimits Limits = new();
    private static readonly CompositionOptions Options = new() { Secret = new byte[32], MaxCards = 20 };

    private readonly RequestReader whole = new(Shipped.Knowledge.Terminology, Limits);
    private readonly RequestReader[] chunked = [.. new[] { 16, 64, 256, 1024, 8192 }.Select(c => new RequestReader(Shipped.Knowledge.Terminology, Limits with { ChunkBytes = c }))];
    private readonly Evaluator evaluator = new(Shipped.Knowledge);
    private readonly Composer composer = new(Shipped.Knowledge);
    private readonly byte[] good = File.ReadAllBytes(Path.Combine(Shipped.Root, "samples", "requests", "order-select-raloxifene.json"));
    private readonly string goodText;

    public Invariants() => goodText = Reading.Text(whole.Read(good));

    /// <summary>Readings that came to a chart, and those of them whose cards were made.</summary>
    public int Charts { get; private set; }

    public int Carded { get; private set; }

    /// <summary>What is wrong with how this body was read, or null.</summary>
    public string? Fault(byte[] body, int number)
    {
        var read = whole.Read(body);
        if ((read.Problem is null) == (read.Chart is null) || (read.Problem is null && read.Request is null)) return "neither a problem nor a chart, or both";
        var text = Reading.Text(read);
        var isObject = JsonOracle.IsObject(body, Limits.MaxDepth);
        if (!isObject && read.Chart is not null) return "a chart from what is no JSON object";
        if (isObject && read.Problem is { Expression: null, Kind: ProblemKind.Malformed }) return "called no JSON, which it is";

        var reader = chunked[number % chunked.Length];
        var inPieces = reader.ReadAsync(new MemoryStream(body), CancellationToken.None).GetAwaiter().GetResult();
        // Of two things that are wrong, the pieces may meet the other one first.
        var sameProblem = !isObject && read.Problem is not null && inPieces.Problem is not null;
        if (!sameProblem && Reading.Text(inPieces) is var other && other != text) return $"in pieces it reads otherwise:\n{text}\n{other}";

        if (number % GoodEvery == 0)
        {
            if (Reading.Text(whole.Read(good)) != goodText) return "a good body reads otherwise afterwards";
            if (Reading.Text(reader.ReadAsync(new MemoryStream(good), CancellationToken.None).GetAwaiter().GetResult()) != goodText) return "a good body in pieces reads otherwise afterwards";
        }

        if (read.Chart is null) return null;
        Charts++;
        return number % CardsEvery == 0 ? Cards(read.Request!, read.Chart) : null;
    }

    // The rest of the path: whatever the chart holds, cards come of it, or none.
    private string? Cards(CdsRequest request, Chart chart)
    {
        Carded++;
        var (findings, unreadable) = evaluator.Evaluate(chart, new Situation(request.Hook, "broad", new DateOnly(2026, 11, 23)));
        var composed = composer.Compose(findings, chart, request, Options);
        Composer.State(composed, chart, unreadable);
        if (composed.Failed.Count > 0) return $"the card {composed.Failed[0]} failed";
        return composed.Cards.FirstOrDefault(c => c.Summary.Length is 0 or > Composer.MaxSummary) is { } card ? $"a summary of {card.Summary.Length} characters" : null;
    }
}
