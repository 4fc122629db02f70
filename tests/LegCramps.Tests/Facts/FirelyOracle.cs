using System.Text;
using System.Text.Json;
using Hl7.Fhir.Model;
using LegCramps.Facts;
using LegCramps.Knowledge;

namespace LegCramps.Tests.Facts;

/// <summary>Finds the facts of a request by Firely's object model, slowly and in another way than the reader.</summary>
internal sealed class FirelyOracle(TerminologyIndex terminology, JsonSerializerOptions firely)
{
    /// <summary>One line per fact; ids of resources that Firely cannot read in <paramref name="unreadable"/>.</summary>
    public List<string> Facts(JsonElement body, out List<string> unreadable)
    {
        var failed = new List<string>();
        var patient = Tail(body.GetProperty("context").GetProperty("patientId").GetString()!);
        var hook = body.GetProperty("hook").GetString();
        var charts = new List<(string Input, JsonElement Json, Resource Typed)>();
        if (body.TryGetProperty("prefetch", out var prefetch) && prefetch.ValueKind == JsonValueKind.Object)
        {
            foreach (var key in PrefetchKeys.All)
                if (prefetch.TryGetProperty(key, out var value)) charts.AddRange(Resources(value, failed).Select(r => (key, r.Json, r.Typed)));
        }

        if (body.GetProperty("context").TryGetProperty("draftOrders", out var drafts)) charts.AddRange(Resources(drafts, failed).Select(r => ("draftOrders", r.Json, r.Typed)));
        var selections = hook == "order-select" && body.GetProperty("context").TryGetProperty("selections", out var s) ? s.EnumerateArray().Select(e => Tail(e.GetString()!)).ToHashSet() : null;
        if (selections is not null && !charts.Any(c => c.Input == "draftOrders" && selections.Contains(c.Typed.Id ?? "?"))) selections = null;

        var medications = charts.Select(c => c.Typed).OfType<Medication>().Where(m => m.Id is not null).DistinctBy(m => m.Id).ToDictionary(m => m.Id!, StringComparer.Ordinal);
        unreadable = failed;
        return [.. charts.Where(c => Belongs(c.Input, c.Typed) && (c.Input != "draftOrders" || selections is null || selections.Contains(c.Typed.Id ?? "?")))
            .Select(c => Fact(c.Input, c.Typed, medications, patient)).OfType<string>().Order(StringComparer.Ordinal)];
    }

    /// <summary>The line for a fact of the reader.</summary>
    public static string Line(Fact f) =>
        $"{f.Type}/{f.Id} draft={f.IsDraft} concepts={string.Join(',', f.Concepts.Order())} status={f.Status} intent={f.Intent} not={f.DoNotPerform} recorded={f.Recorded} start={(f.Type == ResourceType.MedicationRequest ? null : f.Start)} verification={f.VerificationStatus}";

    private string? Fact(string input, Resource resource, Dictionary<string, Medication> medications, string patient)
    {
        var concepts = resource switch
        {
            MedicationRequest m => Medication(m, m.Medication, medications, 0),
            Condition c => Concepts(c.Code),
            Observation o => Concepts(o.Code),
            Procedure p => Concepts(p.Code),
            ServiceRequest s => Concepts(s.Code),
            _ => [],
        };
        var hasValue = resource is Observation { Value: CodeableConcept value } && Concepts(value).Count > 0;
        var isReasoned = input == "draftOrders" && resource is MedicationRequest { ReasonCode: var reasons } && reasons.Any(r => Concepts(r).Count > 0);
        if (concepts.Count == 0 && !hasValue && !isReasoned) return null;
        var subject = resource switch
        {
            MedicationRequest m => m.Subject,
            Condition c => c.Subject,
            Observation o => o.Subject,
            Procedure p => p.Subject,
            ServiceRequest s => s.Subject,
            _ => null,
        };
        if (subject?.Reference is { Length: > 0 } reference && Tail(reference) != patient) return null;
        var order = resource as MedicationRequest;
        var condition = resource as Condition;
        var status = condition is null ? Raw(resource, "status") : condition.ClinicalStatus?.Coding.FirstOrDefault()?.Code;
        var start = resource switch
        {
            Condition c => Start(c.Onset),
            Observation o => Start(o.Effective),
            Procedure p => Start(p.Performed),
            ServiceRequest s => Start(s.Occurrence),
            _ => null,
        };
        var intent = condition is null && resource is not Observation and not Procedure ? Raw(resource, "intent") : null;
        var not = order?.DoNotPerform ?? false;
        var recorded = order?.AuthoredOn ?? condition?.RecordedDate;
        var verification = condition?.VerificationStatus?.Coding.FirstOrDefault()?.Code;
        return $"{resource.TypeName}/{resource.Id} draft={input == "draftOrders"} concepts={string.Join(',', concepts.Order())} status={status} intent={intent} not={not} recorded={FhirDate.Parse(recorded)} start={FhirDate.Parse(start)} verification={verification}";
    }

    private List<int> Medication(DomainResource owner, DataType? medication, Dictionary<string, Medication> medications, int depth)
    {
        if (medication is CodeableConcept concept) return Concepts(concept);
        if (medication is not ResourceReference { Reference: { Length: > 0 } reference } || depth > 4) return [];
        var target = reference.StartsWith('#')
            ? owner.Contained.OfType<Medication>().FirstOrDefault(m => m.Id == reference[1..])
            : medications.GetValueOrDefault(Tail(reference));
        if (target is null) return [];
        var found = Concepts(target.Code);
        foreach (var ingredient in target.Ingredient)
            found = [.. found.Union(Medication(reference.StartsWith('#') ? owner : target, ingredient.Item, medications, depth + 1))];
        return found;
    }

    private List<int> Concepts(CodeableConcept? concept) =>
        [.. (concept?.Coding ?? []).SelectMany(c => terminology.Find(terminology.FindSystem(Bytes(c.System)), Bytes(c.Code)).ToArray()).Distinct()];

    private IEnumerable<(JsonElement Json, Resource Typed)> Resources(JsonElement value, List<string> failed)
    {
        if (value.ValueKind != JsonValueKind.Object) yield break;
        if (value.TryGetProperty("response", out _) && value.TryGetProperty("resource", out var inner)) value = inner;
        if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty("resourceType", out var type)) yield break;
        var list = type.GetString() != "Bundle" ? [value]
            : value.TryGetProperty("entry", out var entries) && entries.ValueKind == JsonValueKind.Array
                ? entries.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object && e.TryGetProperty("resource", out _)).Select(e => e.GetProperty("resource")).ToList()
                : [];
        foreach (var json in list)
        {
            Resource? typed = null;
            try
            {
                typed = json.Deserialize<Resource>(firely);
            }
            catch (Exception)
            {
                // Whatever it is that Firely stumbles over: such a resource has no oracle, and is listed.
                failed.Add($"{json.GetProperty("resourceType").GetString()}/{(json.TryGetProperty("id", out var id) ? id.GetString() : null)}");
            }

            if (typed is not null) yield return (json, typed);
        }
    }

    private static bool Belongs(string input, Resource resource) => input switch
    {
        "draftOrders" or PrefetchKeys.Medications => resource is MedicationRequest,
        PrefetchKeys.Conditions => resource is Condition,
        PrefetchKeys.Observations => resource is Observation,
        PrefetchKeys.Procedures => resource is Procedure,
        PrefetchKeys.ServiceRequests => resource is ServiceRequest,
        _ => false,
    };

    private static string? Raw(Base resource, string element) => resource.TryGetValue(element, out var value) && value is PrimitiveType p ? p.JsonValue?.ToString() : null;

    private static string? Start(DataType? value) => value switch
    {
        FhirDateTime d => d.Value,
        Period p => p.Start,
        Instant i => i.ToString(),
        _ => null,
    };

    private static string Tail(string reference) => reference.Split("/_history/")[0].Split('/', ':')[^1];

    private static byte[] Bytes(string? text) => Encoding.UTF8.GetBytes(text ?? "");
}
