using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace LegCramps.Benchmarks;

/// <summary>What counting the cards costs a hook call, with snooze and without: services side by side, called in turn.</summary>
internal static class LedgerBenchmark
{
    private const int Callers = 4;

    private const string Instance = "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea";

    public static async Task RunAsync(int rounds, double secondsPerRound)
    {
        await using var without = await ServiceProcess.StartAsync(("Store__Ledger", "false"), ("LegCramps__Snooze__Enabled", "false"));
        await using var ledger = await ServiceProcess.StartAsync(("LegCramps__Snooze__Enabled", "false"));
        await using var snooze = await ServiceProcess.StartAsync(("LegCramps__Snooze__LookupMilliseconds", "1000"));
        // Twice without: how much two measurements of the same thing differ is what the others have to be read against.
        ServiceProcess[] services = [without, ledger, snooze, without];
        string[] names = ["without", "ledger", "ledger, snooze", "without again"];
        var body = Charts.PatientView(20_000);
        foreach (var service in services) await MeasureAsync(service, body, secondsPerRound);

        var runs = services.Select(_ => new List<(double Cpu, double Rate)>()).ToList();
        for (var round = 0; round < rounds; round++)
        {
            // Another one first each time, so that a slow minute of the machine hits no one always.
            foreach (var i in Enumerable.Range(0, services.Length).Select(i => (i + round) % services.Length)) runs[i].Add(await MeasureAsync(services[i], body, secondsPerRound));
        }

        Console.WriteLine($"patient-view, {body.Length} bytes, {await CardsAsync(without, body)} cards in each answer, every call a new hookInstance, {Callers} callers, SQLite; medians of {rounds} interleaved rounds");
        Console.WriteLine("{0,-16} {1,12} {2,8} {3,10} {4,8}", "", "CPU us/call", "ratio", "calls/s", "ratio");
        for (var i = 0; i < services.Length; i++)
        {
            // The ratios are taken round by round.
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{names[i],-16} {Median(runs[i].Select(r => r.Cpu)),12:F1} {Median(runs[i].Zip(runs[0], (a, b) => a.Cpu / b.Cpu)),8:F3} {Median(runs[i].Select(r => r.Rate)),10:F0} {Median(runs[i].Zip(runs[0], (a, b) => a.Rate / b.Rate)),8:F3}"));
        }
    }

    private static async Task<(double Cpu, double Rate)> MeasureAsync(ServiceProcess service, byte[] body, double seconds)
    {
        var (before, started) = (service.Cpu, Stopwatch.GetTimestamp());
        var calls = (await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => CallAsync(service, body, seconds)))).Sum();
        var elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
        // What is still to be written is part of the cost.
        await Task.Delay(500);
        return ((service.Cpu - before).TotalMicroseconds / calls, calls / elapsed);
    }

    private static async Task<int> CallAsync(ServiceProcess service, byte[] body, double seconds)
    {
        var own = body.ToArray();
        var at = own.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Instance));
        var calls = 0;
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started).TotalSeconds < seconds; calls++)
        {
            Encoding.ASCII.GetBytes(new Guid(RandomNumberGenerator.GetBytes(16)).ToString(), own.AsSpan(at));
            if (await service.CallAsync("legcramps-patient-view", own) != HttpStatusCode.OK) throw new InvalidOperationException("a call failed");
        }

        return calls;
    }

    private static async Task<int> CardsAsync(ServiceProcess service, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        using var response = await service.Http.PostAsync("/cds-services/legcramps-patient-view", content);
        return Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync()).Split("\"uuid\"").Length - 1;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
