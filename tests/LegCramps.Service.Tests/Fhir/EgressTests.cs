using System.Net;
using LegCramps.Facts;
using LegCramps.Service.Clients;
using LegCramps.Service.Fhir;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace LegCramps.Service.Tests.Fhir;

/// <summary>Row F-06: nobody turns the service against another server, and the token goes nowhere but to the server it is for.</summary>
public sealed class EgressTests : IClassFixture<FetchTests.PatientService>
{
    private readonly Ehr ehr;

    public EgressTests(FetchTests.PatientService service) => ehr = service.Ehr;

    [Theory]
    [InlineData("https://fhir.example.org/r4")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://10.0.0.1/fhir")]
    [InlineData("http://localhost.example.org/fhir")]
    public async Task A_server_that_the_client_may_not_name_is_not_called(string server)
    {
        var reply = await ehr.OpensAChartAsync(Call.PatientView().Without("prefetch").WithAccess(server));

        reply.ShouldBeRefused(412, "prefetch.medications").Outcome.Issue[0].Details!.Text.Should().Contain("FhirServers");
    }

    [Theory]
    [InlineData("next")]
    [InlineData("reference")]
    [InlineData("redirect")]
    [InlineData("prefetched next")]
    public async Task No_link_leads_the_token_to_another_server(string way)
    {
        await using var canary = await StubFhirServer.StartAsync(Some.Order(Codes.Raloxifene), Some.Medication(Codes.Raloxifene, "med-1"));
        await using var server = await StubFhirServer.StartAsync(
            Some.Order(Codes.Acetaminophen).With("medicationCodeableConcept", null).With("medicationReference", Some.Reference($"{canary.Base}/Medication/med-1")));
        var next = new JsonArray(new JsonObject { ["relation"] = "next", ["url"] = $"{canary.Base}/MedicationRequest?page=2" });
        if (way == "next") server.Misbehaves((_, http) => http.Response.WriteAsync(Some.Searchset().With("link", next.DeepClone()).ToJsonString()));
        if (way == "redirect") server.Misbehaves((path, http) => { http.Response.Redirect($"{canary.Base}/{path}"); return Task.CompletedTask; });
        var call = Access.OpensAChartWithoutPrefetch(server);
        if (way == "prefetched next") call.With("prefetch.medications", Some.Searchset(Some.Order(Codes.Acetaminophen)).With("link", next));

        var reply = await ehr.OpensAChartAsync(call);

        canary.Requests.Should().BeEmpty();
        if (way == "reference") reply.ShouldBeSilent().Completeness["unrecognizedMedications"]!.GetValue<int>().Should().Be(1);
        else reply.ShouldBeRefused(412, "prefetch.medications");
    }

    [Theory]
    [InlineData("..")]
    [InlineData("a,b")]
    [InlineData("a|b")]
    public async Task An_id_that_would_mean_something_else_in_an_address_is_not_put_into_one(string id)
    {
        await using var server = await StubFhirServer.StartAsync();

        await ehr.OpensAChartAsync(Access.OpensAChartWithoutPrefetch(server).With("context.patientId", id).Without("fhirAuthorization.patient"));

        server.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task An_id_with_odd_characters_stays_one_id()
    {
        await using var server = await StubFhirServer.StartAsync();

        await ehr.OpensAChartAsync(Access.OpensAChartWithoutPrefetch(server).With("context.patientId", "a&status=stopped#b?c d").Without("fhirAuthorization.patient"));

        server.Requests.Should().Contain("Condition?patient=a%26status%3Dstopped%23b%3Fc%20d");
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700:4700::1111", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.8.9.10", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("100.100.100.200", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("168.63.129.16", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("::ffff:10.1.2.3", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("::10.1.2.3", false)]
    [InlineData("64:ff9b::a01:203", false)]
    [InlineData("2002:a01:203::1", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("fe80::1", false)]
    [InlineData("ff02::1", false)]
    public void In_Production_only_addresses_of_the_internet_are_connected_to(string address, bool allowed) =>
        Guard().Allows(IPAddress.Parse(address)).Should().Be(allowed);

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    public async Task A_name_is_judged_by_what_it_resolves_to(string host)
    {
        await using var canary = await StubFhirServer.StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler { ConnectCallback = Guard().ConnectAsync });

        var calling = () => http.GetAsync(new UriBuilder(canary.Base) { Host = host }.Uri);

        (await calling.Should().ThrowAsync<HttpRequestException>()).WithInnerException<EgressRefusedException>();
        canary.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("https://ehr.example.org/fhir/r4", true)]
    [InlineData("https://ehr.example.org/fhir/r4/", true)]
    [InlineData("https://EHR.example.org:443/fhir/r4", true)]
    [InlineData("https://ehr.example.org/fhir/r4/../r4", true)]
    [InlineData("http://ehr.example.org/fhir/r4", false)]
    [InlineData("https://ehr.example.org:8443/fhir/r4", false)]
    [InlineData("https://ehr.example.org/fhir", false)]
    [InlineData("https://ehr.example.org/fhir/r4/another-tenant", false)]
    [InlineData("https://ehr.example.org/fhir/r4?x=1", false)]
    [InlineData("https://ehr.example.org/fhir/r4#x", false)]
    [InlineData("https://ehr.example.org.evil.example/fhir/r4", false)]
    [InlineData("https://localhost/fhir", false)]
    public void In_Production_only_the_very_server_of_the_client_is_asked(string server, bool allowed)
    {
        var client = new CdsClient
        {
            Id = "ehr",
            Gate = "broad",
            Jurisdiction = "us",
            Completeness = true,
            Composition = new() { Secret = [] },
            FhirServers = [new Uri("https://ehr.example.org/fhir/r4")],
        };
        var request = new CdsRequest
        {
            Hook = "patient-view",
            HookInstance = "",
            PatientId = "p",
            FhirServer = server,
            FhirAuthorization = new FhirAuthorization { AccessToken = Access.Token, TokenType = "Bearer", ExpiresIn = 300 },
        };

        (FhirAccess.Of(request, client, isDevelopment: false).Access is not null).Should().Be(allowed);
    }

    [Theory]
    [InlineData("10.20.30.40", true)]
    [InlineData("::ffff:10.20.30.40", true)]
    [InlineData("10.21.0.1", false)]
    [InlineData("192.168.7.7", true)]
    [InlineData("192.168.7.8", false)]
    public void The_operator_may_name_networks_and_addresses_behind_the_service(string address, bool allowed) =>
        Guard(("Fhir:AllowedNetworks:0", "10.20.0.0/16"), ("Clients:0:FhirServers:0", "https://192.168.7.7/fhir")).Allows(IPAddress.Parse(address)).Should().Be(allowed);

    private static EgressGuard Guard(params (string Key, string? Value)[] settings) =>
        new(Configured.Read(isDevelopment: false, settings), new HostingEnvironment { EnvironmentName = Environments.Production });
}
