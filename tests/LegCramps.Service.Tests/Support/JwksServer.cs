using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LegCramps.Service.Tests.Support;

/// <summary>Where a client publishes its keys: a real server, which does as the test says.</summary>
internal sealed class JwksServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private int fetches;

    private JwksServer(WebApplication app)
    {
        this.app = app;
        app.MapGet("/jwks.json", async http =>
        {
            Interlocked.Increment(ref fetches);
            await Answer(http.Response);
        });
    }

    /// <summary>What it answers, from the next fetch on.</summary>
    public Func<HttpResponse, Task> Answer { get; set; } = _ => Task.CompletedTask;

    public int Fetches => Volatile.Read(ref fetches);

    public string Url => $"{app.Urls.First()}/jwks.json";

    public static async Task<JwksServer> StartAsync(params SigningKey[] keys)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new JwksServer(builder.Build());
        server.Publishes(keys);
        await server.app.StartAsync();
        return server;
    }

    public void Publishes(params SigningKey[] keys)
    {
        var text = SigningKey.Jwks(keys);
        Answer = response => response.WriteAsync(text);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
