using Hl7.Fhir.Model;
using LegCramps.Knowledge;

namespace LegCramps.Facts.Scanning;

/// <summary>Turns what was kept of the request into facts about its patient.</summary>
internal sealed class ChartBuilder(ResourceScan scan, TerminologyIndex terminology, CdsRequest request, List<string>? selections)
{
    private readonly MedicationResolution medications = new(scan);
    private readonly Arena arena = scan.Arena;

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
            if (resource.Kind is ResourceType.Patient) (birthDate, gender) = (Date(resource.BirthDate), arena.Text(resource.Gender));
            if (resource.Kind is null or ResourceType.Patient or ResourceType.Medication or ResourceType.Bundle || IsOtherPatient(resource)) continue;
            var isDraft = resource.Input == Shapes.DraftOrders;
            if (isDraft && !selected.Contains(resource)) continue;
            if (isDraft && arena.Text(resource.Id) is { } id) draftIds.Add(id);

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

    private static int Conditions { get; } = PrefetchKeys.All.ToList().IndexOf(PrefetchKeys.Conditions);

    private InputCompleteness Input(string key, int index)
    {
        var input = scan.Inputs[index];
        var other = input.Subjects.Where(s => s.Key != request.PatientId).Sum(s => s.Value);
        // When everything under a key is somebody else's, nothing was sent about this patient.
        var state = other > 0 && other == input.Resources ? InputState.Unreadable : input.State;
        return new InputCompleteness(key, state, input.Resources - other, other);
    }

    private bool IsOtherPatient(in ScannedResource resource) =>
        References.Id(arena[resource.Subject]) is { Length: > 0 } id && !id.SequenceEqual(System.Text.Encoding.UTF8.GetBytes(request.PatientId));

    private Fact? Fact(in ScannedResource r, List<Hit> hits, bool isDraft, int index)
    {
        var reasons = Reasons(r, hits, isDraft, index);
        var coded = hits.Where(h => h.Role is Role.Code or Role.Medication).ToList();
        var values = Concepts(hits.Where(h => h.Role == Role.Value));
        if (coded.Count == 0 && reasons.Count == 0 && values.Count == 0) return null;
        var hasDose = r.DoseStart.Length > 0 || r.DoseEnd.Length > 0;
        return new Fact
        {
            Type = r.Kind!.Value,
            Id = arena.Text(r.Id),
            Concepts = Concepts(coded),
            Codings = [.. coded.Select(h => (terminology.Uri(h.System), arena.Text(h.Code)!))],
            IsDraft = isDraft,
            Status = arena.Text(r.Status),
            VerificationStatus = arena.Text(r.VerificationStatus),
            Intent = arena.Text(r.Intent),
            DoNotPerform = r.DoNotPerform,
            Reported = r.Reported,
            Recorded = Date(r.Recorded),
            Start = Date(r.Start) ?? Date(hasDose ? r.DoseStart : r.ValidityStart),
            End = Date(r.End) ?? Date(r.AbatementStart) ?? Date(hasDose ? r.DoseEnd : r.ValidityEnd),
            Abated = r.Abated || ((r.End.Length > 0 || r.AbatementStart.Length > 0) && (Date(r.End) ?? Date(r.AbatementStart)) is null),
            Reasons = reasons,
            BodySites = r.HasBodySite ? Concepts(hits.Where(h => h.Role == Role.BodySite)) : null,
            Routes = Concepts(hits.Where(h => h.Role == Role.Route)),
            Values = values,
            ValueDate = Date(r.ValueDate),
            ValueQuantity = Quantity(r),
        };
    }

    private List<int> Reasons(in ScannedResource resource, List<Hit> hits, bool isDraft, int index)
    {
        var reasons = Concepts(hits.Where(h => h.Role == Role.Reason));
        if (!isDraft) return reasons;
        foreach (var pointer in medications.PointersOf(index).Where(p => p.Role == Role.Reason))
        {
            for (var i = 0; i < scan.Kept.Count; i++)
            {
                var condition = scan.Kept[i];
                if (condition.Kind is not ResourceType.Condition || IsOtherPatient(condition) || !References.Id(arena[pointer.Target]).SequenceEqual(arena[condition.Id])) continue;
                // A reason that turned out to be wrong is none.
                if (arena.Text(condition.VerificationStatus) is "refuted" or "entered-in-error") continue;
                reasons = [.. reasons.Union(Concepts(medications.HitsOf(i, out _).Where(h => h.Role == Role.Code)))];
            }
        }

        return reasons;
    }

    private List<int> Concepts(IEnumerable<Hit> hits)
    {
        var concepts = new List<int>();
        foreach (var hit in hits)
        {
            foreach (var concept in terminology.Find(hit.System, arena[hit.Code]))
            {
                if (!concepts.Contains(concept)) concepts.Add(concept);
            }
        }

        return concepts;
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
