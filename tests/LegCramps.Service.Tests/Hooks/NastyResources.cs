using static LegCramps.Service.Tests.Hooks.NastyInput;
using static LegCramps.Service.Tests.Support.Some;

namespace LegCramps.Service.Tests.Hooks;

/// <summary>Section 8, rows 17 to 33, 38 to 40, 49, 50, 58 and 59: FHIR resources as they come.</summary>
internal static class NastyResources
{
    private const string Ral = "LCRXRAL";

    public static IEnumerable<(string Row, Func<NastyInput> Input)> Rows => [.. Bundles, .. Selections, .. Medications, .. Oddities, .. Statuses];

    private static IEnumerable<(string Row, Func<NastyInput> Input)> Bundles =>
    [
        ("17 draftOrders left out", () => Refused(400, "context.draftOrders", Drafting().Without("context.draftOrders"))),
        ("18 draftOrders no Bundle", () => Refused(400, "context.draftOrders", Drafting().With("context.draftOrders", Draft(Codes.Raloxifene)))),
        ("18 draftOrders a string", () => Refused(400, "context.draftOrders", Drafting().With("context.draftOrders", "x"))),
        ("18 draftOrders null", () => Refused(400, "context.draftOrders", Drafting().With("context.draftOrders", null))),
        ("18 entry null", () => Quiet(Drafting().With("context.draftOrders.entry", null))),
        ("18 entries without resource", () => Ok(Entries(null, new JsonObject(), new JsonObject { ["resource"] = null }, Entry(Draft(Codes.Raloxifene))), Ral)),
        ("19 Bundle without type", () => Ok(Drafting().Without("context.draftOrders.type"), Ral)),
        ("19 Bundle of another type", () => Ok(Drafting().With("context.draftOrders.type", "transaction"), Ral)),
        ("28 unknown resource types", () => Ok(Entries(Entry(new() { ["resourceType"] = "Nonsense", ["id"] = "n" }), Entry([]), Entry(Draft(Codes.Raloxifene))), Ral)),
        ("28 unknown elements", () => Ok(Drafting(Draft(Codes.Raloxifene).With("vendor", new JsonObject { ["x"] = new JsonArray(1, "y") })), Ral)),
        ("33 null for every key", () => Quiet(Call.PatientView().With("prefetch.patient", null).With("prefetch.medications", null).With("prefetch.conditions", null))),
        ("38 a warning and no result", () => Quiet(Call.PatientView().Medications(Outcome("warning")))),
        ("40 observations as medications", () => Refused(412, "prefetch.medications", Call.PatientView().Medications(new JsonObject { ["resourceType"] = "Observation" }))),
    ];

    private static IEnumerable<(string Row, Func<NastyInput> Input)> Selections =>
    [
        ("20 selections missing", () => Ok(Drafting().Without("context.selections"), Ral)),
        ("20 selections empty", () => Ok(Drafting().With("context.selections", new JsonArray()), Ral)),
        ("20 selections null", () => Ok(Drafting().With("context.selections", null), Ral)),
        ("20 selections a string", () => Refused(400, "context.selections", Drafting().With("context.selections", "MedicationRequest/draft-1"))),
        ("21 selections that match nothing", () => Ok(Selecting("MedicationRequest/other"), Ral)),
        ("21 a bare id", () => Ok(Selecting("draft-1"), Ral)),
        ("21 an absolute URL", () => Ok(Selecting("https://fhir.example.org/MedicationRequest/draft-1"), Ral)),
        ("21 a version", () => Ok(Selecting("MedicationRequest/draft-1/_history/3"), Ral)),
        ("21 a thousand times the same", () => Ok(Selecting([.. Enumerable.Repeat("MedicationRequest/draft-1", 1000)]), Ral)),
        ("21 another draft is selected", () => Quiet(Drafting(Draft(Codes.Raloxifene), Draft(Codes.Acetaminophen, "draft-2")).With("context.selections", new JsonArray("MedicationRequest/draft-2")))),
        ("22 an id of 194 characters", () => Ok(Drafting(Draft(Codes.Raloxifene, new string('e', 194))), Ral)),
        ("22 an id with other hyphens", () => Ok(Drafting(Draft(Codes.Raloxifene, "draft\u2011rx\u20111")), Ral)),
        ("22 no id", () => Ok(Drafting(Draft(Codes.Raloxifene).With("id", null)), Ral)),
        ("22 one id twice", () => Ok(Drafting(Draft(Codes.Raloxifene), Draft(Codes.Raloxifene)), Ral)),
    ];

    private static IEnumerable<(string Row, Func<NastyInput> Input)> Medications =>
    [
        ("23 a contained Medication", () => Ok(Drafting(Referring("#m").With("contained", new JsonArray(Medication(Codes.Raloxifene, "m")))), Ral)),
        ("23 a dangling reference", () => Quiet(Drafting(Referring("#m")))),
        ("23 contained in contained", () => Quiet(Drafting(Referring("#m").With("contained", new JsonArray(Medication(Codes.Acetaminophen, "n").With("contained", new JsonArray(Medication(Codes.Acetaminophen, "m")))))))),
        ("23 a circle of references", () => Quiet(Drafting(Referring("#m").With("contained", new JsonArray(Ingredient("m", "#n"), Ingredient("n", "#m")))))),
        ("24 a Medication beside it", () => Ok(Drafting(Referring("Medication/m"), Medication(Codes.Raloxifene, "m")), Ral)),
        ("24 by absolute URL", () => Ok(Drafting(Referring("https://fhir.example.org/Medication/m"), Medication(Codes.Raloxifene, "m")), Ral)),
        ("24 by urn:uuid", () => Ok(Entries(Entry(Referring("urn:uuid:5f9a3c3e-0000-4000-8000-000000000001")), Entry(Medication(Codes.Raloxifene, "m"), "urn:uuid:5f9a3c3e-0000-4000-8000-000000000001")), Ral)),
        ("24 by identifier", () => Quiet(Drafting(Referring(null).With("medicationReference", new JsonObject { ["identifier"] = new JsonObject { ["value"] = "1" } })))),
        ("24 by display only", () => Quiet(Drafting(Referring(null).With("medicationReference", new JsonObject { ["display"] = "raloxifene" })))),
        ("25 no medication at all", () => Quiet(Drafting(Referring(null)))),
        ("25 concept and reference", () => Ok(Drafting(Draft(Codes.Raloxifene).With("medicationReference", Reference("Medication/m")), Medication(Codes.Acetaminophen, "m")), Ral)),
        ("26 coding without system", () => Quiet(Drafting(Coded("""[{"code":"72143"}]""")))),
        ("26 code as number", () => Quiet(Drafting(Coded("""[{"system":"http://www.nlm.nih.gov/research/umls/rxnorm","code":72143}]""")))),
        ("26 null among codings", () => Ok(Drafting(Coded("""[null,{"system":"http://www.nlm.nih.gov/research/umls/rxnorm","code":"72143"}]""")), Ral)),
        ("26 coding an object", () => Ok(Drafting(Coded("""{"system":"http://www.nlm.nih.gov/research/umls/rxnorm","code":"72143"}""")), Ral)),
        ("26 coding empty", () => Quiet(Drafting(Coded("{}")))),
        ("27 category an object", () => Ok(Drafting(Draft(Codes.Raloxifene).With("category", new JsonObject()).With("doseQuantity", new JsonObject { ["value"] = 1 })), Ral)),
        ("29 DSTU2", () => Refused(422, "context.draftOrders", Drafting(new JsonObject { ["resourceType"] = "MedicationOrder", ["id"] = "draft-1" }))),
        ("29 DSTU2 in prefetch", () => Refused(422, "prefetch.medications", Call.PatientView().Medications(new JsonObject { ["resourceType"] = "MedicationOrder" }))),
        ("30 R5", () => Refused(422, "context.draftOrders", Drafting(Referring(null).With("medication", new JsonObject { ["concept"] = Concept(Codes.Raloxifene) })))),
    ];

    private static IEnumerable<(string Row, Func<NastyInput> Input)> Oddities =>
    [
        ("49 markup, control and direction characters", () => Ok(Drafting(Draft(Codes.Raloxifene).With("medicationCodeableConcept", Named("<script>alert(1)</script>\u001b[31m\u202e**x**"))), Ral)),
        ("50 forty drugs with long names", () => Ok(Call.PatientView().Medications([.. Enumerable.Range(0, 40).Select(i => Order(Codes.Raloxifene, $"o{i}").With("medicationCodeableConcept", Named(new string('n', 300))))]), "LCSUM01")),
        ("58 dates that are none", () => Quiet(Call.PatientView().With("prefetch.patient.birthDate", "0000-00-00").Conditions(Condition(Codes.Hypertension).With("onsetDateTime", "2020-13-45").With("recordedDate", "x")))),
        ("58 dates at the edges", () => Ok(Call.PatientView().With("prefetch.patient.birthDate", "0001").Medications(Order(Codes.Raloxifene).With("authoredOn", "2020")), "LCSUM01")),
        ("58 a birth in the future", () => Ok(Call.PatientView().With("prefetch.patient.birthDate", "2999").Medications(Order(Codes.Raloxifene)), "LCSUM01")),
        ("59 a child", () => Ok(Call.PatientView().With("prefetch.patient.birthDate", "2020-01-01").Medications(Order(Codes.Raloxifene)), "LCSUM01")),
        ("59 a patient who died", () => Ok(Call.PatientView().With("prefetch.patient.deceasedBoolean", true).Medications(Order(Codes.Raloxifene)), "LCSUM01")),
    ];

    private static IEnumerable<(string Row, Func<NastyInput> Input)> Statuses =>
    [
        ("31 status entered-in-error", () => Quiet(Drafting(Order(Codes.Raloxifene, "draft-1", "entered-in-error")))),
        ("31 status cancelled", () => Quiet(Drafting(Order(Codes.Raloxifene, "draft-1", "cancelled")))),
        ("31 status stopped", () => Quiet(Drafting(Order(Codes.Raloxifene, "draft-1", "stopped")))),
        ("31 status completed", () => Quiet(Drafting(Order(Codes.Raloxifene, "draft-1", "completed")))),
        ("31 intent proposal", () => Quiet(Drafting(Draft(Codes.Raloxifene).With("intent", "proposal")))),
        ("31 intent plan", () => Quiet(Drafting(Draft(Codes.Raloxifene).With("intent", "plan")))),
        ("31 intent option", () => Quiet(Drafting(Draft(Codes.Raloxifene).With("intent", "option")))),
        ("31 an order not to give it", () => Quiet(Drafting(Draft(Codes.Raloxifene).With("doNotPerform", true)))),
        ("31 a revised order that is signed again", () => Ok(Call.OrderSign(Order(Codes.Raloxifene)), Ral)),
        ("32 refuted", () => Quiet(Having(Condition(Codes.Cirrhosis).With("verificationStatus", Verification("refuted"))))),
        ("32 entered-in-error", () => Quiet(Having(Condition(Codes.Cirrhosis).With("verificationStatus", Verification("entered-in-error"))))),
        ("32 resolved", () => Quiet(Having(Condition(Codes.Cirrhosis, clinicalStatus: "resolved")))),
        ("32 inactive", () => Quiet(Having(Condition(Codes.Cirrhosis, clinicalStatus: "inactive")))),
        ("32 no status at all", () => Ok(Having(Condition(Codes.Cirrhosis, clinicalStatus: null)), "LCSUM01")),
    ];

    private static Call Drafting(params JsonObject[] drafts) => Call.OrderSelect(drafts.Length == 0 ? [Draft(Codes.Raloxifene)] : drafts);

    private static Call Selecting(params string[] selections) => Drafting(Draft(Codes.Raloxifene), Draft(Codes.Acetaminophen, "draft-2")).With("context.selections", new JsonArray([.. selections.Select(s => (JsonNode)s)]));

    private static JsonObject Verification(string code) => Concept(new Coding("http://terminology.hl7.org/CodeSystem/condition-ver-status", code));

    private static Call Having(JsonObject condition) => Call.PatientView().Conditions(condition);

    private static Call Entries(params JsonNode?[] entries) => Drafting().With("context.draftOrders.entry", new JsonArray(entries)).Without("context.selections");

    private static JsonObject Entry(JsonObject resource, string? fullUrl = null) => fullUrl is null ? new() { ["resource"] = resource } : new() { ["fullUrl"] = fullUrl, ["resource"] = resource };

    private static JsonObject Referring(string? reference) => Draft(Codes.Raloxifene).With("medicationCodeableConcept", null).With("medicationReference", reference is null ? null : Reference(reference));

    private static JsonObject Ingredient(string id, string reference) => new()
    {
        ["resourceType"] = "Medication",
        ["id"] = id,
        ["ingredient"] = new JsonArray(new JsonObject { ["itemReference"] = Reference(reference) }),
    };

    private static JsonObject Coded(string coding) => Draft(Codes.Raloxifene).With("medicationCodeableConcept", new JsonObject { ["coding"] = JsonNode.Parse(coding) });

    private static JsonObject Named(string name)
    {
        var concept = Concept(Codes.Raloxifene);
        concept["text"] = name;
        concept["coding"]![0]!["display"] = name;
        return concept;
    }
}
