using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using LegCramps.Facts;
using LegCramps.Knowledge;

namespace LegCramps.Benchmarks;

/// <summary>The reader against a bare walk over every JSON token of the same bytes.</summary>
internal static class ReadingBenchmark
{
    public static void Run(int rounds, double secondsPerRound)
    {
        var knowledge = CardFolder.Load(Repository.Cards).Knowledge ?? throw new InvalidOperationException("cards/ does not load; run cards check.");
        var reader = new RequestReader(knowledge.Terminology, new ReaderLimits());
        Console.WriteLine("Reading, medians of {0} interleaved rounds; walk = Utf8JsonReader over every token", rounds);
        Console.WriteLine("{0,12} {1,12} {2,12} {3,8} {4,16} {5,8}", "bytes", "walk us", "read us", "ratio", "allocated B", "facts");
        foreach (var size in new[] { 20_000, 150_000, 1_500_000 })
        {
            var body = Charts.PatientView(size);
            var facts = reader.Read(body).Chart!.Facts.Count;
            var walks = new List<double>();
            var reads = new List<double>();
            for (var round = 0; round < rounds; round++)
            {
                walks.Add(Microseconds(() => Walk(body), secondsPerRound));
                reads.Add(Microseconds(() => reader.Read(body), secondsPerRound));
            }

            // The ratio is taken round by round, so that a slow minute of the machine hits both.
            var ratio = Median([.. walks.Zip(reads, (w, r) => r / w)]);
            var before = GC.GetAllocatedBytesForCurrentThread();
            reader.Read(body);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{body.Length,12} {Median(walks),12:F1} {Median(reads),12:F1} {ratio,8:F2} {allocated,16} {facts,8}"));
        }
    }

    private static int Walk(byte[] body)
    {
        var reader = new Utf8JsonReader(body);
        var tokens = 0;
        while (reader.Read()) tokens++;
        return tokens;
    }

    private static double Microseconds<T>(Func<T> action, double seconds)
    {
        action();
        var runs = 0;
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed.TotalSeconds < seconds)
        {
            action();
            runs++;
        }

        return watch.Elapsed.TotalMicroseconds / runs;
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
