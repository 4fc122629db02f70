using System.Text;

namespace LegCramps.Tests.Facts.Fuzzing;

/// <summary>Damages bodies: the same number always gives the same body.</summary>
/// <param name="seeds">What to start from.</param>
/// <param name="run">Number of the run; two runs have nothing in common.</param>
internal sealed class Mutator(IReadOnlyList<Seed> seeds, int run)
{
    private static readonly byte[][] Values = [.. new[]
    {
        "null", "true", "false", "0", "-0", "1e400", "-1e9999", "1e-400", "79228162514264337593543950336", "123456789012345678901234567890", "0.1e-5", "01", "+1", "NaN", "-",
        "\"\"", "[]", "{}", "[null]", "[[]]", "[{}]", "{\"\":{}}", "\"\\uD800\"", "\"\\uDC00\\uD800\"", "\"\\uD83D\\uDE00\"", "\"\\u0000\"", "\"\\/\\b\\f\\n\"", "\"\\x\"", "\"\\u12\"",
        "\"Bundle\"", "\"MedicationRequest\"", "\"Condition\"", "\"Patient\"", "\"OperationOutcome\"", "\"Medication\"", "\"MedicationOrder\"", "\"Observation\"", "\"#\"", "\"#x\"", "\"/\"", "\"urn:uuid:\"", "\"/_history/\"",
        "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59Z\"", "\"2020-13-45\"", "\"2020\"", "\"active\"", "\"next\"", "\"error\"", "\"hook\"", "// x\n1", "/* x */ 1", "1,", "1 2", "\uFEFF1",
        Deep(200), Deep(125), Deep(3000), $"\"{new string('x', 5000)}\"", $"\"{new string('é', 300)}\"", "1" + new string('0', 400),
    }.Select(Encoding.UTF8.GetBytes)];

    private static readonly byte[][] Names = [.. new[]
    {
        "hook", "hookInstance", "context", "prefetch", "fhirServer", "fhirAuthorization", "patientId", "selections", "draftOrders", "patient", "conditions", "medications", "observations", "procedures", "resource", "response",
        "resourceType", "id", "contained", "entry", "total", "link", "relation", "fullUrl", "coding", "system", "code", "status", "clinicalStatus", "verificationStatus", "subject", "reference", "medicationReference",
        "medicationCodeableConcept", "medication", "concept", "ingredient", "itemReference", "reasonReference", "reasonCode", "valueQuantity", "value", "referenceRange", "low", "abatementBoolean", "reportedReference", "birthDate", "__proto__", "",
    }.Select(n => Encoding.UTF8.GetBytes($"\"{n}\""))];

    private static readonly byte[][] Bytes =
    [
        [0], [0x80], [0xC0, 0x80], [0xC3], [0xC3, 0x28], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80], [0xFE], [0xFF, 0xFE], [0xEF, 0xBB, 0xBF], [0xF0, 0x9F, 0x98, 0x80],
        .. new[] { "\"", "\\", "\\u", "\\uD83D", "\\uDE00", "{", "}", "[", "]", ",", ":", " ", "\r\n\t ", "/*", "*/", "//", "e", "-", ".", "\\\"", "\\\\u00e9" }.Select(Encoding.UTF8.GetBytes),
    ];

    /// <summary>The body of that number, and the names of what was done to it.</summary>
    public byte[] Body(int number, out string how)
    {
        // Not for secrets: the point is that the same number gives the same body.
#pragma warning disable CA5394
        var random = new Random(HashCode(run, number));
        var seed = seeds[random.Next(seeds.Count)];
        var body = seed.Body;
        var done = new StringBuilder();
        for (var left = 1 + random.Next(4); left > 0; left--)
        {
            // After the first damage the places of values may have shifted, which is one more kind of damage.
            var structural = seed.Values.Count > 0 && random.Next(3) > 0;
            body = structural ? Structure(body, seed, random, done) : Damage(body, random, done);
        }

        how = done.ToString();
        return body;
    }

    private byte[] Structure(byte[] body, Seed seed, Random random, StringBuilder done)
    {
        var value = Within(seed.Values[random.Next(seed.Values.Count)], body);
        var (name, valueOfName) = seed.Members.Count > 0 ? seed.Members[random.Next(seed.Members.Count)] : (0..0, 0);
        name = Within(name, body);
        var member = Within(name.Start..(valueOfName < seed.Values.Count ? seed.Values[valueOfName].End : name.End), body);
        switch (random.Next(10))
        {
            case 0: return Replace(body, value, Values[random.Next(Values.Length)], done, "value");
            case 1: return Replace(body, value, Another(random), done, "foreign");
            case 2: return Replace(body, name, Names[random.Next(Names.Length)], done, "name");
            case 3: return Replace(body, name, Escaped(body[name]), done, "escape");
            case 4: return Replace(body, member.Start..member.Start, [.. body[member], (byte)','], done, "duplicate");
            case 5: return Replace(body, name.Start..name.Start, [.. Names[random.Next(Names.Length)], (byte)':', .. Another(random), (byte)','], done, "insert");
            case 6: return Replace(body, value, Wrapped(body[value], random), done, "wrap");
            case 7: return Replace(body, value, Repeated(body[value], random.Next(1, 60)), done, "repeat");
            case 8: return Replace(body, member, [], done, "remove");
            default:
                var other = body[Within(seed.Values[random.Next(seed.Values.Count)], body)];
                return Replace(body, value, other, done, "move");
        }
    }

    private byte[] Damage(byte[] body, Random random, StringBuilder done)
    {
        var at = random.Next(body.Length + 1);
        var piece = at..Math.Min(body.Length, at + random.Next(1, 40));
        switch (random.Next(7))
        {
            case 0 when at < body.Length:
                var flipped = body.ToArray();
                for (var flips = random.Next(1, 5); flips > 0; flips--) flipped[random.Next(body.Length)] ^= (byte)(1 << random.Next(8));
                done.Append("bits ");
                return flipped;
            case 1: return Replace(body, at..body.Length, [], done, "truncate");
            case 2: return Replace(body, piece, [], done, "cut");
            case 3: return Replace(body, at..at, body[piece], done, "repeat-bytes");
            case 4:
                var other = seeds[random.Next(seeds.Count)].Body;
                return Replace(body, at..body.Length, other[random.Next(other.Length)..], done, "splice");
            case 5: return Replace(body, at..at, [(byte)random.Next(256)], done, "byte");
            default: return Replace(body, at..at, Bytes[random.Next(Bytes.Length)], done, "bytes");
        }
    }

    private byte[] Another(Random random)
    {
        var seed = seeds[random.Next(seeds.Count)];
        return seed.Values.Count == 0 ? "{}"u8.ToArray() : seed.Body[seed.Values[random.Next(seed.Values.Count)]];
    }

    private static byte[] Wrapped(byte[] value, Random random)
    {
        var (before, after) = random.Next(6) switch
        {
            0 => ("[", "]"),
            1 => ("{\"resource\":", "}"),
            2 => ("{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":", "}]}"),
            3 => ("{\"resourceType\":\"MedicationRequest\",\"contained\":[", "]}"),
            4 => ("[[", "],null]"),
            _ => ("{\"coding\":[null,", "]}"),
        };
        return [.. Encoding.UTF8.GetBytes(before), .. value, .. Encoding.UTF8.GetBytes(after)];
    }
#pragma warning restore CA5394

    private static byte[] Repeated(byte[] value, int times)
    {
        using var all = new MemoryStream();
        all.WriteByte((byte)'[');
        for (var i = 0; i < times; i++)
        {
            all.Write(value);
            all.WriteByte((byte)',');
        }

        all.Write(value);
        all.WriteByte((byte)']');
        return all.ToArray();
    }

    private static byte[] Escaped(byte[] name) => Encoding.UTF8.GetBytes($"\"{string.Concat(name.Skip(1).SkipLast(1).Select(b => $"\\u{b:x4}"))}\"");

    private static byte[] Replace(byte[] body, Range range, byte[] by, StringBuilder done, string what)
    {
        done.Append(what).Append(' ');
        return [.. body.AsSpan()[..range.Start], .. by, .. body.AsSpan()[range.End..]];
    }

    private static Range Within(Range range, byte[] body)
    {
        var start = Math.Min(range.Start.Value, body.Length);
        return start..Math.Clamp(range.End.Value, start, body.Length);
    }

    private static string Deep(int levels) => new string('[', levels) + new string(']', levels);

    // HashCode of the framework differs from process to process.
    private static int HashCode(int a, int b) => unchecked((a * (int)2654435761) ^ (b * 40503) ^ (b << 17));
}
