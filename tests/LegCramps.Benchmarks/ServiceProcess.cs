using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace LegCramps.Benchmarks;

/// <summary>The service as it is built, in a process of its own on a free port of this machine.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly string data = Directory.CreateTempSubdirectory("legcramps-benchmark-").FullName;

    private ServiceProcess(int port, (string Key, string Value)[] settings)
    {
        Http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1000 }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "LegCramps.Service.dll"), "--urls", $"http://127.0.0.1:{port}"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        // As the container has it.
        start.Environment["DOTNET_GCgen0size"] = "0x1000000";
        start.Environment["LegCramps__Cards"] = Repository.Cards;
        start.Environment["LegCramps__DataFolder"] = data;
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        foreach (var (key, value) in settings) start.Environment[key] = value;
        process = Process.Start(start) ?? throw new InvalidOperationException("dotnet does not start");
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public HttpClient Http { get; }

    /// <summary>CPU time that the service has used so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public (int Threads, long PeakBytes) Size
    {
        get
        {
            process.Refresh();
            return (process.Threads.Count, process.PeakWorkingSet64);
        }
    }

    public static async Task<ServiceProcess> StartAsync(params (string Key, string Value)[] settings)
    {
        var service = new ServiceProcess(FreePort(), settings);
        for (var attempt = 0; attempt < 1800; attempt++)
        {
            try
            {
                if ((await service.Http.GetAsync("/health/ready")).IsSuccessStatusCode) return service;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(100);
        }

        await service.DisposeAsync();
        throw new InvalidOperationException("the service did not become ready within three minutes");
    }

    public async Task<HttpStatusCode> CallAsync(string service, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        using var response = await Http.PostAsync($"/cds-services/{service}", content);
        await response.Content.CopyToAsync(Stream.Null);
        return response.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(data, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
