using System.Text;
using System.Text.Json;
using FluentAssertions;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using LegCramps.Facts;
using Xunit.Abstractions;

namespace LegCramps.Tests.Facts;

/// <summary>Firely's parser is the oracle: what it finds in real requests, the reader finds too, and nothing else.</summary>
public sealed class OracleTests(ITestOutputHelper output)
{
    private static readonly JsonSerializerOptions Ostrich = new JsonSerializerOptions().ForFhir(ModelInfo.ModelInspector).UsingMode(DeserializationMode.Ostrich);

    [SharedDataFact]
    public void The_reader_finds_the_same_facts_as_Firely_in_every_real_R4_request()
    {
        var terminology = Shipped.Knowledge.Terminology;
        var reader = new RequestReader(terminology, new ReaderLimits());
        var oracle = new FirelyOracle(terminology, Ostrich);
        var compared = 0;
        var disagreements = new List<string>();
        foreach (var (name, line) in Bodies())
        {
            var read = reader.Read(Encoding.UTF8.GetBytes(line));
            if (read.Chart is null) continue;
            using var body = JsonDocument.Parse(line);
            var expected = oracle.Facts(body.RootElement, out var unreadable);
            foreach (var id in unreadable) output.WriteLine($"{name}: Firely cannot read {id}");
            var found = read.Chart.Facts.Select(FirelyOracle.Line).Order(StringComparer.Ordinal).ToList();
            // What Firely cannot read it cannot judge.
            found.RemoveAll(f => unreadable.Any(u => f.StartsWith(u + " ", StringComparison.Ordinal)));
            compared += expected.Count;
            disagreements.AddRange(expected.Except(found).Select(f => $"{name}: only Firely: {f}"));
            disagreements.AddRange(found.Except(expected).Select(f => $"{name}: only the reader: {f}"));
        }

        output.WriteLine($"{compared} facts compared");
        compared.Should().BeGreaterThan(400);
        disagreements.Should().BeEmpty();
    }

    private static IEnumerable<(string Name, string Body)> Bodies()
    {
        foreach (var file in Directory.EnumerateFiles(SharedData.Folder!, "*.ndjson").Order(StringComparer.Ordinal))
        {
            var number = 0;
            foreach (var line in File.ReadLines(file)) yield return ($"{Path.GetFileName(file)}:{++number}", line);
        }

        foreach (var file in Directory.EnumerateFiles(Path.Combine(SharedData.Folder!, "real-hook-requests"), "*.json").Order(StringComparer.Ordinal))
            yield return (Path.GetFileName(file), File.ReadAllText(file));
    }
}
