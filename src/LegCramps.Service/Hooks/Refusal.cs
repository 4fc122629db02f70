using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using LegCramps.Facts;
using Microsoft.Net.Http.Headers;
using static Hl7.Fhir.Model.OperationOutcome;
using Task = System.Threading.Tasks.Task;

namespace LegCramps.Service.Hooks;

/// <summary>A call that gets no cards: an HTTP status and a FHIR OperationOutcome that says why, without anything of the patient.</summary>
internal sealed record Refusal(int Status, IssueType Code, string Text, string? Expression = null) : IResult
{
    public const string MediaType = "application/fhir+json; charset=utf-8";

    private static readonly JsonSerializerOptions Fhir = new JsonSerializerOptions { Encoder = ReadableEncoder.Instance }.ForFhir(ModelInfo.ModelInspector);

    public static Refusal UnknownPath { get; } = new(404, IssueType.NotFound, "There is nothing at this address. GET /cds-services lists the services.");

    public static Refusal UnknownService { get; } = new(404, IssueType.NotFound, "There is no service with this id. GET /cds-services lists the services.");

    public static Refusal UnsupportedMediaType { get; } = new(415, IssueType.NotSupported, "The body must be sent as application/json (or another +json type) in UTF-8, without content encoding.");

    public static Refusal ShuttingDown { get; } = new(503, IssueType.Transient, "The service is shutting down. Try again.") { Headers = [(HeaderNames.RetryAfter, "1")] };

    public static Refusal CannotVerify { get; } = new(503, IssueType.Transient, "The service cannot verify who calls at present. Try again.") { Headers = [(HeaderNames.RetryAfter, "1")] };

    public static Refusal Overloaded { get; } = new(503, IssueType.Throttled, "More calls came in than the service can work on. Try again.") { Headers = [(HeaderNames.RetryAfter, "1")] };

    public static Refusal TooManyCalls(string seconds) =>
        new(429, IssueType.Throttled, $"This client calls more often than it may. Try again in {seconds} s.") { Headers = [(HeaderNames.RetryAfter, seconds)] };

    public static Refusal StoreAway { get; } = new(503, IssueType.Transient, "The feedback could not be kept. Send it again.") { Headers = [(HeaderNames.RetryAfter, "5")] };

    public static Refusal Fault { get; } = new(500, IssueType.Exception, "The service failed. The request got no cards; that does not mean that there was nothing to say.");

    /// <summary>The headers that go with the status.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public static Refusal TooLarge { get; } = new(413, IssueType.TooLong, "The body is larger than this service reads (LegCramps:MaxRequestBodyBytes).");

    /// <summary>What the server itself found wrong while the body came in.</summary>
    public static Refusal Transport(int status) => status switch
    {
        413 => TooLarge,
        408 => new(408, IssueType.Timeout, "The body came in too slowly."),
        _ => new(400, IssueType.Structure, "The body broke off or was not framed as HTTP demands."),
    };

    /// <summary>The answer to a method that the address does not know, and to OPTIONS.</summary>
    public static IResult WrongMethod(HttpRequest request, string allow)
    {
        request.HttpContext.Response.Headers.Allow = allow;
        return HttpMethods.IsOptions(request.Method)
            ? TypedResults.NoContent()
            : new Refusal(405, IssueType.NotSupported, $"This address answers {allow}.");
    }

    public static Refusal Of(RequestProblem problem) => new(
        problem.Kind switch
        {
            ProblemKind.Malformed => 400,
            ProblemKind.Unprocessable => 422,
            ProblemKind.DataUnobtainable => 412,
            ProblemKind.TooLarge => 413,
            _ => 500,
        },
        problem.Code,
        problem.Text,
        problem.Expression);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        foreach (var (name, value) in Headers) response.Headers[name] = value;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.ContentType = MediaType;
        var body = Bytes();
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(httpContext.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }

    internal byte[] Bytes() => Bytes([Issue(Status == 500 ? IssueSeverity.Fatal : IssueSeverity.Error, Code, Text, Status, Expression)]);

    internal static byte[] Bytes(IEnumerable<IssueComponent> issues) => JsonSerializer.SerializeToUtf8Bytes<Resource>(new OperationOutcome { Issue = [.. issues] }, Fhir);

    internal static IssueComponent Issue(IssueSeverity severity, IssueType code, string text, int status, string? expression) => new()
    {
        Severity = severity,
        Code = code,
        Details = new CodeableConcept { Text = text },
        Diagnostics = expression is null ? $"HTTP {status}" : $"HTTP {status}: {expression}",
        Expression = expression is null ? [] : [expression],
    };
}
