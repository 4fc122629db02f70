using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using LegCramps.Knowledge;

namespace LegCramps.Facts.Coverage;

/// <summary>Counts which codes of a site's own records no value set recognizes.</summary>
public sealed class CodeCoverage(TerminologyIndex terminology)
{
    private readonly Dictionary<(string System, string Code, string Type), (int Count, string Display)> unrecognized = [];
    private readonly Dictionary<(string System, bool IsKnown), (int Recognized, int Unrecognized)> systems = [];
    private readonly List<string> problems = [];
    private int records;
    private int withoutCode;

    /// <summary>Reads one resource, bundle or hook request for each line; a line that is no JSON is a problem, the others are read.</summary>
    public void ReadLines(Stream stream, string name)
    {
        using var lines = new StreamReader(stream, Encoding.UTF8);
        var number = 0;
        while (lines.ReadLine() is { } line)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line)) Try($"{name}:{number}", () => new CodingScan(Add).Feed(Encoding.UTF8.GetBytes(line), isFinal: true));
        }
    }

    /// <summary>Reads one JSON document of any size.</summary>
    public void ReadDocument(Stream stream, string name) => Try(name, () =>
    {
        var scan = new CodingScan(Add);
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        var filled = 0;
        var isFirst = true;
        while (true)
        {
            if (filled == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
            var read = stream.Read(buffer.AsSpan(filled));
            filled += read;
            var text = buffer.AsSpan(0, filled);
            var skipped = isFirst && text.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
            isFirst = false;
            var used = skipped + scan.Feed(text[skipped..], isFinal: read == 0);
            if (read == 0) break;
            text[used..].CopyTo(buffer);
            filled -= used;
        }
    });

    public CodeCoverageReport Report() => new()
    {
        Records = records,
        RecordsWithoutCode = withoutCode,
        Systems = [.. systems.Select(s => new SystemCoverage(s.Key.System, s.Key.IsKnown, s.Value.Recognized, s.Value.Unrecognized)).OrderByDescending(s => s.Recognized + s.Unrecognized).ThenBy(s => s.System, StringComparer.Ordinal)],
        Unrecognized = [.. unrecognized.Select(u => new UnrecognizedCode(u.Value.Count, u.Key.Type, u.Key.System, u.Key.Code, u.Value.Display))
            .OrderByDescending(u => u.Count).ThenBy(u => u.System, StringComparer.Ordinal).ThenBy(u => u.Code, StringComparer.Ordinal).ThenBy(u => u.Type, StringComparer.Ordinal)],
        Problems = problems,
    };

    private void Try(string place, Action read)
    {
        try
        {
            read();
        }
        catch (JsonException broken)
        {
            problems.Add($"{place}: this is no JSON: {broken.Message}");
        }
    }

    private void Add(CodedResource resource)
    {
        var element = resource.Type switch
        {
            "MedicationRequest" or "MedicationStatement" or "MedicationAdministration" => "medicationCodeableConcept",
            "Medication" or "Condition" => "code",
            "Observation" when resource.Codings.Any(c => c is { Element: "category", Coding.Code: "laboratory" }) => "code",
            _ => null,
        };
        if (element is null) return;
        var codings = resource.Codings.Where(c => c.Element == element).Select(c => c.Coding).ToArray();
        records++;
        withoutCode += codings.Length == 0 ? 1 : 0;
        foreach (var coding in codings) Count(resource.Type, coding);
    }

    private void Count(string type, FoundCoding coding)
    {
        var system = terminology.FindSystem(Encoding.UTF8.GetBytes(coding.System));
        var isRecognized = terminology.Find(system, Encoding.UTF8.GetBytes(coding.Code)).Length > 0;
        var uri = system >= 0 ? terminology.Uri(system) : coding.System;
        ref var total = ref CollectionsMarshal.GetValueRefOrAddDefault(systems, (uri, system >= 0), out _);
        total = isRecognized ? (total.Recognized + 1, total.Unrecognized) : (total.Recognized, total.Unrecognized + 1);
        if (isRecognized) return;
        ref var seen = ref CollectionsMarshal.GetValueRefOrAddDefault(unrecognized, (uri, coding.Code, type), out _);
        seen = (seen.Count + 1, string.IsNullOrEmpty(seen.Display) ? coding.Display : seen.Display);
    }
}

/// <summary>How much of a site's own coding the value sets recognize.</summary>
public sealed record CodeCoverageReport
{
    /// <summary>Medications, conditions and lab results seen.</summary>
    public required int Records { get; init; }

    /// <summary>Those that carry no code of their own: text only, or a reference.</summary>
    public required int RecordsWithoutCode { get; init; }

    public required IReadOnlyList<SystemCoverage> Systems { get; init; }

    /// <summary>Most frequent first.</summary>
    public required IReadOnlyList<UnrecognizedCode> Unrecognized { get; init; }

    public required IReadOnlyList<string> Problems { get; init; }
}

/// <param name="System">Under its canonical URI when it is known.</param>
/// <param name="IsKnown">False when <c>code-systems.yaml</c> does not name it.</param>
/// <param name="Recognized">Codings that some value set includes.</param>
/// <param name="Unrecognized">Codings that none does.</param>
public sealed record SystemCoverage(string System, bool IsKnown, int Recognized, int Unrecognized);

public sealed record UnrecognizedCode(int Count, string Type, string System, string Code, string Display);
