using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Task = System.Threading.Tasks.Task;

namespace LegCramps.Service.Tests.Hooks;

/// <summary>Rows J, R, K, G, A, L, N and V of the conformance matrix: what an answer with cards looks like on the wire.</summary>
[Collection(OneService.Name)]
public sealed class CardTests(RunningService service)
{
    private static readonly JsonSerializerOptions StrictFhir = new JsonSerializerOptions().ForFhir(ModelInfo.ModelInspector);

    private readonly Ehr ehr = service.Ehr;

    public static TheoryData<string> Situations => [.. Calls.Keys];

    [Theory]
    [MemberData(nameof(Situations))] // R-01, J-01, J-02, J-03, J-04, R-03, Y-01, D-18
    public async Task A_response_is_strict_json_with_cards_and_nothing_empty(string situation)
    {
        var reply = await CallAsync(situation);

        reply.Status.Should().Be(200);
        reply.ContentType.Should().Be("application/json; charset=utf-8");
        reply.Json.AsObject().Select(m => m.Key).Should().BeEquivalentTo(["cards", "extension"]);
        JsonRules.Violations(reply.Json).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Situations))] // K-01 to K-06, K-08, K-13, V-01
    public async Task Every_card_has_what_any_client_wants_to_see(string situation)
    {
        var cards = (await CallAsync(situation)).Cards;

        cards.Should().NotBeEmpty().And.HaveCountLessThanOrEqualTo(3);
        cards.Select(c => Text(c, "uuid")).Should().OnlyHaveUniqueItems().And.AllSatisfy(u => Guid.TryParseExact(u, "D", out _).Should().BeTrue());
        cards.Select(c => Text(c["source"]!["topic"]!, "code")).Should().OnlyHaveUniqueItems("one card per rule, not per drug");
        foreach (var card in cards)
        {
            Text(card, "summary").Should().NotBeNullOrWhiteSpace().And.NotContain("\n");
            Text(card, "summary").Length.Should().BeLessThan(140);
            Text(card, "indicator").Should().BeOneOf("info", "warning", "critical");
            Text(card, "detail").Should().NotBeNullOrWhiteSpace().And.NotContain("<").And.NotContain("{{").And.NotContain("![");
            Text(card["source"]!, "label").Should().NotBeNullOrWhiteSpace();
            Text(card["source"]!["topic"]!, "code").Should().MatchRegex("^[A-Za-z0-9]{1,100}$");
            Text(card["source"]!["topic"]!, "system").Should().StartWith("https://");
            Text(card["source"]!["topic"]!, "display").Should().NotBeNullOrWhiteSpace();
            card.Select(m => m.Key).Should().BeSubsetOf(["uuid", "summary", "detail", "indicator", "source", "suggestions", "selectionBehavior", "overrideReasons", "links", "extension"]);
        }
    }

    [Theory]
    [MemberData(nameof(Situations))] // K-11
    public async Task Every_override_reason_can_be_displayed(string situation)
    {
        foreach (var reason in (await CallAsync(situation)).Cards.SelectMany(c => Items(c, "overrideReasons")))
        {
            foreach (var member in new[] { "code", "system", "display" }) Text(reason, member).Should().NotBeNullOrWhiteSpace();
        }
    }

    [Theory]
    [MemberData(nameof(Situations))] // K-09, K-10, G-01 to G-05, A-01 to A-06
    public async Task Every_suggestion_can_be_accepted_with_one_click(string situation)
    {
        foreach (var card in (await CallAsync(situation)).Cards)
        {
            card.ContainsKey("selectionBehavior").Should().Be(card.ContainsKey("suggestions"));
            if (card["selectionBehavior"] is { } behavior) behavior.GetValue<string>().Should().Be("any");
            foreach (var suggestion in Items(card, "suggestions"))
            {
                Text(suggestion, "label").Should().NotBeNullOrWhiteSpace();
                Guid.TryParseExact(Text(suggestion, "uuid"), "D", out _).Should().BeTrue();
                suggestion.Select(m => m.Key).Should().BeSubsetOf(["label", "uuid", "isRecommended", "actions"]);
                Check(Items(suggestion, "actions").Should().ContainSingle().Subject);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Situations))] // K-12, L-01, L-02, L-03, L-05
    public async Task Every_link_is_absolute_and_carries_nothing_of_the_patient(string situation)
    {
        foreach (var link in (await CallAsync(situation)).Cards.SelectMany(c => Items(c, "links")))
        {
            link.Select(m => m.Key).Should().BeEquivalentTo(["label", "url", "type"]);
            Text(link, "label").Should().NotBeNullOrWhiteSpace();
            Text(link, "type").Should().Be("absolute");
            Text(link, "url").Should().StartWith("https://").And.NotContain(Some.PatientId);
        }
    }

    [Theory]
    [MemberData(nameof(Situations))] // N-01
    public async Task Extensions_are_objects_under_names_of_our_own(string situation)
    {
        var reply = await CallAsync(situation);

        reply.Json["extension"]!.AsObject().Select(m => m.Key).Should().Equal("org.legcramps.completeness");
        foreach (var card in reply.Cards)
        {
            var findings = card["extension"]!.AsObject().Should().ContainSingle(m => m.Key == "org.legcramps.findings").Subject.Value!.AsArray();
            findings.Should().NotBeEmpty().And.AllSatisfy(f => Text(f!, "concept").Should().MatchRegex("^[a-z0-9-]+$"));
        }
    }

    [Fact]
    public async Task A_draft_is_deleted_by_its_relative_reference()
    {
        var card = (await ehr.SignsAsync(Some.Draft(Codes.Quinine, "draft-q"))).Cards[0];

        Items(card, "suggestions").SelectMany(s => Items(s, "actions")).Should().ContainSingle(a => Text(a, "type") == "delete")
            .Which["resourceId"]!.GetValue<string>().Should().Be("MedicationRequest/draft-q");
    }

    [Fact]
    public async Task Nothing_to_say_is_an_empty_array() => (await ehr.OpensAChartAsync()).Json["cards"]!.AsArray().Should().BeEmpty();

    [Fact] // no \u0027 for an apostrophe, and nothing that could start markup
    public async Task The_text_on_the_wire_can_be_read_by_a_person()
    {
        foreach (var situation in Calls.Keys)
        {
            var text = (await CallAsync(situation)).Text;
            text.Should().NotContain("\\u0027").And.NotContain("\\u002B").And.NotContain("\\u0026").And.NotContain("\\u0022").And.NotContain("<").And.NotContain(">");
        }
    }

    private static Dictionary<string, Func<Call>> Calls { get; } = new(StringComparer.Ordinal)
    {
        ["a chart with a contributor"] = () => Call.PatientView().Medications(Some.Order(Codes.Raloxifene)),
        ["a chart with everything"] = () => Call.PatientView()
            .Medications(Some.Order(Codes.Raloxifene, "o1"), Some.Order(Codes.Salmeterol, "o2"), Some.Order(Codes.Albuterol, "o3"), Some.Order(Codes.Teriparatide, "o4"), Some.Order(Codes.Quinine, "o5"))
            .Conditions(Some.Condition(Codes.LegCramps, "c1"), Some.Condition(Codes.Cirrhosis, "c2"), Some.Condition(Codes.Hemodialysis, "c3")),
        ["an order selected"] = () => Call.OrderSelect(Some.Draft(Codes.IronSucrose)),
        ["orders signed"] = () => Call.OrderSign(Some.Draft(Codes.Salmeterol, "d1"), Some.Draft(Codes.Albuterol, "d2"), Some.Draft(Codes.Teriparatide, "d3"), Some.Draft(Codes.Quinine, "d4")),
        ["a warning"] = () => Call.OrderSign(Some.Draft(Codes.Quinine)),
        ["nothing known but the draft"] = () => Call.OrderSelect(Some.Draft(Codes.Quinine)).Without("prefetch"),
    };

    private System.Threading.Tasks.Task<Reply> CallAsync(string situation) => ehr.CallsAsync(Calls[situation]());

    private static void Check(JsonObject action)
    {
        action.Select(m => m.Key).Should().BeSubsetOf(["type", "description", "resource", "resourceId"]);
        Text(action, "description").Should().NotBeNullOrWhiteSpace();
        switch (Text(action, "type"))
        {
            case "delete":
                action.ContainsKey("resource").Should().BeFalse();
                Text(action, "resourceId").Should().MatchRegex("^[A-Za-z]+/.+$");
                break;
            case "create":
                var resource = JsonSerializer.Deserialize<ServiceRequest>(action["resource"]!.ToJsonString(), StrictFhir)!;
                resource.Status.Should().Be(RequestStatus.Draft);
                resource.Subject.Reference.Should().Be($"Patient/{Some.PatientId}");
                break;
            default:
                throw new InvalidOperationException($"unexpected action {action}");
        }
    }

    private static IEnumerable<JsonObject> Items(JsonObject parent, string name) => parent[name]?.AsArray().Select(i => i!.AsObject()) ?? [];

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
