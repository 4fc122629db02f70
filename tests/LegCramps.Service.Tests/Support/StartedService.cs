using System.Collections.Concurrent;
using System.Diagnostics;

namespace LegCramps.Service.Tests.Support;

/// <summary>The service as an operator starts it: a process, environment variables, standard output.</summary>
internal sealed class StartedService : IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("legcramps-process-").FullName;
    private readonly ConcurrentQueue<string> output = new();
    private readonly Process process;

    private StartedService(string[] arguments, (string Key, string Value)[] variables)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = data };
        foreach (var key in start.Environment.Keys.Where(k => k.StartsWith("ASPNETCORE_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(key);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["LegCramps__Cards"] = Repository.File("cards");
        foreach (var (key, value) in variables) start.Environment[key] = value;
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Every line that it has written.</summary>
    public IReadOnlyList<string> Output => [.. output];

    /// <summary>Starts it and waits until it says that it listens.</summary>
    public static async Task<StartedService> StartAsync(string[] arguments, params (string Key, string Value)[] variables)
    {
        var service = new StartedService(arguments, variables);
        for (var i = 0; i < 2400 && !service.Output.Any(l => l.Contains("Application started")); i++)
        {
            service.process.HasExited.Should().BeFalse(string.Join('\n', service.Output));
            await Task.Delay(100);
        }

        service.Output.Should().Contain(l => l.Contains("Application started"));
        return service;
    }

    public static Ehr At(int port) => new(new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") });

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
        Directory.Delete(data, recursive: true);
    }
}
