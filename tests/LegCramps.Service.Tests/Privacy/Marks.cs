using System.Text;

namespace LegCramps.Service.Tests.Privacy;

/// <summary>Strings that stand in requests where something of a patient, or a token, stands in real ones. None may be found anywhere it is not allowed.</summary>
internal static class Marks
{
    public const string ClientToken = "mark-client-token-eyJhbGciOi", AccessToken = "mark-access-token-9f8e7d", InAddress = "mark-in-the-address";
    private const string PatientId = "mark-patient-0815", Family = "Markmann-Zephyrine", Given = "Markward", Birth = "1931-07-19", Mrn = "MARK-MRN-778899", Note = "mark-note-she-said", User = "mark-user-42", Encounter = "mark-encounter-7";

    /// <summary>Ids of resources: a card may say which resource it is about, in its extension and in its suggestions, and nowhere else.</summary>
    public const string ResourceId = "mark-resource-";

    public static IReadOnlyList<string> All { get; } = [ClientToken, AccessToken, PatientId, Family, Given, Birth, Mrn, Note, User, Encounter, ResourceId];

    public static IEnumerable<string> In(string text) => All.Where(m => text.Contains(m, StringComparison.OrdinalIgnoreCase));

    public static IEnumerable<string> In(byte[] bytes) => In(Encoding.Latin1.GetString(bytes)).Concat(In(Encoding.Unicode.GetString(bytes)));

    /// <summary>The call with a mark wherever a real one has something to hide.</summary>
    public static Call Marked(this Call call)
    {
        call.With("context.patientId", PatientId).With("context.userId", $"Practitioner/{User}").With("context.encounterId", Encounter)
            .With("fhirServer", "https://127.0.0.1:1/fhir")
            .With("fhirAuthorization", new JsonObject { ["access_token"] = AccessToken, ["token_type"] = "Bearer", ["expires_in"] = 300, ["scope"] = "user/*.read", ["subject"] = User, ["patient"] = PatientId })
            .With("prefetch.patient", new JsonObject
            {
                ["resourceType"] = "Patient",
                ["id"] = PatientId,
                ["identifier"] = new JsonArray(new JsonObject { ["value"] = Mrn }),
                ["name"] = new JsonArray(new JsonObject { ["family"] = Family, ["given"] = new JsonArray(Given) }),
                ["birthDate"] = Birth,
            });
        foreach (var resource in Resources(call.Body).ToList()) Mark(resource);
        if (call.Body["context"]!["selections"] is JsonArray selections) call.With("context.selections", new JsonArray([.. selections.Select(s => (JsonNode)$"{s}".Replace("/", $"/{ResourceId}", StringComparison.Ordinal))]));
        return call;
    }

    private static void Mark(JsonObject resource)
    {
        resource["id"] = $"{ResourceId}{resource["id"]}";
        resource["subject"] = new JsonObject { ["reference"] = $"Patient/{PatientId}", ["display"] = $"{Given} {Family}" };
        resource["note"] = new JsonArray(new JsonObject { ["text"] = Note });
        if (resource["medicationCodeableConcept"] is JsonObject concept) concept["text"] = Note;
        if (resource["code"] is JsonObject code) code["text"] = Note;
    }

    private static IEnumerable<JsonObject> Resources(JsonNode? node) => node switch
    {
        JsonObject o when o["resourceType"]?.GetValue<string>() is "MedicationRequest" or "Condition" => [o],
        JsonObject o => o.SelectMany(m => Resources(m.Value)),
        JsonArray a => a.SelectMany(Resources),
        _ => [],
    };
}
