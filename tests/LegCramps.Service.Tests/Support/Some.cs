namespace LegCramps.Service.Tests.Support;

/// <summary>Small FHIR R4 resources of a synthetic patient.</summary>
internal static class Some
{
    /// <summary>Stands in every request and must never stand in a log line.</summary>
    public const string PatientId = "patient-zephyrine-4711";

    public const string FamilyName = "Quetzalcoatlus";

    public static JsonObject Patient(string id = PatientId) => new()
    {
        ["resourceType"] = "Patient",
        ["id"] = id,
        ["name"] = new JsonArray(new JsonObject { ["family"] = FamilyName }),
        ["gender"] = "female",
        ["birthDate"] = "1958-02-11",
    };

    public static JsonObject Order(Coding drug, string id = "order-1", string status = "active") => new()
    {
        ["resourceType"] = "MedicationRequest",
        ["id"] = id,
        ["status"] = status,
        ["intent"] = "order",
        ["subject"] = Subject(),
        ["medicationCodeableConcept"] = Concept(drug),
    };

    public static JsonObject Draft(Coding drug, string id = "draft-1") => Order(drug, id, "draft");

    public static JsonObject Condition(Coding code, string id = "condition-1", string? clinicalStatus = "active") => new()
    {
        ["resourceType"] = "Condition",
        ["id"] = id,
        ["clinicalStatus"] = clinicalStatus is null ? null : Concept(new Coding("http://terminology.hl7.org/CodeSystem/condition-clinical", clinicalStatus)),
        ["subject"] = Subject(),
        ["code"] = Concept(code),
    };

    public static JsonObject Medication(Coding code, string id) => new()
    {
        ["resourceType"] = "Medication",
        ["id"] = id,
        ["code"] = Concept(code),
    };

    public static JsonObject Outcome(string severity) => new()
    {
        ["resourceType"] = "OperationOutcome",
        ["issue"] = new JsonArray(new JsonObject { ["severity"] = severity, ["code"] = "processing" }),
    };

    public static JsonObject Searchset(params JsonObject[] resources) => Bundle("searchset", resources);

    public static JsonObject Bundle(string type, params JsonObject[] resources) => new()
    {
        ["resourceType"] = "Bundle",
        ["type"] = type,
        ["entry"] = new JsonArray([.. resources.Select(r => new JsonObject { ["resource"] = r })]),
    };

    public static JsonObject Concept(params Coding[] codings) => new() { ["coding"] = new JsonArray([.. codings.Select(c => c.Json)]) };

    public static JsonObject Reference(string reference) => new() { ["reference"] = reference };

    public static JsonObject Subject(string id = PatientId) => Reference($"Patient/{id}");

    /// <summary>The same resource with one element changed; a null value takes it away.</summary>
    public static JsonObject With(this JsonObject resource, string element, JsonNode? value)
    {
        resource.Remove(element);
        if (value is not null) resource[element] = value;
        return resource;
    }
}
