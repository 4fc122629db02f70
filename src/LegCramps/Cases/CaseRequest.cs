using System.Text;
using System.Text.Json.Nodes;
using Hl7.Fhir.Model;
using LegCramps.Facts;

namespace LegCramps.Cases;

/// <summary>Turns a case into what an EHR would send: the whole body of a CDS Hooks call.</summary>
public static class CaseRequest
{
    /// <summary>The id of the person of every case.</summary>
    public const string PatientId = "patient-1";

    public static byte[] Body(CardCase situation) => Encoding.UTF8.GetBytes(Json(situation).ToJsonString());

    private static JsonObject Json(CardCase situation)
    {
        var prefetch = new JsonObject { [PrefetchKeys.Patient] = Patient(situation) };
        foreach (var (key, resources) in situation.Chart) prefetch[key] = Bundle("searchset", resources);
        foreach (var key in situation.NotSent) prefetch.Remove(key);
        return new JsonObject
        {
            ["hook"] = situation.Hook,
            ["hookInstance"] = "5ee0c1d2-0000-4000-8000-000000000001",
            ["context"] = Context(situation),
            ["prefetch"] = prefetch,
        };
    }

    private static JsonObject Context(CardCase situation)
    {
        var context = new JsonObject { ["userId"] = "Practitioner/practitioner-1", ["patientId"] = PatientId };
        if (situation.Hook == "order-select")
        {
            var selections = situation.Selections ?? [.. situation.DraftOrders.Select(d => $"{d["resourceType"]}/{d["id"]}")];
            context["selections"] = new JsonArray([.. selections.Select(s => JsonValue.Create(s))]);
        }

        if (situation.Hook is "order-select" or "order-sign") context["draftOrders"] = Bundle("collection", situation.DraftOrders);
        return context;
    }

    private static JsonObject Patient(CardCase situation)
    {
        var patient = situation.Patient?.DeepClone() as JsonObject ?? [];
        patient["resourceType"] = "Patient";
        patient["id"] = PatientId;
        return patient;
    }

    private static JsonObject Bundle(string type, IReadOnlyList<JsonObject> resources)
    {
        var bundle = new JsonObject { ["resourceType"] = "Bundle", ["type"] = type };
        if (type == "searchset") bundle["total"] = resources.Count;
        if (resources.Count > 0) bundle["entry"] = new JsonArray([.. resources.Select(r => new JsonObject { ["resource"] = OfThePatient(r) })]);
        return bundle;
    }

    private static JsonObject OfThePatient(JsonObject resource)
    {
        var copy = (JsonObject)resource.DeepClone();
        var hasSubject = copy["resourceType"] is { } type && ModelInfo.ModelInspector.FindClassMapping(type.GetValue<string>())?.FindMappedElementByName("subject") is not null;
        if (hasSubject) copy.TryAdd("subject", new JsonObject { ["reference"] = $"Patient/{PatientId}" });
        return copy;
    }
}
