using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LegCramps.Service.Tests.Support;

/// <summary>A FHIR server of a client, on a real socket: reads and searches what it was given, in pages, until it is told to misbehave.</summary>
internal sealed class StubFhirServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<(string Path, string? Authorization)> requests = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly List<JsonObject> resources = [];
    private Func<string, HttpContext, Task>? misbehavior;
    private Func<string, bool> isAsked = _ => true;
    private int inFlight;

    private StubFhirServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Run(AnswerAsync);
    }

    /// <summary>Its base URL, without a slash at the end.</summary>
    public string Base { get; private set; } = "";

    /// <summary>Paths and queries below the base URL, in the order asked.</summary>
    public IReadOnlyList<string> Requests => [.. requests.Select(r => r.Path)];

    public IReadOnlyList<string?> Authorizations => [.. requests.Select(r => r.Authorization)];

    /// <summary>Most requests that were in flight at one moment.</summary>
    public int MostInFlight { get; private set; }

    public int PageSize { get; set; } = 1000;

    /// <summary>Ends with the server, for an answer that never comes.</summary>
    public CancellationToken Stopping => stopping.Token;

    public static async Task<StubFhirServer> StartAsync(params JsonObject[] resources)
    {
        var server = new StubFhirServer();
        server.resources.AddRange(resources);
        await server.app.StartAsync();
        server.Base = $"{server.app.Urls.Single()}/fhir";
        return server;
    }

    public StubFhirServer Holds(IEnumerable<JsonObject> more)
    {
        lock (resources)
        {
            resources.Clear();
            resources.AddRange(more);
        }

        return this;
    }

    public void Forget() => requests.Clear();

    /// <summary>From now on this happens instead of an answer, to every request or to those with such a path and query.</summary>
    public void Misbehaves(Func<string, HttpContext, Task> how, Func<string, bool>? when = null) => (isAsked, misbehavior) = (when ?? (_ => true), how);

    public void Behaves() => misbehavior = null;

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await app.DisposeAsync();
        stopping.Dispose();
    }

    /// <summary>What a query finds, as one searchset or one resource; null when there is no such resource.</summary>
    public JsonObject? Find(string query) => Find(query, page: 0, int.MaxValue);

    private async Task AnswerAsync(HttpContext http)
    {
        var path = $"{http.Request.Path}{http.Request.QueryString}"["/fhir".Length..].TrimStart('/');
        requests.Enqueue((path, http.Request.Headers.Authorization));
        var now = Interlocked.Increment(ref inFlight);
        MostInFlight = Math.Max(MostInFlight, now);
        try
        {
            if (misbehavior is { } how && isAsked(path)) await how(path, http);
            else await SendAsync(http, Find(path, int.Parse(http.Request.Query["page"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture), PageSize));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The service gave up, or the test is over.
        }
        finally
        {
            Interlocked.Decrement(ref inFlight);
        }
    }

    private static Task SendAsync(HttpContext http, JsonObject? body)
    {
        http.Response.ContentType = "application/fhir+json";
        if (body is not null) return http.Response.WriteAsync(body.ToJsonString());
        http.Response.StatusCode = 404;
        return http.Response.WriteAsync(Some.Outcome("error").ToJsonString());
    }

    private JsonObject? Find(string query, int page, int size)
    {
        var parts = query.Split('?', 2);
        var steps = parts[0].Split('/');
        var parameters = parts.Length == 1 ? [] : parts[1].Split('&').Select(p => p.Split('=', 2)).Where(p => p[0] != "page").ToList();
        lock (resources)
        {
            var ofType = resources.Where(r => r["resourceType"]!.GetValue<string>() == steps[0]);
            if (steps.Length == 2) return ofType.FirstOrDefault(r => r["id"]?.GetValue<string>() == Uri.UnescapeDataString(steps[1]))?.DeepClone().AsObject();
            var found = ofType.Where(r => parameters.All(p => Matches(r, p[0], Uri.UnescapeDataString(p[1])))).ToList();
            var bundle = Some.Searchset([.. found.Skip(page * size).Take(size).Select(r => r.DeepClone().AsObject())]);
            bundle["total"] = found.Count;
            var next = new JsonObject { ["relation"] = "next", ["url"] = $"{Base}/{steps[0]}?{string.Join('&', parameters.Select(p => $"{p[0]}={p[1]}"))}&page={page + 1}" };
            if ((page + 1L) * size < found.Count) bundle["link"] = new JsonArray(new JsonObject { ["relation"] = "self", ["url"] = $"{Base}/{query}" }, next);
            return bundle;
        }
    }

    private static bool Matches(JsonObject resource, string parameter, string value) => parameter switch
    {
        "patient" => ((resource["subject"] ?? resource["patient"])?["reference"]?.ToString() ?? "").Split('/', ':')[^1] == value,
        "status" => resource["status"]?.ToString() == value,
        "_id" => value.Split(',').Contains(resource["id"]?.ToString()),
        _ => true,
    };
}
