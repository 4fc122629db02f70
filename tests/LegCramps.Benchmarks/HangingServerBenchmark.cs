using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LegCramps.Benchmarks;

/// <summary>Calls with full prefetch, alone and while 200 others wait for a FHIR server that hangs; latencies of interleaved rounds of one run.</summary>
internal static class HangingServerBenchmark
{
    private const int Waiting = 200;

    public static async Task RunAsync(int rounds, double secondsPerRound)
    {
        await RunAsync("as it is shipped", [], rounds, secondsPerRound);
        // No breaker and a long queue, so that all of them really wait, all the time.
        (string, string)[] patient = [("Fhir__DeadlineMilliseconds", "2000"), ("Fhir__AttemptMilliseconds", "2000"), ("Fhir__BreakerFailures", "1000000"), ("Fhir__QueuedRequests", "10000"), ("Fhir__Retries", "0")];
        await RunAsync("without a breaker, two seconds of patience", patient, rounds, secondsPerRound);
    }

    private static async Task RunAsync(string what, (string, string)[] settings, int rounds, double secondsPerRound)
    {
        using var hanging = new TcpListener(IPAddress.Loopback, 0);
        hanging.Start(1000);
        var connections = 0;
        _ = Task.Run(async () =>
        {
            while (await hanging.AcceptTcpClientAsync() is { } client)
            {
                Interlocked.Increment(ref connections);
                _ = NeverAnswerAsync(client);
            }
        });
        await using var service = await ServiceProcess.StartAsync(settings);
        var call = Charts.PatientView(20_000);
        var waiting = Encoding.UTF8.GetBytes($$"""
            {"hook":"patient-view","hookInstance":"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea","fhirServer":"http://{{hanging.LocalEndpoint}}/fhir","context":{"userId":"Practitioner/example","patientId":"p1"} }
            """);
        await MeasureAsync(service, call, secondsPerRound);

        var (alone, beside) = (new List<double>(), new List<double>());
        var refused = 0;
        for (var round = 0; round < rounds; round++)
        {
            alone.AddRange(await MeasureAsync(service, call, secondsPerRound));
            using var stop = new CancellationTokenSource();
            var others = Enumerable.Range(0, Waiting).Select(i => WaitAsync(service, waiting, i, stop.Token)).ToList();
            await Task.Delay(2200);
            beside.AddRange(await MeasureAsync(service, call, secondsPerRound));
            await stop.CancelAsync();
            refused += (await Task.WhenAll(others)).Sum();
        }

        hanging.Stop();
        var (threads, peak) = service.Size;
        Console.WriteLine("Full prefetch, 20 KB, one call after the other; alone, and beside {0} callers every two seconds whose FHIR server hangs; {1}", Waiting, what);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  calls {alone.Count} alone, {beside.Count} beside; refused with 412 meanwhile: {refused}; threads {threads}, connections opened {connections}, peak {peak / 1048576} MB"));
        foreach (var percentile in new[] { 0.5, 0.95, 0.99 })
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  p{percentile * 100:F0}: {At(alone, percentile):F2} ms alone, {At(beside, percentile):F2} ms beside, ratio {At(beside, percentile) / At(alone, percentile):F2}"));
    }

    // Takes what comes and never says a word.
    private static async Task NeverAnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                while (await client.GetStream().ReadAsync(new byte[4096]) > 0)
                {
                }
            }
            catch (IOException)
            {
                // Given up by the caller.
            }
        }
    }

    private static async Task<List<double>> MeasureAsync(ServiceProcess service, byte[] body, double seconds)
    {
        var latencies = new List<double>();
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started).TotalSeconds < seconds;)
        {
            var call = Stopwatch.GetTimestamp();
            if (await service.CallAsync("legcramps-patient-view", body) != HttpStatusCode.OK) throw new InvalidOperationException("a call with full prefetch failed");
            latencies.Add(Stopwatch.GetElapsedTime(call).TotalMilliseconds);
            await Task.Delay(2);
        }

        return latencies;
    }

    private static async Task<int> WaitAsync(ServiceProcess service, byte[] body, int number, CancellationToken stop)
    {
        var refused = 0;
        // Not all at the same moment: charts are opened one by one.
        await Task.Delay(number * 10, CancellationToken.None);
        while (!stop.IsCancellationRequested)
        {
            var started = Stopwatch.GetTimestamp();
            if (await service.CallAsync("legcramps-patient-view", body) == HttpStatusCode.PreconditionFailed) refused++;
            // Nobody opens charts faster because they fail faster.
            if (Stopwatch.GetElapsedTime(started) is { TotalSeconds: < 2 } fast) await Task.Delay(TimeSpan.FromSeconds(2) - fast, CancellationToken.None);
        }

        return refused;
    }

    private static double At(List<double> values, double percentile)
    {
        values.Sort();
        return values[(int)((values.Count - 1) * percentile)];
    }
}
