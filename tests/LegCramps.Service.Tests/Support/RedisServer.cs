using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LegCramps.Service.Tests.Support;

/// <summary>A real Redis on a free port of loopback, with nothing kept on disk; it ends with the test.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private readonly int port;
    private Process process;

    private RedisServer(int port, Process process) => (this.port, this.process) = (port, process);

    public string Configuration => $"127.0.0.1:{port}";

    /// <summary>Where the program is, or null when this machine has none.</summary>
    public static string? Program => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => new[] { Path.Combine(folder, "redis-server"), Path.Combine(folder, "valkey-server") }).FirstOrDefault(File.Exists);

    public static async Task<RedisServer> StartAsync()
    {
        // Between finding a free port and using it another test may take it: then the next one.
        for (var attempt = 0; ; attempt++)
        {
            var port = FreePort();
            var process = Start(port);
            if (await AnswersAsync(port, process)) return new(port, process);
            process.Dispose();
            if (attempt == 5) throw new InvalidOperationException("redis-server does not start");
        }
    }

    /// <summary>Stops it, as a crash would.</summary>
    public async Task FailAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Starts it again on the same port, empty.</summary>
    public async Task ReturnAsync()
    {
        process.Dispose();
        process = Start(port);
        if (!await AnswersAsync(port, process)) throw new InvalidOperationException("redis-server does not start again");
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await FailAsync();
        process.Dispose();
    }

    private static Process Start(int port) => Process.Start(new ProcessStartInfo(
        Program!,
        ["--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", Path.GetTempPath(), "--logfile", "/dev/null"])
    {
        UseShellExecute = false,
    })!;

    private static async Task<bool> AnswersAsync(int port, Process process)
    {
        for (var i = 0; i < 300 && !process.HasExited; i++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return true;
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }

        return false;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>A test with a real Redis.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RedisFactAttribute : FactAttribute
{
    public RedisFactAttribute()
    {
        if (RedisServer.Program is null) Skip = "needs Redis: there is no redis-server or valkey-server on the path";
    }
}
