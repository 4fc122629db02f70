using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace LegCramps.Service.Tests.Support;

/// <summary>A PostgreSQL server of Debian's packages on a free port of this machine: one for the test run, one database for each test.</summary>
public sealed class PostgreSqlServer : IAsyncLifetime
{
    private static readonly string? Binaries = Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderByDescending(d => double.Parse(Path.GetFileName(d), CultureInfo.InvariantCulture)).Select(d => Path.Combine(d, "bin")).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")))
        : null;

    private readonly string folder = Path.Combine(Path.GetTempPath(), $"legcramps-pg-{Path.GetRandomFileName()}");
    private int port;
    private int databases;

    /// <summary>Whether the server's programs are on this machine.</summary>
    public static bool IsInstalled => Binaries is not null;

    public async Task InitializeAsync()
    {
        if (!IsInstalled) return;
        Directory.CreateDirectory(folder);
        if (IsRoot) await RunAsync("chown", "nobody", folder);
        await ServerAsync("initdb", "--auth=trust", "--username=legcramps", "--encoding=UTF8", "--no-sync", "--pgdata", Data);
        port = FreePort();
        await StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (port == 0) return;
        await StopAsync();
        Directory.Delete(folder, recursive: true);
    }

    public Task StartAsync() => ServerAsync("pg_ctl", "start", "--wait", "--pgdata", Data, "--log", Path.Combine(folder, "log"), "--options", $"-p {port} -c listen_addresses=127.0.0.1 -k {folder} -c max_connections=200");

    public Task StopAsync() => ServerAsync("pg_ctl", "stop", "--wait", "--mode=immediate", "--pgdata", Data);

    /// <summary>Stops every process of the server where it stands: connections stay, and nothing answers.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    public Task ThawAsync() => SignalAsync("CONT");

    /// <summary>A new and empty database.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test{Interlocked.Increment(ref databases)}";
        await using var source = NpgsqlDataSource.Create(Connection("postgres"));
        await using var create = source.CreateCommand($"CREATE DATABASE {name}");
        await create.ExecuteNonQueryAsync();
        return Connection(name);
    }

    private string Data => Path.Combine(folder, "data");

    private static bool IsRoot => Environment.UserName == "root";

    private string Connection(string database) => $"Host=127.0.0.1;Port={port};Username=legcramps;Database={database};Timeout=5;Maximum Pool Size=20";

    // The server refuses to be run by root.
    private static Task ServerAsync(string program, params string[] arguments) =>
        IsRoot ? RunAsync("setpriv", ["--reuid=nobody", "--regid=nogroup", "--clear-groups", Path.Combine(Binaries!, program), .. arguments]) : RunAsync(Path.Combine(Binaries!, program), arguments);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // The output goes nowhere: the server inherits it, and reading to its end would wait for the server's.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1 </dev/null", "sh", program, .. arguments]) { WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }

    // The server and what it has started, all of them below the first line of its pid file.
    private async Task SignalAsync(string signal)
    {
        var server = (await File.ReadAllLinesAsync(Path.Combine(Data, "postmaster.pid")))[0];
        await RunAsync("/bin/sh", "-c", "kill -$1 $2; for p in $(cat /proc/$2/task/$2/children); do kill -$1 $p || true; done", "sh", signal, server);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>Tests that share the server.</summary>
[CollectionDefinition(Name)]
public sealed class OnPostgreSql : ICollectionFixture<PostgreSqlServer>
{
    public const string Name = "PostgreSQL";
}
