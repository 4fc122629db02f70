using System.Diagnostics;
using System.Globalization;
using FluentAssertions;
using Xunit;
using Xunit.Abstractions;

namespace LegCramps.Tests.Facts.Fuzzing;

/// <summary>
/// A slice of the fuzzing, the same in every run of the tests, so that nobody is stopped by what somebody else broke. <c>tests/fuzz.sh</c> runs as much of it as it is told, and one body again by its number.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private static readonly int Bodies = Setting("FUZZ_BODIES", int.MaxValue);
    private static readonly int Seconds = Setting("FUZZ_SECONDS", 20);
    private static readonly int Run = Setting("FUZZ_RUN", 1);
    private static readonly int First = Setting("FUZZ_FIRST", 0);

    [Fact]
    public void A_damaged_body_gets_a_problem_or_a_chart_and_leaves_nothing_behind()
    {
        var mutator = new Mutator(Seeds.Load(), Run);
        var invariants = new Invariants();
        var faults = new List<string>();
        var watch = Stopwatch.StartNew();
        var (slowest, slowestNumber, done) = (TimeSpan.Zero, 0, 0);
        while (done < Bodies && watch.Elapsed.TotalSeconds < Seconds && faults.Count < 20)
        {
            var number = First + done++;
            var body = mutator.Body(number, out var how);
            var started = watch.Elapsed;
            if (Fault(invariants, body, number) is { } fault) faults.Add($"run {Run} body {number} ({how}, {body.Length} bytes): {fault}");
            if (watch.Elapsed - started > slowest) (slowest, slowestNumber) = (watch.Elapsed - started, number);
        }

        var summary = string.Create(CultureInfo.InvariantCulture, $"fuzz: {done} bodies, {invariants.Charts} charts, {invariants.Carded} with cards, {faults.Count} faults, {watch.Elapsed.TotalSeconds:F0} s, run {Run}, slowest {slowest.TotalMilliseconds:F0} ms (body {slowestNumber})");
        output.WriteLine(summary);
        if (Environment.GetEnvironmentVariable("FUZZ_REPORT") is { } report) File.WriteAllLines(report, [.. faults, summary]);
        faults.Should().BeEmpty();
        if (done >= 1000) invariants.Carded.Should().BePositive("damage that leaves no chart proves little");
    }

    private static string? Fault(Invariants invariants, byte[] body, int number)
    {
        try
        {
            return invariants.Fault(body, number);
        }
        catch (Exception e)
        {
            return e.ToString();
        }
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
