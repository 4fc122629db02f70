using System.Text.RegularExpressions;
using LegCramps.CdsHooks;

namespace LegCramps.Service.Tests.Discovery;

/// <summary>Rows D of the conformance matrix: what a client learns before it calls.</summary>
[Collection(OneService.Name)]
public sealed partial class DiscoveryTests(RunningService service)
{
    private static readonly string[] Ids = ["legcramps-patient-view", "legcramps-order-select", "legcramps-order-sign"];

    private readonly Ehr ehr = service.Ehr;

    [Fact] // D-01, D-02, D-13, D-18
    public async Task The_document_is_a_json_object_with_an_array_of_services()
    {
        var reply = await ehr.DiscoversAsync();

        reply.Status.Should().Be(200);
        reply.ContentType.Should().Be("application/json; charset=utf-8");
        reply.Json["services"]!.AsArray().Select(s => s!["id"]!.GetValue<string>()).Should().Equal(Ids);
    }

    [Fact] // D-04, D-05, D-06, D-07, D-09
    public async Task Each_service_says_its_hook_what_it_does_and_what_it_needs()
    {
        foreach (var entry in await ServicesAsync())
        {
            foreach (var member in new[] { "hook", "id", "title", "description", "usageRequirements" }) Text(entry, member).Should().NotBeNullOrWhiteSpace();
            Text(entry, "id").Should().MatchRegex("^[a-z0-9-]+$").And.EndWith(Text(entry, "hook"));
            Text(entry, "usageRequirements").Should().Contain("FHIR R4 only");
        }

        var patientView = (await ServicesAsync())[0];
        Text(patientView, "usageRequirements").Should().Contain("Required prefetch key: medications");
    }

    [Fact] // D-04, D-06: the id is the path, and the hook is the one that is accepted there
    public async Task Each_announced_service_can_be_called_where_it_was_announced()
    {
        foreach (var entry in await ServicesAsync())
        {
            var call = Text(entry, "hook") == "patient-view" ? Call.PatientView() : Call.OrderSelect(Some.Draft(Codes.Acetaminophen)).With("hook", Text(entry, "hook"));
            (await ehr.PostsAsync($"/cds-services/{Text(entry, "id")}", call.ToString())).Status.Should().Be(200);
        }
    }

    [Fact] // D-10, D-11
    public async Task Versions_are_those_of_the_specification_and_the_hook_not_of_the_product()
    {
        foreach (var entry in await ServicesAsync())
        {
            Text(entry, "version").Should().Be("2.0.1").And.NotBe(typeof(CdsService).Assembly.GetName().Version!.ToString(3));
            Text(entry, "hookVersion").Should().Be("1.0");
        }
    }

    [Fact] // D-08, D-15, P-01, P-02, P-03, P-04, P-12
    public async Task Prefetch_templates_stay_within_what_every_client_can_fill()
    {
        foreach (var entry in await ServicesAsync())
        {
            var prefetch = entry["prefetch"]!.AsObject();
            prefetch.Select(p => p.Key).Should().Equal("patient", "conditions", "medications", "observations", "procedures", "serviceRequests");
            foreach (var template in prefetch.Select(p => p.Value!.GetValue<string>()))
            {
                Token().Matches(template).Select(m => m.Groups["token"].Value).Should().Equal("context.patientId");
                Token().Replace(template, "1").Should().MatchRegex(
                    "^([A-Z][A-Za-z]+/1|[A-Z][A-Za-z]+\\?patient=1(&(status|category)=[a-z,-]+|&_sort=-date|&_count=[0-9]+)*)$", "an instance read or a type-level search of the recommended subset");
            }
        }
    }

    [Fact] // D-14, J-01, J-02, J-03
    public async Task Nothing_in_the_document_is_null_or_empty() =>
        JsonRules.Violations((await ehr.DiscoversAsync()).Json).Should().BeEmpty();

    [Fact] // D-16: no extension is announced, and none is empty
    public async Task The_document_holds_no_member_that_the_specification_does_not_name() =>
        (await ServicesAsync()).SelectMany(s => s.Select(m => m.Key)).Distinct(StringComparer.Ordinal).Should()
            .BeSubsetOf(["hook", "title", "description", "id", "prefetch", "usageRequirements", "version", "hookVersion"]);

    [Fact] // D-17: open by default in Development
    public async Task Discovery_needs_no_token() => (await ehr.DiscoversAsync()).Status.Should().Be(200);

    [Theory] // D-18, section 8 row 53
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task Other_methods_are_told_which_ones_are_allowed(string method)
    {
        var reply = await ehr.SendsAsync(method, "/cds-services");

        reply.ShouldBeRefused(405);
        reply.Header("Allow").Should().Be("GET, HEAD, OPTIONS");
    }

    [Fact] // D-18
    public async Task HEAD_answers_like_GET_without_a_body()
    {
        var reply = await ehr.SendsAsync("HEAD", "/cds-services");

        reply.Status.Should().Be(200);
        reply.Text.Should().BeEmpty();
        reply.ContentHeaders.ContentLength.Should().Be((await ehr.DiscoversAsync()).ContentHeaders.ContentLength);
    }

    [Theory] // D-19
    [InlineData("/cds-services/", "*/*")]
    [InlineData("/cds-services?x=1", "application/json, text/plain, */*")]
    [InlineData("/cds-services", "application/fhir+json")]
    [InlineData("/cds-services", "text/html")]
    public async Task Slashes_queries_and_accept_headers_do_not_matter(string path, string accept)
    {
        var reply = await ehr.SendsAsync("GET", path, ("Accept", accept));

        reply.Status.Should().Be(200);
        reply.ContentType.Should().StartWith("application/json");
    }

    [Fact] // D-18: stable across starts
    public async Task A_restart_changes_nothing()
    {
        await using var again = new RunningService();

        (await again.Ehr.DiscoversAsync()).Text.Should().Be((await ehr.DiscoversAsync()).Text);
    }

    private async Task<List<JsonObject>> ServicesAsync() => [.. (await ehr.DiscoversAsync()).Json["services"]!.AsArray().Select(s => s!.AsObject())];

    private static string Text(JsonObject entry, string member) => entry[member]!.GetValue<string>();

    [GeneratedRegex(@"\{\{(?<token>[^}]*)\}\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
