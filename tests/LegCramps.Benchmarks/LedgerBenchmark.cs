using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LegCramps.Benchmarks;

/// <summary>What counting the cards costs a hook call, with snooze and without: services side by side, called in turn.</summary>
internal static class LedgerBenchmark
{
    private const int Callers = 4;

    private const string Instance = "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea";

    public static async Task RunAsync(int rounds, double secondsPerRound, double secondsOfWarmUp)
    {
        await using var without = await ServiceProcess.StartAsync(("Store__Ledger", "false"), ("LegCramps__Snooze__Enabled", "false"));
        await using var ledger = await ServiceProcess.StartAsync(("LegCramps__Snooze__Enabled", "false"));
        await using var snooze = await ServiceProcess.StartAsync(("LegCramps__Snooze__LookupMilliseconds", "1000"));
        // Twice without: how much two processes that do the same differ is what the others have to be read against.
        await using var again = await ServiceProcess.StartAsync(("Store__Ledger", "false"), ("LegCramps__Snooze__Enabled", "false"));
        ServiceProcess[] services = [without, ledger, snooze, again];
        string[] names = ["without", "ledger", "ledger, snooze", "without again"];
        var shown = Charts.PatientView(20_000);
        // Until everything is compiled that is going to be.
        foreach (var service in services) await MeasureAsync(service, [shown], secondsOfWarmUp);
        // The worst there is, and a chart like most: a rule that spoke up at every one would soon be switched off.
        await CompareAsync($"cards in every call: {await CardsAsync(without, shown)}", services, names, [shown], rounds, secondsPerRound);
        await CompareAsync("cards in one call of ten", services, names, [shown, .. Enumerable.Repeat(Charts.Silent(shown), 9)], rounds, secondsPerRound);
    }

    private static async Task CompareAsync(string what, ServiceProcess[] services, string[] names, byte[][] bodies, int rounds, double secondsPerRound)
    {
        var runs = services.Select(_ => new List<(double Cpu, double Rate)>()).ToList();
        for (var round = 0; round < rounds; round++)
        {
            // In no fixed order: what one leaves to the disk, the next one pays for.
            int[] order = [.. Enumerable.Range(0, services.Length)];
            Random.Shared.Shuffle(order);
            foreach (var i in order) runs[i].Add(await MeasureAsync(services[i], bodies, secondsPerRound));
        }

        Console.WriteLine($"patient-view, {bodies[0].Length} bytes, {what}, each with a new hookInstance; {Callers} callers, SQLite; medians of {rounds} interleaved rounds");
        Console.WriteLine("{0,-16} {1,12} {2,8} {3,10} {4,8}", "", "CPU us/call", "ratio", "calls/s", "ratio");
        for (var i = 0; i < services.Length; i++)
        {
            // The ratios are taken round by round.
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{names[i],-16} {Median(runs[i].Select(r => r.Cpu)),12:F1} {Median(runs[i].Zip(runs[0], (a, b) => a.Cpu / b.Cpu)),8:F3} {Median(runs[i].Select(r => r.Rate)),10:F0} {Median(runs[i].Zip(runs[0], (a, b) => a.Rate / b.Rate)),8:F3}"));
        }
    }

    private static async Task<(double Cpu, double Rate)> MeasureAsync(ServiceProcess service, byte[][] bodies, double seconds)
    {
        var (before, started) = (service.Cpu, Stopwatch.GetTimestamp());
        var calls = (await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => CallAsync(service, bodies, seconds)))).Sum();
        var elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
        // What is still to be written is part of the cost.
        await Task.Delay(500);
        return ((service.Cpu - before).TotalMicroseconds / calls, calls / elapsed);
    }

    private static async Task<int> CallAsync(ServiceProcess service, byte[][] bodies, double seconds)
    {
        byte[][] own = [.. bodies.Select(b => b.ToArray())];
        var at = own[0].AsSpan().IndexOf(Encoding.ASCII.GetBytes(Instance));
        var calls = 0;
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started).TotalSeconds < seconds; calls++)
        {
            var body = own[calls % own.Length];
            Encoding.ASCII.GetBytes(new Guid(RandomNumberGenerator.GetBytes(16)).ToString(), body.AsSpan(at));
            if (await service.CallAsync("legcramps-patient-view", body) != HttpStatusCode.OK) throw new InvalidOperationException("a call failed");
        }

        return calls;
    }

    private static async Task<int> CardsAsync(ServiceProcess service, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        using var response = await service.Http.PostAsync("/cds-services/legcramps-patient-view", content);
        using var answer = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync());
        return answer.RootElement.GetProperty("cards").GetArrayLength();
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
