using System.Text.Json.Nodes;
using Hl7.Fhir.Model;
using LegCramps.Facts;
using LegCramps.Knowledge;
using LegCramps.Service.Discovery;

namespace LegCramps.Service.Telemetry;

/// <summary>Bodies that touch every input of every card of a hook, made from the cards' own value sets.</summary>
internal sealed class SyntheticCall(KnowledgeBase knowledge)
{
    private const string PatientId = "synthetic";

    public byte[] Body(string hook)
    {
        var inputs = knowledge.Cards.Where(c => c.Hooks.Contains(hook)).SelectMany(c => c.Inputs).ToList();
        var context = new JsonObject { ["patientId"] = PatientId, ["userId"] = "Practitioner/synthetic" };
        if (hook != ServiceList.PatientView) context["draftOrders"] = Bundle("MedicationRequest", inputs.Where(i => i.Draft));
        var body = new JsonObject
        {
            ["hook"] = hook,
            ["hookInstance"] = "00000000-0000-4000-8000-000000000000",
            ["context"] = context,
            ["prefetch"] = new JsonObject
            {
                [PrefetchKeys.Medications] = Bundle("MedicationRequest", inputs.Where(i => i is { Draft: false, Type: ResourceType.MedicationRequest })),
                [PrefetchKeys.Conditions] = Bundle("Condition", inputs.Where(i => i is { Draft: false, Type: null or ResourceType.Condition })),
            },
        };
        return System.Text.Encoding.UTF8.GetBytes(body.ToJsonString());
    }

    private JsonObject Bundle(string type, IEnumerable<CardInput> inputs) => new()
    {
        ["resourceType"] = "Bundle",
        ["entry"] = new JsonArray([.. inputs.Select(i => i.Concept).Distinct().Select(Coding).OfType<JsonObject>().Select((coding, n) => Entry(type, $"{type}-{n}", coding))]),
    };

    private static JsonObject Entry(string type, string id, JsonObject coding) => new()
    {
        ["resource"] = new JsonObject
        {
            ["resourceType"] = type,
            ["id"] = id,
            ["status"] = "active",
            ["clinicalStatus"] = new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["code"] = "active" }) },
            [type == "Condition" ? "code" : "medicationCodeableConcept"] = new JsonObject { ["coding"] = new JsonArray(coding) },
        },
    };

    // The first code of the set itself, or of a set that it is composed of.
    private JsonObject? Coding(Concept concept) =>
        (from set in knowledge.Concepts.Where(c => c.Index == concept.Index || c.Ancestors.Contains(concept.Index))
         from include in set.ValueSet.Compose?.Include ?? []
         from code in include.Concept
         select new JsonObject { ["system"] = include.System, ["code"] = code.Code }).FirstOrDefault();
}
