using System.Runtime.InteropServices;
using Hl7.Fhir.Model;
using static Hl7.Fhir.Model.OperationOutcome;

namespace LegCramps.Facts.Scanning;

/// <summary>What happens at the closing brace of a coding and of a resource, when everything about it is known.</summary>
internal sealed partial class ResourceScan
{
    private void EndCoding(Role role)
    {
        ref var resource = ref Current;
        switch (role)
        {
            // The status code systems are not asked for: real requests leave them out.
            case Role.ClinicalStatus when resource.Status.Length == 0: resource.Status = code; return;
            case Role.VerificationStatus when resource.VerificationStatus.Length == 0: resource.VerificationStatus = code; return;
            case Role.Interpretation when resource.Interpretation.Length == 0: resource.Interpretation = code; return;
            case Role.ClinicalStatus or Role.VerificationStatus or Role.Interpretation: return;
        }

        if (code.Length == 0 || system < 0) return;
        if (role is Role.Code or Role.Medication)
        {
            resource.KnownMedication |= terminology.RecognizesMedications(system);
            resource.KnownCondition |= terminology.RecognizesConditions(system);
        }

        if (terminology.Find(system, Arena[code]).Length > 0) hits.Add(new Hit(current, role, system, code));
    }

    private RequestProblem? EndResource(Shape shape)
    {
        var index = current;
        current = open.Pop();
        ref var resource = ref CollectionsMarshal.AsSpan(resources)[index];
        var type = Arena[resource.Type];
        resource.Kind = KnownTypes.Find(type);
        if (KnownTypes.IsOlderThanR4(type) || (resource.IsR5 && resource.Kind is not null))
        {
            return new RequestProblem(ProblemKind.Unprocessable, IssueType.NotSupported, PathOf(resource.Input),
                "The request holds resources of another FHIR version; FHIR R4 is required.");
        }

        var input = inputs[resource.Input];
        if (shape.Input >= 0) input.IsSeen = true;
        if (resource.Kind is ResourceType.Bundle)
        {
            input.IsBundle = true;
            input.HasNextPage |= resource.HasNextLink;
            if (resource.HasNextLink) input.NextUrl = Arena.Text(resource.NextUrl);
            input.Total += resource.Total;
        }

        // Contained resources are judged with their parent; a container has nothing to keep but its parts.
        if (resource.IsContained || resource.Kind is ResourceType.Bundle || (shape.Input >= 0 && resource.Kind is null)) return null;

        if (resources.Count > index + 1) MergeContained(index);
        if (Work.Problem is { } tooMuch) return tooMuch;
        if (Keep(ref CollectionsMarshal.AsSpan(resources)[index], input)) entryResource = index;
        else Drop(index);
        return null;
    }

    private bool Keep(ref ScannedResource resource, InputScan input)
    {
        if (resource.Kind is ResourceType.OperationOutcome)
        {
            input.HasOutcome = true;
            input.HasFailed |= resource.HasFailed;
            return false;
        }

        if (resource.Kind is ResourceType.Medication) return true;
        if (resource.Kind is null || !KnownTypes.BelongsTo(resource.Input, resource.Kind.Value))
        {
            input.Foreign++;
            // Any draft may be the one that is selected, whatever its type.
            return resource.Input == Shapes.DraftOrders && resource.Type.Length > 0;
        }

        input.Resources++;
        if (resource.Kind is ResourceType.Patient || resource.Input == Shapes.DraftOrders) return true;
        input.CountSubject(Arena[resource.Subject]);
        if (hits.Count > resource.HitStart || (pointers.Count > resource.PointerStart && resource.HasMedication)) return true;
        if (IsUnrecognized(resource)) input.Unrecognized++;
        return false;
    }

    /// <summary>Current, coded or at least described, but in no code system that any value set knows.</summary>
    public bool IsUnrecognized(in ScannedResource resource) => resource.Kind switch
    {
        ResourceType.MedicationRequest => resource.HasMedication && !resource.KnownMedication && !resource.DoNotPerform
            && (resource.Input == Shapes.DraftOrders || Arena[resource.Status].SequenceEqual("active"u8)),
        ResourceType.Condition => !resource.KnownCondition
            && (resource.Status.Length == 0 || Arena[resource.Status].SequenceEqual("active"u8)),
        _ => false,
    };

    /// <summary>Whether a kept resource may count for the patient now, as far as its status says: what nobody takes any more needs no looking up.</summary>
    public bool MayCount(int index)
    {
        var resource = resources[index];
        return resource.Kind is not (null or ResourceType.Patient or ResourceType.Medication or ResourceType.Bundle)
            && index >= inputs[resource.Input].FirstKept && resource.HasMedication
            && Arena.Text(resource.Status) is not ("stopped" or "cancelled" or "entered-in-error" or "not-done" or "not-taken")
            && (Arena.Text(resource.Status) is not "completed" || resource.Kind is not ResourceType.MedicationRequest);
    }

    private void Drop(int index)
    {
        ref readonly var resource = ref CollectionsMarshal.AsSpan(resources)[index];
        hits.RemoveRange(resource.HitStart, hits.Count - resource.HitStart);
        pointers.RemoveRange(resource.PointerStart, pointers.Count - resource.PointerStart);
        Arena.Rewind(resource.ArenaStart);
        resources.RemoveRange(index, resources.Count - index);
    }

    // A local reference (#id) only means something inside its resource, so it is resolved here, and only here.
    private void MergeContained(int index)
    {
        var all = CollectionsMarshal.AsSpan(resources);
        ref var parent = ref all[index];
        var found = true;
        while (found && Work.Problem is null)
        {
            found = false;
            for (var p = parent.PointerStart; p < pointers.Count && Work.Problem is null; p++)
            {
                Work.Add(1);
                if (pointers[p].Owner != index || Arena[pointers[p].Target] is not [(byte)'#', .. var id]) continue;
                Work.Add(all.Length - index);
                for (var c = index + 1; c < all.Length; c++)
                {
                    if (all[c].IsMerged || !Arena[all[c].Id].SequenceEqual(id)) continue;
                    all[c].IsMerged = found = true;
                    parent.KnownMedication |= all[c].KnownMedication;
                    Adopt(parent, index, c, pointers[p].Role);
                }
            }
        }

        Compact(hits, parent.HitStart, h => h.Owner == index);
        Compact(pointers, parent.PointerStart, p => p.Owner == index);
        resources.RemoveRange(index + 1, resources.Count - index - 1);
    }

    private static void Compact<T>(List<T> list, int start, Predicate<T> keep)
    {
        var next = start;
        for (var i = start; i < list.Count; i++)
        {
            if (keep(list[i])) list[next++] = list[i];
        }

        list.RemoveRange(next, list.Count - next);
    }

    private void Adopt(in ScannedResource parent, int index, int contained, Role role)
    {
        Work.Add(hits.Count - parent.HitStart + pointers.Count - parent.PointerStart);
        var hit = CollectionsMarshal.AsSpan(hits);
        for (var i = parent.HitStart; i < hit.Length; i++)
        {
            if (hit[i].Owner == contained && hit[i].Role is (Role.Code or Role.Medication)) hit[i] = hit[i] with { Owner = index, Role = role };
        }

        var pointer = CollectionsMarshal.AsSpan(pointers);
        for (var i = parent.PointerStart; i < pointer.Length; i++)
        {
            if (pointer[i].Owner == contained) pointer[i] = pointer[i] with { Owner = index, Role = role };
        }
    }

    private static string PathOf(int input) => Shapes.Pages[input].Name;
}
