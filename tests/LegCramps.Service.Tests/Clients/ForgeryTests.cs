using System.Net.Sockets;

namespace LegCramps.Service.Tests.Clients;

/// <summary>Section 4 and section 8 row 51: whoever is not a known client gets 401 without a word, and the service asks nobody anything.</summary>
public sealed class ForgeryTests(ForgeryTests.NorthOnly service) : IClassFixture<ForgeryTests.NorthOnly>
{
    private static readonly EhrIdentity Identity = new() { Tenant = "north" };

    public static TheoryData<string> Forged => [.. ForgedTokens.All.Keys];

    [Theory]
    [MemberData(nameof(Forged))]
    public async Task A_forged_token_gets_401_without_a_reason_and_causes_no_request(string name)
    {
        using var canary = new Canary();
        var forgery = ForgedTokens.All[name];
        var forged = forgery.Header(Identity, service.Day.GetUtcNow(), canary.Url);

        var reply = forged is null ? await service.Ehr.OpensAChartAsync() : await new Ehr(service.CreateClient(), _ => forged).OpensAChartAsync();

        ShouldBeUnauthorized(reply);
        canary.Connections.Should().Be(0);
        service.Log.Lines.Last(l => l.Contains("401 for a call as")).Should().Contain(forgery.Reason);
        if (forged is { Length: > 60 } && forged[^50..] is var signature) service.Log.Lines.Should().NotContain(l => l.Contains(signature), "a token is never logged");
    }

    [Fact] // the control: the same client, the same service, nothing changed
    public async Task The_token_that_the_forged_ones_were_made_from_is_accepted() =>
        (await Identity.At(service).OpensAChartAsync()).Status.Should().Be(200);

    [Fact] // the control: the canary does sing
    public async Task The_canary_counts_who_connects()
    {
        using var canary = new Canary();
        using var client = new TcpClient();

        await client.ConnectAsync("127.0.0.1", canary.Port);
        for (var i = 0; i < 200 && canary.Connections == 0; i++) await Task.Delay(20);

        canary.Connections.Should().Be(1);
    }

    [Fact] // two header lines are not one token, even when both are good
    public async Task Two_headers_are_refused()
    {
        var (first, second) = (Good(), Good());
        using var socket = await RawSocket.ConnectAsync(service.CreateClient().BaseAddress!);

        await socket.SendAsync($"POST {EhrIdentity.PatientView} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nAuthorization: Bearer {first}\r\nAuthorization: Bearer {second}\r\nContent-Length: 2\r\n\r\n{{}}");

        (await socket.ReadAsync(TimeSpan.FromSeconds(20))).Should().StartWith("HTTP/1.1 401");
    }

    [Theory] // what does not even fit into the server's header buffers ends there: 431, and nothing of it is kept
    [InlineData(20, "HTTP/1.1 401")]
    [InlineData(1024, "HTTP/1.1 431")]
    public async Task A_token_of_many_KiB_is_refused(int kib, string status)
    {
        using var socket = await RawSocket.ConnectAsync(service.CreateClient().BaseAddress!);
        try
        {
            await socket.SendAsync($"POST {EhrIdentity.PatientView} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {new string('A', kib * 1024)}\r\nContent-Length: 0\r\n\r\n");
        }
        catch (IOException)
        {
            // It hung up while we still talked.
        }

        var answer = await socket.ReadAsync(TimeSpan.FromSeconds(20));
        if (answer.Length > 0) answer.Should().StartWith(status).And.EndWith("\r\n\r\n", "there is no body");
        (await Identity.At(service).OpensAChartAsync()).Status.Should().Be(200, "the service lives");
    }

    [Theory]
    [InlineData("POST", "/cds-services/unknown")]
    [InlineData("POST", $"{EhrIdentity.PatientView}/feedback")]
    [InlineData("POST", $"{EhrIdentity.PatientView}/")]
    [InlineData("POST", "/CDS-Services/legcramps-patient-view")]
    [InlineData("POST", "/cds-services//legcramps-patient-view")]
    [InlineData("PUT", EhrIdentity.PatientView)]
    [InlineData("GET", EhrIdentity.PatientView)]
    public async Task No_address_below_the_services_answers_without_a_token(string method, string path) =>
        ShouldBeUnauthorized(await service.Ehr.SendsAsync(method, path));

    internal static void ShouldBeUnauthorized(Reply reply)
    {
        reply.Status.Should().Be(401);
        reply.Text.Should().BeEmpty();
        reply.Header("WWW-Authenticate").Should().Be("Bearer");
        reply.Header("Access-Control-Allow-Origin").Should().NotBeNull("a browser client must be able to see the status");
        reply.ContentType.Should().BeNull();
    }

    private string Good() => Identity.Token(service.Day.GetUtcNow()).Signed;

    public sealed class NorthOnly() : RunningService(Identity.Settings(0, ("Tenants:0", "north")));
}
