using System.Text;
using System.Text.RegularExpressions;

namespace LegCramps.Service.Tests.Hooks;

/// <summary>Section 8 of the conformance matrix, through a real socket: each row by its number, each with its answer, its log, and a process that lives on.</summary>
[Collection(OneService.Name)]
public sealed partial class NastyInputTests(RunningService service)
{
    private const int LastRow = 60;

    private static readonly Dictionary<string, Func<NastyInput>> Inputs =
        NastyEnvelopes.Rows.Concat(NastyResources.Rows).Concat(NastyTransport.Rows).ToDictionary(r => r.Row, r => r.Input, StringComparer.Ordinal);

    // What takes more than one call, or more than this service.
    private static readonly Dictionary<int, string[]> Elsewhere = new()
    {
        [35] = ["Fhir: what prefetch lacks is fetched"],
        [36] = ["Fhir: a server that fails"],
        [42] = ["Fhir: pages"],
        [46] = [nameof(TransportTests.A_body_is_read_up_to_the_limit), nameof(TransportTests.A_chunked_body_is_read_up_to_the_limit), nameof(TransportTests.A_body_that_trickles_in_is_given_up), nameof(Limits.SlowAndLargeTests)],
        [51] = ["Clients: every forged token"],
        [52] = [nameof(BrowserTests.A_preflight_is_answered_without_a_token), nameof(BrowserTests.A_preflight_from_elsewhere_gets_no_permission)],
        [54] = ["Feedback: what clients send"],
        [56] = [nameof(TransportTests.A_thousand_calls_at_once_all_get_the_same_cards), nameof(TransportTests.A_client_that_leaves_in_the_middle_is_no_error), nameof(TransportTests.A_client_that_crashes_in_the_middle_is_no_error), nameof(Limits.ConcurrencyTests), nameof(Limits.RateLimitTests), nameof(Limits.ShutdownTests)],
    };

    private readonly Ehr ehr = service.Ehr;

    public static TheoryData<string> Rows => [.. Inputs.Keys];

    [Fact]
    public void No_row_is_left_out() =>
        Inputs.Keys.Select(k => int.Parse(k.Split(' ')[0])).Concat(Elsewhere.Keys).Distinct().Order().Should().Equal(Enumerable.Range(1, LastRow));

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Row(string row)
    {
        var input = Inputs[row]();
        var before = service.Log.Lines.Count;

        var reply = await SendAsync(input);

        reply.Header("Access-Control-Allow-Origin").Should().NotBeNull();
        if (input.Status == 200) ShouldBeAnswered(reply, input);
        else reply.ShouldBeRefused(input.Status, input.Element);
        if (input.Allow is { } allow) reply.Header("Allow").Should().Be(allow);
        (await ehr.GetsAsync("/health/live")).Status.Should().Be(200, "the process still answers");
        ShouldBeLoggedWithoutItsBody([.. service.Log.Lines.Skip(before)], input, reply);
    }

    private Task<Reply> SendAsync(NastyInput input)
    {
        var request = new HttpRequestMessage(new HttpMethod(input.Method), input.Path ?? $"/cds-services/{input.Service}");
        // Only a POST carries its body: the client refuses some of the other methods with one.
        if (input.Method == "POST")
        {
            request.Content = new ByteArrayContent(input.Body);
            if (input.ContentType is not null) request.Content.Headers.TryAddWithoutValidation("Content-Type", input.ContentType);
            if (input.ContentEncoding is not null) request.Content.Headers.ContentEncoding.Add(input.ContentEncoding);
        }

        return ehr.SendsAsync(request);
    }

    private static void ShouldBeAnswered(Reply reply, NastyInput input)
    {
        JsonRules.Violations(reply.Json).Should().BeEmpty();
        if (input.Silent) reply.ShouldBeSilent();
        if (input.Shows is { } rules) reply.ShouldShow(rules);
        foreach (var card in reply.Cards) card["summary"]!.GetValue<string>().Length.Should().BeLessThan(140);
        reply.Text.Should().NotContain("<script>").And.NotContain("\u001b").And.NotContain("\u202e");
    }

    private static void ShouldBeLoggedWithoutItsBody(string[] lines, NastyInput input, Reply reply)
    {
        lines.Should().NotContain(l => l.Contains(Some.PatientId) || l.Contains(Some.FamilyName) || l.Contains("t0p-s3cr3t"));
        lines.Should().NotContain(l => l.StartsWith("Error") || l.StartsWith("Critical"));
        var said = Values.Matches(Encoding.UTF8.GetString(input.Body)).Select(m => m.Groups["value"].Value).Distinct().Take(100)
            .Where(v => !input.Service.Contains(v) && v is not ("OperationOutcome" or "order-select" or "order-sign" or "patient-view")).ToList();
        said.Where(v => lines.Any(l => l.Contains(v))).Should().BeEmpty("no log line repeats the body");
        if (input.Status != 200) said.Where(reply.Text.Contains).Should().BeEmpty("no error repeats the body");
    }

    [GeneratedRegex(""":\s*"(?<value>[^"\\]{11,80})["\\]""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Values { get; }
}
