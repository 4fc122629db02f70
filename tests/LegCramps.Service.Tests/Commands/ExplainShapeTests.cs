using System.Text;
using LegCramps.Service.Commands;

namespace LegCramps.Service.Tests.Commands;

/// <summary>The text and the JSON of <c>explain</c> to the letter, on cards about nothing real, and everything that it refuses.</summary>
public sealed class ExplainShapeTests : IDisposable
{
    private const string Red = """{"resourceType":"Condition","id":"c1","clinicalStatus":{"coding":[{"code":"active"}]},"code":{"coding":[{"system":"http://example.org/codes","code":"r1"}]}}""";
    private const string Resolved = """{"resourceType":"Condition","id":"c2","clinicalStatus":{"coding":[{"code":"resolved"}]},"code":{"coding":[{"system":"http://example.org/codes","code":"r2"}]}}""";

    private readonly MadeUpCards cards = new();

    public void Dispose() => cards.Dispose();

    [Fact]
    public async Task The_text_of_a_card_that_is_shown() =>
        (await ExplainAsync(PatientView(Dated(Red)))).Should().Be((0, """
            Request patient-view on 2026-11-23, gate broad, jurisdiction us
              patient                   not sent
              conditions                1 record
              medications               nothing on record
              observations              not sent
              procedures                not sent
              serviceRequests           not sent
              medicationAdministrations not sent
              Not recognized: 0 medication orders, 0 conditions; unit not understood: 0 results.

            Records that mention something known
              Condition/c1, the red ones: counts: active condition

            Present for the gates: the red ones

            Cards of patient-view
              SHOWN info      TS-VIEW 1.0.0, Something made up: its condition is met and its gate is open
                                the red ones: Condition/c1

            """.ReplaceLineEndings("\n")));

    [Fact]
    public async Task The_text_of_a_card_that_is_silent() =>
        (await ExplainAsync(PatientView(Resolved))).Output.Should().EndWith("""
            Records that mention something known
              Condition/c2, the red ones: does not count: clinicalStatus resolved

            Present for the gates: nothing

            Cards of patient-view
              silent          TS-VIEW 1.0.0, Something made up: nothing found for input 'found' (value set red: the red ones)
                                Condition/c2: clinicalStatus resolved

            """.ReplaceLineEndings("\n"));

    [Fact]
    public async Task The_shape_of_the_JSON()
    {
        var (code, output) = await ExplainAsync(PatientView($"{Dated(Red)},{Resolved}"), "--json");

        code.Should().Be(0);
        var document = JsonNode.Parse(output)!;
        document["request"]!.AsObject().Remove("received", out var received).Should().BeTrue();
        received!.AsArray().Select(i => i!.ToJsonString()).Should().Contain("""{"key":"conditions","state":"ok","resources":2,"otherPatient":0}""").And.HaveCount(7);
        JsonNode.DeepEquals(document, JsonNode.Parse("""
            {
              "refused": null,
              "request": {
                "hook": "patient-view", "today": "2026-11-23", "gate": "broad", "jurisdiction": "us", "selectedDrafts": [],
                "unrecognizedMedications": 0, "unrecognizedConditions": 0, "unreadableResults": 0
              },
              "present": [ { "id": "red", "title": "the red ones" } ],
              "facts": [
                { "reference": "Condition/c1", "concepts": [ { "id": "red", "title": "the red ones" } ], "draft": false, "verdict": "counts", "because": [ "active condition" ] },
                { "reference": "Condition/c2", "concepts": [ { "id": "red", "title": "the red ones" } ], "draft": false, "verdict": "does not count", "because": [ "clinicalStatus resolved" ] }
              ],
              "cards": [
                {
                  "id": "TS-VIEW", "version": "1.0.0", "title": "Something made up", "outcome": "shown", "indicator": "info", "cause": "met",
                  "because": "its condition is met and its gate is open",
                  "evidence": [ { "concept": { "id": "red", "title": "the red ones" }, "reference": "Condition/c1" } ],
                  "inputs": [
                    {
                      "id": "found", "valueSet": { "id": "red", "title": "the red ones" }, "needed": true, "found": [ "Condition/c1" ],
                      "passedOver": [ { "reference": "Condition/c2", "because": "clinicalStatus resolved" } ]
                    }
                  ]
                }
              ]
            }
            """)).Should().BeTrue(output);
    }

    [Theory]
    [InlineData("status: active", "status: draft", "\n  SILENT MODE     TS-VIEW")]
    [InlineData("'%found.exists()'", "'%found.first().id > 5'", "\n  FAILED          TS-VIEW 1.0.0, Something made up: an expression failed\n")]
    [InlineData("'%found.exists()'", "'%found.first().onset > %today'", "\n  INDETERMINATE   TS-VIEW 1.0.0, Something made up: its condition yields neither true nor false\n")]
    public async Task The_outcome_of_a_card(string old, string text, string line)
    {
        cards.Replace("ts-view/plandefinition.yaml", old, text);

        (await ExplainAsync(PatientView(Dated(Red)))).Output.Should().Contain(line);
    }

    [Fact]
    public async Task What_is_missing_or_unclear_is_said()
    {
        var bundle = Bundle($$"""{{Dated(Red)}},{{Red.Replace("\"code\":{\"coding", "\"subject\":{\"reference\":\"Patient/other\"},\"code\":{\"coding", StringComparison.Ordinal)}},{"resourceType":"Condition","id":"c8","code":{"text":"something"} }""");

        (await ExplainAsync(PatientViewOf($$"""{"medications":{{Bundle("", "\"total\":7,")}},"conditions":{{bundle}},"observations":17 }"""))).Output.Should()
            .Contain("\n  conditions                2 records; 1 record of another patient left out\n")
            .And.Contain("\n  medications               0 records, only a part of them\n")
            .And.Contain("\n  observations              sent, but cannot be read\n")
            .And.Contain("\n  Not recognized: 0 medication orders, 1 condition; unit not understood: 0 results.\n");
    }

    [Fact]
    public async Task Nothing_in_an_id_steers_a_terminal() =>
        (await ExplainAsync(PatientView(Dated(Red.Replace("\"c1\"", "\"c\\u001b[31m\\u202e\\n1\"", StringComparison.Ordinal))))).Output.Should().Contain("\n  Condition/c?[31m??1, the red ones: counts");

    [Theory]
    [InlineData("{", 400, "The body is not one JSON object")]
    [InlineData("""{"hook":"patient-view"}""", 400, "hookInstance is missing or empty.")]
    [InlineData("""{"hook":"encounter-start","hookInstance":"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea","context":{"patientId":"p1"}}""", 404, "There is no service")]
    [InlineData("""{"hook":"patient-view","hookInstance":"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea","context":{"patientId":"p1"}}""", 412, "The service did not receive the medications")]
    [InlineData("""{"hook":"patient-view","hookInstance":"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea","context":{"patientId":"p1"},"prefetch":{"patient":{"resourceType":"Patient","id":"p2"}}}""", 422, "prefetch.patient is another patient")]
    public async Task A_request_that_the_service_refuses(string body, int status, string why)
    {
        var (code, output) = await ExplainAsync(body);
        code.Should().Be(1);
        output.Should().StartWith($"REFUSED with HTTP {status}: {why}");

        (code, output) = await ExplainAsync(body, "--json");
        code.Should().Be(1);
        var refused = JsonNode.Parse(output)!["refused"]!;
        refused["status"]!.GetValue<int>().Should().Be(status);
        refused["text"]!.GetValue<string>().Should().StartWith(why);
    }

    [Theory]
    [InlineData("explain")]
    [InlineData("explain", "no-such-file.json")]
    [InlineData("explain", "-", "--gate", "wide")]
    [InlineData("explain", "-", "--today", "23.11.2026")]
    [InlineData("explain", "-", "--jurisdiction", "fr")]
    [InlineData("explain", "-", "--jason")]
    [InlineData("explain", "-", "--cards", "no-such-folder")]
    public async Task Wrong_usage(params string[] args)
    {
        var (code, output) = await MadeUpCards.Run(args);

        code.Should().Be(2);
        output.Should().NotBeEmpty();
    }

    [Fact]
    public async Task A_broken_card_folder_explains_nothing()
    {
        cards.Replace("gates.yaml", "symptom: red", "symptom: rad");

        var (code, output) = await ExplainAsync(PatientView(Red));

        code.Should().Be(2);
        output.Should().StartWith("gates.yaml:1: ").And.NotContain("Request");
    }

    private Task<(int Code, string Output)> ExplainAsync(string body, params string[] options) => ExplainAsync(body, options.Contains("--json"));

    // By standard input, which a test of the whole command line would take from the one who runs the tests.
    private async Task<(int Code, string Output)> ExplainAsync(string body, bool json)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(body));
        using var output = new StringWriter { NewLine = "\n" };
        var code = await new ExplainRequest(cards.Folder, "broad", "us", new DateOnly(2026, 11, 23)).RunAsync(ExplainRequest.StandardInput, json, input, output, output);
        return (code, output.ToString());
    }

    private static string Dated(string resource) => resource.Replace("\"code\":{", "\"recordedDate\":\"2026-10-01\",\"code\":{", StringComparison.Ordinal);

    private static string PatientView(string conditions) => PatientViewOf($$"""{"medications":null,"conditions":{{Bundle(conditions)}} }""");

    private static string PatientViewOf(string prefetch) =>
        $$"""{"hook":"patient-view","hookInstance":"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea","context":{"userId":"Practitioner/1","patientId":"p1"},"prefetch":{{prefetch}} }""";

    private static string Bundle(string resources, string members = "") =>
        $$"""{"resourceType":"Bundle","type":"searchset",{{members}}"entry":[{{string.Join(',', resources.Length == 0 ? [] : JsonNode.Parse($"[{resources}]")!.AsArray().Select(r => $$"""{"resource":{{r!.ToJsonString()}} }"""))}}]}""";
}
