using System.Diagnostics;

namespace LegCramps.Service.Tests.Support;

/// <summary>The service as an operator runs it: a process of its own, which can be killed.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly Process process;

    private ServiceProcess(Process process, string address) => (this.process, Ehr) = (process, new Ehr(new HttpClient { BaseAddress = new Uri(address) }));

    public Ehr Ehr { get; }

    /// <summary>Starts it on a free port in Development and waits until it listens.</summary>
    public static async Task<ServiceProcess> StartAsync(IEnumerable<(string Key, string Value)> settings)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, "--urls", "http://127.0.0.1:0"]) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["LegCramps__Cards"] = Repository.File("cards");
        foreach (var (key, value) in settings) start.Environment[key.Replace(":", "__")] = value;
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.IndexOf(Listening, StringComparison.Ordinal) is not -1 and var at)
            {
                // Read on to the end, so that the process never waits for a reader.
                _ = process.StandardOutput.ReadToEndAsync();
                return new ServiceProcess(process, line[(at + Listening.Length)..].Trim());
            }
        }

        process.Dispose();
        throw new InvalidOperationException("the service ended before it listened");
    }

    /// <summary>SIGKILL: nothing is written any more, nobody is told.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }
}
