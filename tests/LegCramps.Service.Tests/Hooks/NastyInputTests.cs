namespace LegCramps.Service.Tests.Hooks;

/// <summary>Section 8 of the conformance matrix: the rows that need neither a token nor a FHIR server, through a real socket.</summary>
[Collection(OneService.Name)]
public sealed class NastyInputTests(RunningService service)
{
    private static readonly Dictionary<string, Func<NastyInput>> Inputs =
        NastyEnvelopes.Rows.Concat(NastyResources.Rows).ToDictionary(r => r.Row, r => r.Input, StringComparer.Ordinal);

    private readonly Ehr ehr = service.Ehr;

    public static TheoryData<string> Rows => [.. Inputs.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Row(string row)
    {
        var input = Inputs[row]();

        var reply = await ehr.PostsAsync($"/cds-services/{input.Service}", input.Body);

        reply.Header("Access-Control-Allow-Origin").Should().NotBeNull();
        if (input.Status == 200) ShouldBeAnswered(reply, input);
        else reply.ShouldBeRefused(input.Status, input.Element);
        (await ehr.GetsAsync("/health/live")).Status.Should().Be(200, "the process still answers");
        service.Log.Lines.Should().NotContain(l => l.Contains(Some.PatientId) || l.Contains(Some.FamilyName) || l.Contains("t0p-s3cr3t"));
        service.Log.Lines.Should().NotContain(l => l.StartsWith("Error") || l.StartsWith("Critical"));
    }

    private static void ShouldBeAnswered(Reply reply, NastyInput input)
    {
        JsonRules.Violations(reply.Json).Should().BeEmpty();
        if (input.Silent) reply.ShouldBeSilent();
        if (input.Shows is { } rules) reply.ShouldShow(rules);
        foreach (var card in reply.Cards) card["summary"]!.GetValue<string>().Length.Should().BeLessThan(140);
        reply.Text.Should().NotContain("<script>").And.NotContain("\u001b").And.NotContain("\u202e");
    }
}
