using System.Text;
using CsCheck;
using FluentAssertions;
using LegCramps.Facts;
using Xunit;

namespace LegCramps.Tests.Facts;

/// <summary>A body may arrive in any pieces: the answer is the same as for the whole.</summary>
public sealed class StreamTests
{
    [Fact]
    public async Task A_body_cut_anywhere_reads_like_the_whole()
    {
        var note = Some.Json("""[{"text":"Grüße \ud83d\ude00 \u00e9 and a longer text than any chunk of this test takes"}]""");
        var medications = Some.Bundle(Some.Order("m1"), Some.Order("m2", ("note", note)));
        var body = Encoding.UTF8.GetBytes("\uFEFF" + Some.PatientView($$"""
            {"medications":{{medications}}, "conditions":{{Some.Bundle(Some.Condition("c1"))}}, "ignored":{"deep":[[[{"a":[1,2,{"b":"c"}]}]]]} }
            """));
        for (var chunk = 16; chunk <= 256; chunk *= 2)
        {
            for (var piece = 1; piece < 60; piece++) Line(await Read(body, chunk, piece)).Should().Be(Line(await Read(body, 1 << 16, body.Length)));
        }
    }

    [Fact]
    public void A_mutated_body_gives_the_same_answer_whole_and_in_pieces()
    {
        var seed = Encoding.UTF8.GetBytes(Some.Medications(Some.Order("m1"), Some.Order("m2", ("contained", Some.Json("""[{"resourceType":"Medication","id":"x"}]""")))));
        Gen.Select(Gen.Int[0, seed.Length - 1], Gen.Byte, Gen.Int[0, seed.Length - 1], Gen.Int[1, 40]).Sample(
            (at, value, length, piece) =>
            {
                var body = seed.ToArray();
                body[at] = value;
                if (length % 7 == 0) body = body[..length];
                var whole = new RequestReader(Some.Terminology, new ReaderLimits()).Read(body);
                var pieces = Read(body, 16, piece).GetAwaiter().GetResult();
                return Line(whole) == Line(pieces);
            },
            iter: 3_000);
    }

    [SharedDataFact]
    public async Task Every_real_body_reads_the_same_in_small_chunks()
    {
        foreach (var line in File.ReadLines(Path.Combine(SharedData.Folder!, "patient-view.ndjson")).Take(60))
        {
            var body = Encoding.UTF8.GetBytes(line);
            var small = await new RequestReader(Shipped.Knowledge.Terminology, new ReaderLimits { ChunkBytes = 64 }).ReadAsync(new Pieces(body, 61), CancellationToken.None);
            Line(small).Should().Be(Line(new RequestReader(Shipped.Knowledge.Terminology, new ReaderLimits()).Read(body)));
        }
    }

    private static Task<ReadResult> Read(byte[] body, int chunk, int piece) =>
        new RequestReader(Some.Terminology, new ReaderLimits { ChunkBytes = chunk }).ReadAsync(new Pieces(body, piece), CancellationToken.None);

    private static string Line(ReadResult result) => result.Problem?.ToString()
        ?? string.Join('|', result.Chart!.Facts.Select(f => $"{f.Reference} {f.Status} {string.Join(',', f.Concepts)}")) + string.Join('|', result.Chart.Completeness.Inputs);

    private sealed class Pieces(byte[] body, int piece) : MemoryStream(body)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, piece)], cancellationToken);
    }
}
