using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text.Json;
using LegCramps.Knowledge;
using static Hl7.Fhir.Model.OperationOutcome;

namespace LegCramps.Facts.Scanning;

/// <summary>Collects resources, and keeps those that may become facts; the others leave nothing but counts.</summary>
internal sealed partial class ResourceScan(TerminologyIndex terminology, ReaderLimits limits)
{
    private readonly List<ScannedResource> resources = [];
    private readonly List<Hit> hits = [];
    private readonly List<Pointer> pointers = [];
    private readonly Stack<int> open = new();
    private readonly InputScan[] inputs = [.. Enumerable.Range(0, Shapes.Referenced + 1).Select(_ => new InputScan())];
    private readonly byte[] entryUrl = new byte[1024];
    private int entryUrlLength, entryResource, entries, system, current;
    private Slice code, linkUrl;
    private bool nextLink;

    public Arena Arena { get; } = new();

    public Work Work { get; } = new();

    public IReadOnlyList<ScannedResource> Kept => resources;

    public IReadOnlyList<Hit> Hits => hits;

    public IReadOnlyList<Pointer> Pointers => pointers;

    public IReadOnlyList<InputScan> Inputs => inputs;

    /// <summary>Bundle entries met so far.</summary>
    public int Entries => entries;

    /// <summary>The limit of entries holds for each body by itself.</summary>
    public void StartPage() => entries = 0;

    public void Reset()
    {
        resources.Clear();
        hits.Clear();
        pointers.Clear();
        open.Clear();
        Arena.Clear();
        Work.Reset();
        entryUrl.AsSpan().Clear();
        foreach (var input in inputs) input.Reset();
        (entryUrlLength, entryResource, entries) = (0, -1, 0);
    }

    public void Null(int input) => inputs[input].IsNull = true;

    public void Unreadable(int input) => inputs[input].IsUnreadable = true;

    public RequestProblem? Start(Shape shape)
    {
        switch (shape.Node)
        {
            case Node.Resource or Node.Contained:
                var input = shape.Input >= 0 ? shape.Input : Current.Input;
                resources.Add(new ScannedResource { ArenaStart = Arena.Length, HitStart = hits.Count, PointerStart = pointers.Count, Input = input, IsContained = shape.Node == Node.Contained });
                open.Push(current);
                current = resources.Count - 1;
                break;
            case Node.Entry:
                (entryUrlLength, entryResource) = (0, -1);
                if (++entries > limits.MaxEntries)
                    return new RequestProblem(ProblemKind.TooLarge, IssueType.TooLong, "Bundle.entry", $"The request holds more than {limits.MaxEntries} Bundle entries.");
                break;
            case Node.Coding: (system, code) = (-1, default); break;
            case Node.Medication: Current.HasMedication = true; break;
            case Node.BodySite: Current.HasBodySite = true; break;
            case Node.Link: (nextLink, linkUrl) = (false, default); break;
            default:
                if (shape.Field == Field.Abatement) Current.Abated = true;
                if (shape.Field == Field.Reported) Current.Reported = true;
                if (shape.Field == Field.MedicationOfR5) Current.IsR5 = true;
                break;
        }

        return null;
    }

    public RequestProblem? End(Shape shape)
    {
        switch (shape.Node)
        {
            case Node.Coding: EndCoding(shape.Role); break;
            case Node.Link when nextLink:
                Current.HasNextLink = true;
                Current.NextUrl = linkUrl;
                break;
            case Node.Entry:
                if (entryResource >= 0 && entryUrlLength > 0) CollectionsMarshal.AsSpan(resources)[entryResource].FullUrl = Arena.Add(entryUrl.AsSpan(0, entryUrlLength));
                // An entry may stand in the resource of another one, which may still be dropped with all that is in it.
                (entryUrlLength, entryResource) = (0, -1);
                break;
            case Node.Resource or Node.Contained: return EndResource(shape);
        }

        return null;
    }

    public void Value(Shape shape, JsonTokenType type, ReadOnlySpan<byte> bytes)
    {
        ref var resource = ref Current;
        switch (shape.Field)
        {
            case Field.System: system = terminology.FindSystem(bytes); break;
            case Field.Code: code = type == JsonTokenType.String && bytes.Length <= 256 ? Arena.Add(bytes) : default; break;
            case Field.FullUrl:
                entryUrlLength = bytes.Length <= entryUrl.Length ? bytes.Length : 0;
                bytes[..entryUrlLength].CopyTo(entryUrl);
                break;
            case Field.LinkRelation: nextLink |= bytes.SequenceEqual("next"u8); break;
            case Field.LinkUrl: linkUrl = type == JsonTokenType.String ? Arena.Add(bytes) : default; break;
            case Field.IssueSeverity: resource.HasFailed |= bytes.SequenceEqual("error"u8) || bytes.SequenceEqual("fatal"u8); break;
            case Field.Total: resource.Total = Utf8Parser.TryParse(bytes, out int total, out _) ? total : 0; break;
            case Field.MedicationReference: pointers.Add(new Pointer(current, Role.Medication, Arena.Add(bytes))); break;
            case Field.ReasonReference: pointers.Add(new Pointer(current, Role.Reason, Arena.Add(bytes))); break;
            // Several dosage instructions: the order runs from the earliest start to the latest end.
            case Field.DoseStart when resource.DoseStart.Length > 0 && Arena[resource.DoseStart].SequenceCompareTo(bytes) <= 0: break;
            case Field.DoseEnd when Arena[resource.DoseEnd].SequenceCompareTo(bytes) >= 0: break;
            case Field.DoNotPerform: resource.DoNotPerform = type == JsonTokenType.True; break;
            case Field.Reported: resource.Reported |= type == JsonTokenType.True; break;
            case Field.Abatement: resource.Abated |= type != JsonTokenType.False; break;
            case Field.MedicationOfR5: resource.IsR5 = true; break;
            case Field.QuantityValue: resource.QuantityValue = Number(bytes); break;
            // Several ranges are for several groups of people; the first is the one a lab means for everybody.
            case Field.RangeLow: resource.RangeLow ??= Number(bytes); break;
            case Field.RangeHigh: resource.RangeHigh ??= Number(bytes); break;
            default:
                if (type == JsonTokenType.String) Text(ref resource, shape.Field) = Arena.Add(bytes);
                break;
        }
    }

    private static decimal? Number(ReadOnlySpan<byte> bytes) => Utf8Parser.TryParse(bytes, out decimal value, out var used) && used == bytes.Length ? value : null;

    private ref ScannedResource Current => ref CollectionsMarshal.AsSpan(resources)[current];

    private static ref Slice Text(ref ScannedResource resource, Field field)
    {
        switch (field)
        {
            case Field.ResourceType: return ref resource.Type;
            case Field.Id: return ref resource.Id;
            case Field.Status: return ref resource.Status;
            case Field.Intent: return ref resource.Intent;
            case Field.Subject: return ref resource.Subject;
            case Field.Recorded: return ref resource.Recorded;
            case Field.Start: return ref resource.Start;
            case Field.End: return ref resource.End;
            case Field.AbatementStart: return ref resource.AbatementStart;
            case Field.DoseStart: return ref resource.DoseStart;
            case Field.DoseEnd: return ref resource.DoseEnd;
            case Field.ValidityStart: return ref resource.ValidityStart;
            case Field.ValidityEnd: return ref resource.ValidityEnd;
            case Field.ValueDate: return ref resource.ValueDate;
            case Field.QuantityComparator: return ref resource.QuantityComparator;
            case Field.QuantityUnit: return ref resource.QuantityUnit;
            case Field.QuantitySystem: return ref resource.QuantitySystem;
            case Field.QuantityCode: return ref resource.QuantityCode;
            case Field.BirthDate: return ref resource.BirthDate;
            default: return ref resource.Gender;
        }
    }
}
