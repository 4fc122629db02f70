using System.Text;

namespace LegCramps.Service.Tests.Feedback;

/// <summary>Section 1.8 of the conformance matrix, rows 54 and 55 of its nasty inputs: what real clients send, and what nobody should.</summary>
public sealed class FeedbackShapeTests : IClassFixture<RunningService>, IAsyncLifetime
{
    private const string Path = "/cds-services/legcramps-order-select/feedback";

    private readonly RunningService service;
    private readonly Ehr ehr;

    public FeedbackShapeTests(RunningService service) => (this.service, ehr) = (service, service.Ehr);

    public Task InitializeAsync() => service.IsOpenAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    // Each kept item, as "outcome reason|system".
    [Theory]
    [InlineData("""{"card":"ID","outcome":"overridden","outcomeTimestamp":"2026-11-23T18:00:55.912Z","overrideReason":{"reason":{"code":"risk-benefit-ratio","system":"http://terminology.hl7.org/CodeSystem/non-adherence-reason-codes"}}}""", "overridden risk-benefit-ratio|http://terminology.hl7.org/CodeSystem/non-adherence-reason-codes")] // B-08, sandbox
    [InlineData("""{"card":"123456","outcome":"overridden","outcomeTimestamp":"2026-11-23T18:00:55Z","overrideReasons":{"reason":{"code":"already-addressed","display":"x"},"userComment":"seen","extension":{"com.epic.cdshooks.feedback.overrideReason.id":"7"}}}""", "overridden already-addressed|")] // B-07, Epic
    [InlineData("""{"card":"ID","outcome":"overridden","outcomeTimestamp":"2026-11-23T18:00:55Z","overrideReasons":[{"reason":[{"code":"data-error"}]}]}""", "overridden data-error|")]
    [InlineData("""{"card":"ID","outcome":"overridden","outcomeTimestamp":"2026-11-23T18:00:55Z","overrideReason":{"reason":{"coding":[{"code":"data-error","system":"x y"}]}}}""", "overridden data-error|")]
    [InlineData("""{"card":"ID","outcome":"overridden","outcomeTimestamp":"2026-11-23T18:00:55Z","overrideReason":{"reason":{"display":"Remind me next time"}}}""", "overridden remind-me|")]
    [InlineData("""{"card":"ID","outcome":"overridden","outcomeTimestamp":"2026-11-23T18:00:55Z","overrideReason":{"reason":{"code":"she told me about her sister"}}}""", "overridden |")]
    [InlineData("""{"card":"ID","outcome":"overridden","outcomeTimestamp":"2026-11-23T18:00:55Z","overrideReason":{"userComment":"only words"}}""", "overridden |")]
    [InlineData("""{"card":"ID","outcome":"overridden","outcomeTimestamp":"2026-11-23T18:00:55Z","overrideReason":"words"}""", "overridden |")]
    [InlineData("""{"card":"ID","outcome":"overridden","outcomeTimestamp":"2026-11-23T18:00:55Z"}""", "overridden |")] // B-06
    [InlineData("""{"card":"ID","outcome":"accepted","outcomeTimestamp":"2026-11-23T18:00:55Z"}""", "accepted |")] // B-04, tolerated
    [InlineData("""{"card":"ID","outcome":"accepted","outcomeTimestamp":"2026-11-23T18:00:55Z","acceptedSuggestions":{"id":"s"},"overrideReason":{"reason":{"code":"data-error"}}}""", "accepted |")]
    [InlineData("""{"card":"ID","outcome":"accepted","outcomeTimestamp":"2026-11-23T18:00:55.123456789+0100","acceptedSuggestions":[{"id":"s"}],"extension":null}""", "accepted |")]
    [InlineData("""{"card":"ID","outcome":"accepted","outcomeTimestamp":"2026-11-23t18:00z"}""", "accepted |")]
    [InlineData("""{"card":"urn:uuid:ID","outcome":"accepted","outcomeTimestamp":"2026-11-23T18:00:55"}""", "accepted |")]
    [InlineData("""{"card":4711,"outcome":"accepted","outcomeTimestamp":"2026-11-23T18:00:55Z"}""", "accepted |")]
    public async Task What_clients_send_is_kept(string item, string kept)
    {
        var before = (await service.FeedbackAsync()).Count;

        var reply = await ehr.PostsAsync(Path, $$"""{"feedback":[{{item.Replace("ID", Fresh())}}]}""");

        reply.Status.Should().Be(200, reply.Text);
        reply.Text.Should().BeEmpty();
        var row = (await service.FeedbackAsync()).Skip(before).Should().ContainSingle().Subject;
        $"{row.Outcome} {row.Reason}|{row.ReasonSystem}".Should().Be(kept);
    }

    [Theory]
    [InlineData("7", "feedback[0]")]
    [InlineData("null", "feedback[0]")]
    [InlineData("""{"outcome":"accepted","outcomeTimestamp":"2026-11-23T18:00:55Z"}""", "feedback[0].card")]
    [InlineData("""{"card":"","outcome":"accepted","outcomeTimestamp":"2026-11-23T18:00:55Z"}""", "feedback[0].card")]
    [InlineData("""{"card":"Jane Doe","outcome":"accepted","outcomeTimestamp":"2026-11-23T18:00:55Z"}""", "feedback[0].card")]
    [InlineData("""{"card":"\ud800","outcome":"accepted","outcomeTimestamp":"2026-11-23T18:00:55Z"}""", "feedback[0].card")]
    [InlineData("""{"card":"a\u0000b","outcome":"accepted","outcomeTimestamp":"2026-11-23T18:00:55Z"}""", "feedback[0].card")]
    [InlineData("""{"card":{},"outcome":"accepted","outcomeTimestamp":"2026-11-23T18:00:55Z"}""", "feedback[0].card")]
    [InlineData("""{"card":"ID","outcomeTimestamp":"2026-11-23T18:00:55Z"}""", "feedback[0].outcome")]
    [InlineData("""{"card":"ID","outcome":"ignored","outcomeTimestamp":"2026-11-23T18:00:55Z"}""", "feedback[0].outcome")]
    [InlineData("""{"card":"ID","outcome":"accepted"}""", "feedback[0].outcomeTimestamp")]
    [InlineData("""{"card":"ID","outcome":"accepted","outcomeTimestamp":"yesterday"}""", "feedback[0].outcomeTimestamp")]
    [InlineData("""{"card":"ID","outcome":"accepted","outcomeTimestamp":"2026-11-23"}""", "feedback[0].outcomeTimestamp")]
    [InlineData("""{"card":"ID","outcome":"accepted","outcomeTimestamp":"2026-13-23T18:00:55Z"}""", "feedback[0].outcomeTimestamp")]
    [InlineData("""{"card":"ID","outcome":"accepted","outcomeTimestamp":"0001-01-01T00:00:00+14:00"}""", "feedback[0].outcomeTimestamp")]
    [InlineData("""{"card":"ID","outcome":"accepted","outcomeTimestamp":1763920855}""", "feedback[0].outcomeTimestamp")]
    public async Task When_no_item_can_be_kept_it_is_400_and_says_why(string item, string element)
    {
        var before = (await service.FeedbackAsync()).Count;

        (await ehr.PostsAsync(Path, $$"""{"feedback":[{{item.Replace("ID", Fresh())}}]}""")).ShouldBeRefused(400, element).Text.Should().NotContain("Jane");

        (await service.FeedbackAsync()).Should().HaveCount(before);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("{", null)]
    [InlineData("[]", null)]
    [InlineData("null", null)]
    [InlineData("\"feedback\"", null)]
    [InlineData("""{"feedback":[]} x""", null)]
    [InlineData("{}", "feedback")]
    [InlineData("""{"feedback":null}""", "feedback")]
    [InlineData("""{"feedback":{"card":"x"}}""", "feedback")]
    [InlineData("""{"feedback":"x"}""", "feedback")]
    [InlineData("""{"feedback":[],"feedback":[]}""", "feedback")]
    public async Task A_body_without_a_list_of_feedback_is_400(string body, string? element) => (await ehr.PostsAsync(Path, body)).ShouldBeRefused(400, element);

    [Fact]
    public async Task An_empty_list_is_fine_and_so_is_a_byte_order_mark()
    {
        (await ehr.PostsAsync(Path, "\uFEFF{\"feedback\":[]}")).Status.Should().Be(200);
        (await ehr.PostsAsync($"{Path}/", "{\"feedback\":[]}", "application/fhir+json")).Status.Should().Be(200);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_400()
    {
        (await ehr.PostsAsync(Path, Encoding.Latin1.GetBytes("{\"feedback\":[{\"card\":\"é\"}]}"))).ShouldBeRefused(400);
        (await ehr.PostsAsync(Path, "{\"\\ud800\":1,\"feedback\":[]}")).Status.Should().BeOneOf(200, 400);
        (await ehr.PostsAsync(Path, $"{{\"feedback\":{new string('[', 10_000)}")).ShouldBeRefused(400);
    }

    [Fact]
    public async Task Too_many_items_and_too_many_bytes_are_refused()
    {
        (await ehr.PostsAsync(Path, $$"""{"feedback":[{{string.Join(',', Enumerable.Repeat("{}", 5001))}}]}""")).ShouldBeRefused(400, "feedback");
        (await ehr.PostsAsync(Path, $$"""{"feedback":[],"x":"{{new string('x', 2 * 1024 * 1024)}}"}""")).ShouldBeRefused(413);
        (await ehr.PostsAsync(Path, "<feedback/>", "application/xml")).ShouldBeRefused(415);
    }

    [Fact] // B-01, row 55
    public async Task Only_services_that_exist_take_feedback_and_only_by_POST()
    {
        (await ehr.PostsAsync("/cds-services/legcramps-encounter-start/feedback", """{"feedback":[]}""")).ShouldBeRefused(404);
        (await ehr.GetsAsync("/cds-services/nothing/feedback")).ShouldBeRefused(404);
        foreach (var method in new[] { "GET", "PUT", "DELETE", "PATCH" })
        {
            (await ehr.SendsAsync(method, Path)).ShouldBeRefused(405).Header("Allow").Should().Be("POST, OPTIONS");
        }
    }

    [Fact] // X-01: the reference client preflights feedback too
    public async Task A_browser_may_send_feedback()
    {
        var reply = await ehr.SendsAsync("OPTIONS", Path, ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization,content-type"));

        reply.Status.Should().Be(204);
        reply.Header("Access-Control-Allow-Origin").Should().NotBeNull();
    }

    [Fact]
    public async Task What_a_person_typed_is_neither_kept_nor_logged()
    {
        const string Comment = "Quetzalcoatlus called about her cramps";
        var item = Said.Overridden(Fresh(), "already-addressed");
        item["overrideReason"]!["userComment"] = Comment;
        item["overrideReason"]!["reason"]!["display"] = Comment;

        (await ehr.GivesFeedbackAsync("order-select", item)).Status.Should().Be(200);

        (await service.FeedbackAsync()).Should().AllSatisfy(f => $"{f}".Should().NotContain("Quetzalcoatlus"));
        service.Log.Lines.Should().Contain(l => l.Contains("feedback 200 items 1")).And.NotContain(l => l.Contains("Quetzalcoatlus"));
    }

    private static string Fresh() => new Guid(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16)).ToString();
}
