using System.Globalization;
using System.IO.Compression;
using System.Text;
using Hl7.Fhir.Model;
using Microsoft.AspNetCore.Http;
using Task = System.Threading.Tasks.Task;

namespace LegCramps.Service.Tests.Fhir;

/// <summary>One way in which a FHIR server fails, and what the service makes of it.</summary>
/// <param name="Name">How the test calls it.</param>
/// <param name="Code">OperationOutcome.issue.code of the 412.</param>
/// <param name="Requests">Requests for the medications that the service may send before it gives up.</param>
/// <param name="Answer">What the server does.</param>
internal sealed record Fault(string Name, OperationOutcome.IssueType Code, int Requests, Func<string, HttpContext, Task> Answer)
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("401", OperationOutcome.IssueType.Forbidden, 1, Status(401)),
        new("403", OperationOutcome.IssueType.Forbidden, 1, Status(403)),
        new("404", OperationOutcome.IssueType.NotFound, 1, Status(404)),
        new("410", OperationOutcome.IssueType.NotFound, 1, Status(410)),
        new("429 with Retry-After in a minute", OperationOutcome.IssueType.Transient, 1, Status(429, ("Retry-After", "60"))),
        new("500", OperationOutcome.IssueType.Transient, 2, Status(500)),
        new("503", OperationOutcome.IssueType.Transient, 2, Status(503)),
        new("hang", OperationOutcome.IssueType.Timeout, 3, (_, http) => Task.Delay(Timeout.Infinite, http.RequestAborted)),
        new("hang after the headers", OperationOutcome.IssueType.Timeout, 3, HangsAfterHeadersAsync),
        new("slow trickle", OperationOutcome.IssueType.Timeout, 3, TricklesAsync),
        new("reset", OperationOutcome.IssueType.Transient, 2, ResetsAsync),
        new("broken off in the middle", OperationOutcome.IssueType.Transient, 2, BreaksOffAsync),
        new("HTML", OperationOutcome.IssueType.Incomplete, 1, Body("<!doctype html><html><body>Please log in</body></html>", "text/html")),
        new("garbage", OperationOutcome.IssueType.Incomplete, 1, Body("{\"resourceType\":\"Bundle\",\"entry\":[}", "application/fhir+json")),
        new("nothing", OperationOutcome.IssueType.Incomplete, 1, Body("", "application/fhir+json")),
        new("another resource", OperationOutcome.IssueType.Incomplete, 1, Body("""{"resourceType":"CapabilityStatement"}""", "application/fhir+json")),
        new("an OperationOutcome with status 200", OperationOutcome.IssueType.Incomplete, 1, Body(Some.Outcome("error").ToJsonString(), "application/fhir+json")),
        new("FHIR DSTU2", OperationOutcome.IssueType.Incomplete, 1, Body("""{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"MedicationOrder","id":"m"}}]}""", "application/fhir+json")),
        new("a member twice", OperationOutcome.IssueType.Incomplete, 1, Body("""{"resourceType":"Bundle","resourceType":"Bundle","entry":[]}""", "application/fhir+json")),
        new("nested ten thousand deep", OperationOutcome.IssueType.Incomplete, 1, Body($"{{\"resourceType\":\"Bundle\",\"entry\":{new string('[', 10_000)}{new string(']', 10_000)}}}", "application/fhir+json")),
        new("larger than the limit", OperationOutcome.IssueType.Incomplete, 1, Body($"{{\"resourceType\":\"Bundle\",\"entry\":[],\"x\":\"{new string('x', 300_000)}\"}}", "application/fhir+json")),
        new("a gzip bomb", OperationOutcome.IssueType.Incomplete, 1, GzipBombAsync),
        new("said to be gzip and not", OperationOutcome.IssueType.Incomplete, 1, NotGzipAsync),
        new("pages without end", OperationOutcome.IssueType.Incomplete, 10, EndlessAsync),
        new("a page that follows itself", OperationOutcome.IssueType.Incomplete, 1, (path, http) => PageAsync(http, path)),
        new("a next page elsewhere", OperationOutcome.IssueType.Forbidden, 1, (_, http) => PageAsync(http, "http://127.0.0.2:9/fhir/MedicationRequest?page=2")),
        new("a next page in a file", OperationOutcome.IssueType.Forbidden, 1, (_, http) => PageAsync(http, "file:///etc/passwd")),
        new("a next page above the base URL", OperationOutcome.IssueType.Forbidden, 1, (_, http) => PageAsync(http, "../admin?page=2")),
        new("a redirect elsewhere", OperationOutcome.IssueType.Incomplete, 1, Status(302, ("Location", "http://127.0.0.2:9/fhir/MedicationRequest"))),
        new("a redirect to itself", OperationOutcome.IssueType.Incomplete, 1, Status(307, ("Location", "/fhir/MedicationRequest"))),
        new("the wrong patient", OperationOutcome.IssueType.Incomplete, 1, Body(Some.Searchset(Some.Order(Codes.Raloxifene).With("subject", Some.Subject("somebody-else"))).ToJsonString(), "application/fhir+json")),
    ];

    public static Fault Named(string name) => All.Single(f => f.Name == name);

    private static Func<string, HttpContext, Task> Status(int status, params (string Name, string Value)[] headers) => (_, http) =>
    {
        http.Response.StatusCode = status;
        foreach (var (name, value) in headers) http.Response.Headers[name] = value;
        return http.Response.WriteAsync(Some.Outcome("error").ToJsonString());
    };

    private static Func<string, HttpContext, Task> Body(string text, string contentType) => (_, http) =>
    {
        http.Response.ContentType = contentType;
        return http.Response.WriteAsync(text);
    };

    private static async Task HangsAfterHeadersAsync(string path, HttpContext http)
    {
        await http.Response.StartAsync();
        await Task.Delay(Timeout.Infinite, http.RequestAborted);
    }

    private static async Task TricklesAsync(string path, HttpContext http)
    {
        foreach (var character in $"{{\"resourceType\":\"Bundle\",\"x\":\"{new string('x', 1000)}\"}}")
        {
            await http.Response.WriteAsync(character.ToString(), http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
            await Task.Delay(100, http.RequestAborted);
        }
    }

    private static Task ResetsAsync(string path, HttpContext http)
    {
        http.Abort();
        return Task.CompletedTask;
    }

    private static async Task BreaksOffAsync(string path, HttpContext http)
    {
        http.Response.ContentLength = 10_000;
        await http.Response.WriteAsync("{\"resourceType\":\"Bundle\",");
        await http.Response.Body.FlushAsync();
        http.Abort();
    }

    private static async Task GzipBombAsync(string path, HttpContext http)
    {
        http.Response.Headers.ContentEncoding = "gzip";
        await using var gzip = new GZipStream(http.Response.Body, CompressionLevel.Fastest);
        await gzip.WriteAsync(Encoding.UTF8.GetBytes("{\"resourceType\":\"Bundle\",\"x\":\""), http.RequestAborted);
        var zeros = Encoding.UTF8.GetBytes(new string('0', 64 * 1024));
        // Half a gigabyte, in half a megabyte.
        for (var i = 0; i < 8192; i++) await gzip.WriteAsync(zeros, http.RequestAborted);
    }

    private static Task NotGzipAsync(string path, HttpContext http)
    {
        http.Response.Headers.ContentEncoding = "gzip";
        return http.Response.WriteAsync(Some.Searchset().ToJsonString());
    }

    private static Task EndlessAsync(string path, HttpContext http) =>
        PageAsync(http, $"MedicationRequest?page={int.Parse(http.Request.Query["page"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture) + 1}");

    private static Task PageAsync(HttpContext http, string next) =>
        http.Response.WriteAsync(Some.Searchset(Some.Order(Codes.Acetaminophen)).With("link", new JsonArray(new JsonObject { ["relation"] = "next", ["url"] = next })).ToJsonString());
}
