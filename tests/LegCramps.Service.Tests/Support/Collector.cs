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

    /// <summary>Waits until what came of one kind, <c>traces</c> or <c>metrics</c>, holds all these texts, and returns it.</summary>
    public async Task<string> ShouldReceiveAsync(string kind, params string[] texts)
    {
        var all = "";
        for (var i = 0; i < 600 && !(i > 0 && texts.All(all.Contains)); i++)
        {
            await Task.Delay(100);
            all = string.Concat(received.Where(r => r.Path.EndsWith(kind, StringComparison.Ordinal)).Select(r => r.Text));
        }

        all.Should().ContainAll(texts);
        return all;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task KeepAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        received.Enqueue((http.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
    }
}
