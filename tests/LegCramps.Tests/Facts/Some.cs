using System.Text;
using System.Text.Json.Nodes;
using LegCramps.Facts;
using LegCramps.Knowledge;

namespace LegCramps.Tests.Facts;

/// <summary>A tiny terminology and request bodies for tests of the reader: red is a drug, blue is a condition, ache is a symptom.</summary>
internal static class Some
{
    public const string Drugs = "http://example.org/drugs";
    public const string Problems = "http://example.org/problems";
    public const int Red = 0, Blue = 1, Ache = 2, Arm = 3;

    public static readonly TerminologyIndex Terminology = new(
        [new KnownCodeSystem(Drugs, ["urn:oid:1.2.3"], true, false), new KnownCodeSystem(Problems, [], false, true)],
        new Dictionary<(string, string), int[]>
        {
            [(Drugs, "red")] = [Red],
            [(Problems, "blue")] = [Blue],
            [(Problems, "ache")] = [Ache],
            [(Problems, "arm")] = [Arm],
        });

    public static ReadResult Read(string body) => new RequestReader(Terminology, new ReaderLimits()).Read(Encoding.UTF8.GetBytes(body));

    public static Chart Chart(string body) => Read(body).Chart ?? throw new InvalidOperationException(Read(body).Problem!.ToString());

    public static string PatientView(string prefetch) =>
        $$"""{"hook":"patient-view","hookInstance":"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea","context":{"userId":"Practitioner/1","patientId":"p1"},"prefetch":{{prefetch}} }""";

    public static string OrderSelect(string selections, string draftOrders) =>
        $$"""{"hook":"order-select","hookInstance":"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea","context":{"patientId":"p1",{{selections}}"draftOrders":{{draftOrders}} } }""";

    public static string Medications(params string[] resources) => PatientView($$"""{"medications":{{Bundle(resources)}} }""");

    public static string Conditions(params string[] resources) => PatientView($$"""{"conditions":{{Bundle(resources)}},"medications":null}""");

    public static string Bundle(params string[] resources) =>
        $$"""{"resourceType":"Bundle","type":"searchset","entry":[{{string.Join(',', resources.Select(r => $$"""{"resource":{{r}} }"""))}}]}""";

    /// <summary>An active order; members given replace or add to it, a null takes a member away.</summary>
    public static string Order(string id, params (string Name, JsonNode? Value)[] members) => With(
        $$"""{"resourceType":"MedicationRequest","id":"{{id}}","status":"active","intent":"order","subject":{"reference":"Patient/p1"},"medicationCodeableConcept":{"coding":[{"system":"{{Drugs}}","code":"red"}]} }""", members);

    public static string Condition(string id, params (string Name, JsonNode? Value)[] members) => With(
        $$"""{"resourceType":"Condition","id":"{{id}}","clinicalStatus":{"coding":[{"code":"active"}]},"subject":{"reference":"Patient/p1"},"code":{"coding":[{"system":"{{Problems}}","code":"blue"}]} }""", members);

    public static JsonNode Json(string text) => JsonNode.Parse(text)!;

    private static string With(string resource, (string Name, JsonNode? Value)[] members)
    {
        var json = JsonNode.Parse(resource)!.AsObject();
        foreach (var (name, value) in members)
        {
            json.Remove(name);
            if (value is not null) json[name] = value;
        }

        return json.ToJsonString();
    }
}
