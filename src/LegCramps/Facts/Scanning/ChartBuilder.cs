using System.Text;
using Hl7.Fhir.Model;
using LegCramps.Knowledge;

namespace LegCramps.Facts.Scanning;

/// <summary>Turns what was kept of the request into facts about its patient.</summary>
internal sealed class ChartBuilder(ResourceScan scan, TerminologyIndex terminology, CdsRequest request, List<string>? selections)
{
    private readonly MedicationResolution medications = new(scan);
    private readonly Arena arena = scan.Arena;
    private readonly byte[] patientId = Encoding.UTF8.GetBytes(request.PatientId);

    public Chart Build()
    {
        var selected = new Selection(scan, selections, request.Hook);
        var facts = new List<Fact>();
        var draftIds = new List<string>();
        var unrecognizedConditions = scan.Inputs[Conditions].Unrecognized;
        var unrecognizedMedications = scan.Inputs.Sum(i => i.Unrecognized) - unrecognizedConditions;
        FhirDate? birthDate = null;
        string? gender = null;
        for (var index = 0; index < scan.Kept.Count; index++)
        {
            var resource = scan.Kept[index];
            if (index < scan.Inputs[resource.Input].FirstKept) continue;
            if (resource.Kind is ResourceType.Patient) (birthDate, gender) = (Date(resource.BirthDate), arena.Text(resource.Gender));
            if (resource.Kind is null or ResourceType.Patient or ResourceType.Medication or ResourceType.Bundle || IsOtherPatient(resource)) continue;
            var isDraft = resource.Input == Shapes.DraftOrders;
            if (isDraft && !selected.Contains(resource)) continue;
            if (isDraft && arena.Text(resource.Id) is { } id) draftIds.Add(id);

            if (scan.Work.Problem is not null) break;
            var hits = medications.HitsOf(index, out var isRecognized);
            if (resource.Kind is not ResourceType.Condition && !isRecognized && scan.IsUnrecognized(resource)) unrecognizedMedications++;
            if (Fact(resource, hits, isDraft, index) is { } fact) facts.Add(fact);
        }

        return new Chart
        {
            PatientId = request.PatientId,
            BirthDate = birthDate,
            Gender = gender,
            Facts = facts,
            DraftIds = draftIds,
            Completeness = new Completeness
            {
                Inputs = [.. PrefetchKeys.All.Select(Input)],
                UnrecognizedMedications = unrecognizedMedications,
                UnrecognizedConditions = unrecognizedConditions,
            },
        };
    }

    private static int Conditions { get; } = PrefetchKeys.IndexOf(PrefetchKeys.Conditions);

    private InputCompleteness Input(string key, int index)
    {
        var input = scan.Inputs[index];
        input.AddLast();
        var other = input.Subjects.Where(s => s.Key != request.PatientId).Sum(s => s.Value);
        // When everything under a key is somebody else's, nothing was sent about this patient.
        var state = other > 0 && other == input.Resources ? InputState.Unreadable : input.State;
        return new InputCompleteness(key, state, input.Resources - other, other);
    }

    private bool IsOtherPatient(in ScannedResource resource) =>
        References.Id(arena[resource.Subject]) is { Length: > 0 } id && !id.SequenceEqual(patientId);

    private Fact? Fact(in ScannedResource r, List<Hit> hits, bool isDraft, int index)
    {
        var said = new Said(terminology, arena, hits);
        if (isDraft) AddReasons(said.Reasons, index);
        if (said.IsEmpty) return null;
        var hasDose = r.DoseStart.Length > 0 || r.DoseEnd.Length > 0;
        var ended = Date(r.End) ?? Date(r.AbatementStart);
        return new Fact
        {
            Type = r.Kind!.Value,
            Id = arena.Text(r.Id),
            Concepts = said.Concepts,
            Codings = said.Codings,
            IsDraft = isDraft,
            Status = arena.Text(r.Status),
            VerificationStatus = arena.Text(r.VerificationStatus),
            Intent = arena.Text(r.Intent),
            DoNotPerform = r.DoNotPerform,
            Reported = r.Reported,
            Recorded = Date(r.Recorded),
            Start = Date(r.Start) ?? Date(hasDose ? r.DoseStart : r.ValidityStart),
            End = ended ?? Date(hasDose ? r.DoseEnd : r.ValidityEnd),
            Abated = r.Abated || ((r.End.Length > 0 || r.AbatementStart.Length > 0) && ended is null),
            Reasons = said.Reasons,
            BodySites = r.HasBodySite ? said.BodySites : null,
            Routes = said.Routes,
            Values = said.Values,
            ValueDate = Date(r.ValueDate),
            ValueQuantity = Quantity(r),
            Interpretation = arena.Text(r.Interpretation),
            RangeLow = r.RangeLow,
            RangeHigh = r.RangeHigh,
        };
    }

    // A draft's reasonReference says as much as its reasonCode, wherever the Condition stands in the request.
    private void AddReasons(List<int> reasons, int index)
    {
        foreach (var pointer in medications.PointersOf(index).Where(p => p.Role == Role.Reason))
        {
            scan.Work.Add(scan.Kept.Count);
            if (scan.Work.Problem is not null) return;
            for (var i = 0; i < scan.Kept.Count; i++)
            {
                var condition = scan.Kept[i];
                if (condition.Kind is not ResourceType.Condition || IsOtherPatient(condition) || !References.Id(arena[pointer.Target]).SequenceEqual(arena[condition.Id])) continue;
                // A reason that turned out to be wrong is none.
                if (arena.Text(condition.VerificationStatus) is "refuted" or "entered-in-error") continue;
                reasons.AddRange(new Said(terminology, arena, medications.HitsOf(i, out _)).Concepts.Where(c => !reasons.Contains(c)));
            }
        }
    }

    private FhirDate? Date(Slice slice) => FhirDate.Parse(arena.Text(slice));

    private Quantity? Quantity(in ScannedResource r) => r.QuantityValue is not { } value ? null : new Quantity
    {
        Value = value,
        Unit = arena.Text(r.QuantityUnit),
        System = arena.Text(r.QuantitySystem),
        Code = arena.Text(r.QuantityCode),
        Comparator = arena.Text(r.QuantityComparator) switch
        {
            "<" => Hl7.Fhir.Model.Quantity.QuantityComparator.LessThan,
            "<=" => Hl7.Fhir.Model.Quantity.QuantityComparator.LessOrEqual,
            ">" => Hl7.Fhir.Model.Quantity.QuantityComparator.GreaterThan,
            ">=" => Hl7.Fhir.Model.Quantity.QuantityComparator.GreaterOrEqual,
            _ => null,
        },
    };
}
