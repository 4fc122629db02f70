using System.Text.Json;
using LegCramps.Composition;
using LegCramps.Evaluation;
using LegCramps.Facts;
using LegCramps.Knowledge;
using LegCramps.Service.Clients;
using LegCramps.Service.Discovery;
using LegCramps.Service.Hooks;

namespace LegCramps.Service.Commands;

/// <summary><c>explain</c>: takes a request down the path of the service and says why each fact counts and each card is shown or not.</summary>
/// <param name="folder">The card folder.</param>
/// <param name="gate">How the client is answered.</param>
/// <param name="jurisdiction">Whose drug labels hold.</param>
/// <param name="today">The day on which the request is answered.</param>
internal sealed class ExplainRequest(string folder, string gate, string jurisdiction, DateOnly today)
{
    /// <summary>Stands for standard input in place of a file.</summary>
    public const string StandardInput = "-";

    private const int Refused = 1, WrongUsage = 2;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = ReadableEncoder.Instance };

    public async Task<int> RunAsync(string file, bool json, Stream input, TextWriter output, TextWriter error)
    {
        var cards = CardFolder.Load(folder);
        foreach (var problem in cards.Problems) await error.WriteLineAsync(problem.ToString());
        if (cards.Knowledge is not { } knowledge) return WrongUsage;
        byte[] body;
        try
        {
            body = await ReadAsync(file, input);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"'{file}' cannot be read: {e.Message}");
            return WrongUsage;
        }

        var document = await ExplainAsync(body, knowledge);
        if (json) await output.WriteLineAsync(JsonSerializer.Serialize(document, Json));
        else ExplainText.Write(document, output);
        return document.Refused is null ? 0 : Refused;
    }

    private async Task<ExplainDocument> ExplainAsync(byte[] body, KnowledgeBase knowledge)
    {
        var reader = new RequestReader(knowledge.Terminology, new ReaderLimits { MaxBytes = new LegCrampsOptions().MaxRequestBodyBytes });
        var read = reader.Read(body);
        if (read.Request is not { } request) return ExplainDocument.OfRefusal(Refusal.Of(read.Problem!));
        if (ServiceList.All.FirstOrDefault(s => s.Hook == request.Hook) is not { } service) return ExplainDocument.OfRefusal(Refusal.UnknownService);

        // The answer comes from the very class that serves; the reasons are asked for beside it.
        var evaluator = new Evaluator(knowledge);
        using var stream = new MemoryStream(body);
        var answer = await new HookCall(reader, completion: null, evaluator, new Composer(knowledge), new Day(today)).AnswerAsync(service, Client(), stream, CancellationToken.None);
        if (answer.Problem is { } problem) return ExplainDocument.OfRefusal(Refusal.Of(problem));
        var situation = new Situation(service.Hook, gate, today, jurisdiction);
        return ExplainDocument.Of(situation, read.Chart!, evaluator.Explain(read.Chart!, situation), answer);
    }

    private CdsClient Client() => new() { Id = "", Gate = gate, Jurisdiction = jurisdiction, Completeness = true, Composition = new() { Secret = [] } };

    private static async Task<byte[]> ReadAsync(string file, Stream input)
    {
        if (file != StandardInput) return await File.ReadAllBytesAsync(file);
        using var body = new MemoryStream();
        await input.CopyToAsync(body);
        return body.ToArray();
    }

    private sealed class Day(DateOnly today) : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => new(today, TimeOnly.MinValue, TimeSpan.Zero);
    }
}
