using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace LegCramps.Service.Tests.Deploy;

/// <summary>What <c>samples/deploy/scale-out.sh serve</c> runs: nginx before two instances, with PostgreSQL and Redis.</summary>
internal sealed class ScaleOutServers : IDisposable
{
    private readonly ConcurrentQueue<string> output = new();
    private readonly Process script;

    private ScaleOutServers()
    {
        var start = new ProcessStartInfo("bash", [Repository.File("samples", "deploy", "scale-out.sh"), "serve"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LEGCRAMPS_SERVICE"] = typeof(Program).Assembly.Location;
        script = Process.Start(start)!;
        script.OutputDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        script.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        script.BeginOutputReadLine();
        script.BeginErrorReadLine();
    }

    public Uri Front => new(Line("front")[1]);

    public static async Task<ScaleOutServers> StartAsync()
    {
        var servers = new ScaleOutServers();
        for (var i = 0; i < 4800 && !servers.output.Contains("ready"); i++)
        {
            if (servers.script.HasExited) break;
            await Task.Delay(100);
        }

        servers.output.Should().Contain("ready", string.Join('\n', servers.output));
        return servers;
    }

    /// <summary>The management address of one instance.</summary>
    public Ehr Management(int instance) => new(new HttpClient { BaseAddress = new Uri(Line($"instance{instance}")[2]) });

    /// <summary>SIGKILL: no instance gets to say good-bye. Waits until the script has started another in its place and it is ready.</summary>
    public async Task KillAsync(int instance)
    {
        var killed = Pid(instance);
        using (var process = Process.GetProcessById(killed)) process.Kill();
        using var http = new HttpClient { BaseAddress = new Uri(Line($"instance{instance}")[1]), Timeout = TimeSpan.FromSeconds(5) };
        for (var i = 0; i < 2400 && !(Pid(instance) != killed && await IsReadyAsync(http)); i++) await Task.Delay(100);
        (await IsReadyAsync(http)).Should().BeTrue("the killed instance is started again");
    }

    public void Dispose()
    {
        script.StandardInput.Close();
        if (!script.WaitForExit(TimeSpan.FromSeconds(60))) script.Kill(entireProcessTree: true);
        script.Dispose();
    }

    private static async Task<bool> IsReadyAsync(HttpClient http)
    {
        try
        {
            using var reply = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return reply.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private int Pid(int instance) => int.Parse(File.ReadAllText(Line($"instance{instance}")[3]), CultureInfo.InvariantCulture);

    private string[] Line(string name) => output.Select(l => l.Split(' ')).Single(parts => parts[0] == name);
}

/// <summary>A test that needs everything a deployment has.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ScaleOutFactAttribute : FactAttribute
{
    public ScaleOutFactAttribute()
    {
        if (!PostgreSqlServer.IsInstalled) Skip = "needs PostgreSQL";
        else if (!IsInstalled("redis-server") || !IsInstalled("redis-cli")) Skip = "needs Redis";
        else if (!IsInstalled("nginx")) Skip = "needs nginx";
        else if (!IsInstalled("curl") || !IsInstalled("bash")) Skip = "there is no bash with curl";
    }

    private static bool IsInstalled(string program) =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin".Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
}
