using System.Text;
using static LegCramps.Service.Tests.Hooks.NastyInput;

namespace LegCramps.Service.Tests.Hooks;

/// <summary>Section 8, rows 1 to 16 and 37 to 60: bytes, JSON and envelope.</summary>
internal static class NastyEnvelopes
{
    private static readonly string Good = Call.PatientView().ToString();

    public static IEnumerable<(string Row, Func<NastyInput> Input)> Rows =>
    [
        ("1 empty body", () => Refused(400, null, "")),
        ("1 whitespace", () => Refused(400, null, " \r\n\t ")),
        ("2 truncated", () => Refused(400, null, Good[..^7])),
        ("2 trailing comma", () => Refused(400, null, Good[..^1] + ",}")),
        ("2 comment", () => Refused(400, null, "/* x */" + Good)),
        ("2 something after the end", () => Refused(400, null, Good + "{}")),
        ("3 root array", () => Refused(400, null, $"[{Good}]")),
        ("3 root string", () => Refused(400, null, "\"hook\"")),
        ("3 root number", () => Refused(400, null, "5")),
        ("3 root null", () => Refused(400, null, "null")),
        ("4 byte order mark", () => new NastyInput(200, null, [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Good)])),
        ("5 UTF-16", () => Refused(400, null, Encoding.Unicode.GetBytes(Good))),
        ("5 Latin-1", () => Refused(400, null, Encoding.Latin1.GetBytes(Call.PatientView().With("note", "é").ToString().Replace("\\u00E9", "é", StringComparison.Ordinal)))),
        ("5 invalid UTF-8", () => Refused(400, null, [.. Encoding.UTF8.GetBytes("{\"x\":\""), 0xC3, 0x28, .. Encoding.UTF8.GetBytes("\"}")])),
        ("5 lone surrogate in a value that is read", () => Refused(400, null, Good.Replace(Some.PatientId, "\\uD800", StringComparison.Ordinal))),
        ("5 lone surrogate at the very end", () => Refused(400, null, Good[..^1] + ",\"x\":\"\\uD800\"}")),
        ("5 lone surrogate in a name", () => Refused(400, null, Good[..^1] + ",\"\\uDFFF\":1}")),
        ("5 half a pair in a name", () => Refused(400, null, Good[..^1] + ",\"\\uD83D\":1}")),
        ("5 a whole pair", () => new NastyInput(200, null, Encoding.UTF8.GetBytes(Good[..^1] + ",\"x\":\"\\uD83D\\uDE00\"}"))),
        ("8 hook missing", () => Refused(400, "hook", Call.PatientView().Without("hook"))),
        ("8 hook null", () => Refused(400, "hook", Call.PatientView().With("hook", null))),
        ("8 hook a number", () => Refused(400, "hook", Call.PatientView().With("hook", 5))),
        ("8 hook empty", () => Refused(400, "hook", Call.PatientView().With("hook", ""))),
        ("8 hook in another case", () => Refused(400, "hook", Call.PatientView().With("hook", "Patient-View"))),
        ("9 hook of another service", () => Refused(400, "hook", Call.OrderSelect(Some.Draft(Codes.Raloxifene)).ToString())),
        ("11 hookInstance missing", () => Refused(400, "hookInstance", Call.PatientView().Without("hookInstance"))),
        ("11 hookInstance empty", () => Refused(400, "hookInstance", Call.PatientView().With("hookInstance", ""))),
        ("11 hookInstance a number", () => Refused(400, "hookInstance", Call.PatientView().With("hookInstance", 5))),
        ("11 hookInstance no UUID", () => Refused(400, "hookInstance", Call.PatientView().With("hookInstance", "not-a-uuid"))),
        ("12 UUID version 1", () => Quiet(Call.PatientView().With("hookInstance", "8f1c2a40-9d2e-11ee-8c90-0242ac120002"))),
        ("12 UUID in upper case", () => Quiet(Call.PatientView().With("hookInstance", "D1577C69-DFBE-44AD-BA6D-3E05E953B2EA"))),
        ("12 UUID as urn", () => Quiet(Call.PatientView().With("hookInstance", "urn:uuid:d1577c69-dfbe-44ad-ba6d-3e05e953b2ea"))),
        ("12 UUID almost nil", () => Quiet(Call.PatientView().With("hookInstance", "00000000-007b-9f33-e810-000000000000"))),
        ("14 context missing", () => Refused(400, "context", Call.PatientView().Without("context"))),
        ("14 patientId missing", () => Refused(400, "context.patientId", Call.PatientView().Without("context.patientId"))),
        ("14 context null", () => Refused(400, "context", Call.PatientView().With("context", null))),
        ("14 context an array", () => Refused(400, "context", Call.PatientView().With("context", new JsonArray()))),
        ("14 context a string", () => Refused(400, "context", Call.PatientView().With("context", "x"))),
        ("14 patientId a number", () => Refused(400, "context.patientId", Call.PatientView().With("context.patientId", 4711))),
        ("14 patientId empty", () => Refused(400, "context.patientId", Call.PatientView().With("context.patientId", ""))),
        ("14 patientId null", () => Refused(400, "context.patientId", Call.PatientView().With("context.patientId", null))),
        ("15 patientId with its type", () => Ok(Call.PatientView().With("context.patientId", $"Patient/{Some.PatientId}").Medications(Some.Order(Codes.Raloxifene)), "LCSUM01")),
        ("16 userId missing", () => Quiet(Call.PatientView().Without("context.userId"))),
        ("16 userId bare", () => Quiet(Call.PatientView().With("context.userId", "123"))),
        ("37 error in place of data", () => Refused(412, "prefetch.medications", Call.PatientView().With("prefetch.medications", Some.Outcome("fatal")))),
        ("41 prefetch an array", () => Refused(400, "prefetch", Call.PatientView().With("prefetch", new JsonArray()))),
        ("41 prefetch a string", () => Refused(400, "prefetch", Call.PatientView().With("prefetch", "x"))),
        ("41 prefetch null", () => Refused(412, "prefetch.medications", Call.PatientView().With("prefetch", null))),
        ("41 prefetch empty", () => Refused(412, "prefetch.medications", Call.PatientView().With("prefetch", new JsonObject()))),
        ("43 orders of another patient only", () => Refused(412, "prefetch.medications", Call.PatientView().Medications(Some.Order(Codes.Raloxifene).With("subject", Some.Subject("somebody-else"))))),
        ("43 another patient in prefetch", () => Refused(422, "prefetch.patient.id", Call.PatientView().With("prefetch.patient", Some.Patient("somebody-else")))),
        ("43 a token for another patient", () => Refused(422, "fhirAuthorization.patient", WithToken("patient", "somebody-else"))),
        ("44 a token without a server", () => Refused(400, "fhirServer", WithToken("scope", "x").Without("fhirServer"))),
        ("44 fhirServer no URL", () => Refused(400, "fhirServer", Call.PatientView().With("fhirServer", "fhir"))),
        ("44 fhirServer by ftp", () => Refused(400, "fhirServer", Call.PatientView().With("fhirServer", "ftp://fhir.example.org"))),
        ("44 fhirServer with user information", () => Refused(400, "fhirServer", Call.PatientView().With("fhirServer", "https://me:pw@fhir.example.org"))),
        ("44 fhirServer at the metadata address", () => Quiet(Call.PatientView().With("fhirServer", "http://169.254.169.254/latest"))),
        ("45 token of another type", () => Quiet(WithToken("token_type", "mac"))),
        ("45 no expiry", () => Quiet(WithToken("expires_in", null))),
        ("45 token long expired", () => Quiet(WithToken("expires_in", -1))),
        ("45 expiry as text", () => Quiet(WithToken("expires_in", "300"))),
        ("45 empty token", () => Quiet(WithToken("access_token", ""))),
        ("47 nested 10 000 deep", () => Refused(400, null, Good[..^1] + ",\"x\":" + new string('[', 10_000) + new string(']', 10_000) + "}")),
        ("47 100 000 entries", () => Refused(413, "Bundle.entry", ManyEntries(100_000))),
        ("47 one string of 5 MB", () => Quiet(Call.PatientView().With("x", new string('x', 5_000_000)))),
        ("47 numbers beyond double", () => Refused(200, null, Good[..^1] + ",\"x\":[1e308,1e400,-1e9999,0.1e-999]}")),
        ("48 hook twice", () => Refused(400, "hook", Good[..^1] + ",\"hook\":\"order-sign\"}")),
        ("48 hook twice, once escaped", () => Refused(400, "hook", Good[..^1] + ",\"\\u0068ook\":\"order-sign\"}")),
        ("48 prototypes and references", () => Quiet(Call.PatientView().With("__proto__", new JsonObject { ["hook"] = "x" }).With("$type", "System.Object").With("$ref", "#"))),
        ("57 extension null", () => Quiet(Call.PatientView().With("extension", null))),
        ("57 extension a string", () => Quiet(Call.PatientView().With("extension", "x"))),
        ("57 extension huge", () => Quiet(Call.PatientView().With("extension", new JsonObject { ["x"] = new JsonArray([.. Enumerable.Range(0, 50_000).Select(i => (JsonNode)i)]) }))),
        ("60 members from before 1.0", () => Refused(400, "context.patientId", Call.PatientView().With("context", new JsonObject()).With("patient", "4711").With("user", "Practitioner/1"))),
        ("8 hook under another name: names are case-sensitive", () => Refused(400, "hook", Call.PatientView().Without("hook").With("Hook", "patient-view"))),
    ];

    private static Call WithToken(string member, JsonNode? value) => Call.PatientView()
        .With("fhirServer", "https://fhir.example.org")
        .With("fhirAuthorization", new JsonObject { ["access_token"] = "t0p-s3cr3t", ["token_type"] = "Bearer", ["expires_in"] = 300, ["scope"] = "x", ["subject"] = "y" })
        .With($"fhirAuthorization.{member}", value);

    private static string ManyEntries(int count)
    {
        var entry = """{"resource":{"resourceType":"MedicationRequest"}}""";
        return Call.PatientView().With("prefetch.medications", "@").ToString().Replace("\"@\"", $$"""{"resourceType":"Bundle","entry":[{{string.Join(',', Enumerable.Repeat(entry, count))}}]}""", StringComparison.Ordinal);
    }
}
