using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace LegCramps.Service.Tests.Support;

/// <summary>An OpenTelemetry collector that keeps what it is sent by OTLP over HTTP. Text stands in protocol buffers as it is, so it can be searched.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, string Text)> received = new();
    private readonly WebApplication app;

    private Collector(WebApplication app) => this.app = app;

    public string Address => app.Urls.Single();

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var collector = new Collector(builder.Build());
        collector.app.Run(collector.KeepAsync);
        await collector.app.StartAsync();
        return collector;
    }

    /// <summary>Everything of one kind, <c>traces</c> or <c>metrics</c>, that came so far.</summary>
    public string Received(string kind) => string.Concat(received.Where(r => r.Path.EndsWith(kind, StringComparison.Ordinal)).Select(r => r.Text));

    /// <summary>Waits until something of one kind has come that holds all these texts.</summary>
    public async Task<string> WaitAsync(string kind, params string[] texts)
    {
        for (var i = 0; i < 300 && !texts.All(Received(kind).Contains); i++) await Task.Delay(100);
        return Received(kind);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task KeepAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        received.Enqueue((http.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
    }
}
