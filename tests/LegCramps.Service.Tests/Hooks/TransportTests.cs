using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;

namespace LegCramps.Service.Tests.Hooks;

/// <summary>Section 8 rows 46 and 56, J-06, C-15: sizes, encodings, slow and vanishing clients, on a real socket.</summary>
public sealed class TransportTests : IClassFixture<TransportTests.Small>
{
    private const int Limit = 64 * 1024;
    private const string PatientView = "/cds-services/legcramps-patient-view";

    private readonly Small service;
    private readonly Ehr ehr;

    public TransportTests(Small service) => (this.service, ehr) = (service, service.Ehr);

    [Theory] // 46
    [InlineData(Limit, 200)]
    [InlineData(Limit + 1, 413)]
    [InlineData(50 * 1024 * 1024, 413)]
    public async Task A_body_is_read_up_to_the_limit(int bytes, int status)
    {
        var reply = await ehr.PostsAsync(PatientView, Padded(bytes));

        if (status == 200) reply.Status.Should().Be(200);
        else reply.ShouldBeRefused(status);
    }

    [Theory] // 46: without Content-Length the limit is met while reading
    [InlineData(Limit, 200)]
    [InlineData(Limit + 1, 413)]
    [InlineData(8 * 1024 * 1024, 413)]
    public async Task A_chunked_body_is_read_up_to_the_limit(int bytes, int status)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, PatientView) { Content = new StreamContent(new MemoryStream(Padded(bytes))) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TransferEncodingChunked = true;

        var reply = await ehr.SendsAsync(request);

        if (status == 200) reply.Status.Should().Be(200);
        else reply.ShouldBeRefused(status);
    }

    [Fact] // 46: refused by its head alone
    public async Task A_body_that_says_it_is_too_large_is_not_waited_for()
    {
        using var socket = await RawSocket.ConnectAsync(service.Address);
        await socket.SendAsync($"POST {PatientView} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 52428800\r\n\r\n");

        (await socket.ReadAsync(TimeSpan.FromSeconds(1))).Should().StartWith("HTTP/1.1 413 ").And.Contain("too-long");
    }

    [Fact] // 46
    public async Task Compressed_bodies_are_not_unpacked()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true)) await gzip.WriteAsync(Padded(1000));

        var reply = await ehr.PostsAsync(PatientView, packed.ToArray(), contentEncoding: "gzip");

        reply.ShouldBeRefused(415).Header("Accept-Encoding").Should().Be("identity");
    }

    [Fact] // 46
    public async Task A_body_that_trickles_in_is_given_up()
    {
        using var socket = await RawSocket.ConnectAsync(service.Address);
        await socket.SendAsync($"POST {PatientView} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{{");

        (await socket.ReadAsync(TimeSpan.FromSeconds(20))).Should().StartWith("HTTP/1.1 408 ");
    }

    [Fact]
    public async Task A_body_that_arrives_in_crumbs_is_read_like_any_other()
    {
        var body = Call.OrderSelect(Some.Draft(Codes.Raloxifene)).ToString();
        using var socket = await RawSocket.ConnectAsync(service.Address);
        await socket.SendAsync($"POST /cds-services/legcramps-order-select HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n");
        foreach (var crumb in body.Chunk(37)) await socket.SendAsync(new string(crumb));

        (await socket.ReadAsync(TimeSpan.FromSeconds(5))).Should().StartWith("HTTP/1.1 200 ").And.Contain("LCRXRAL");
    }

    [Fact] // 56, C-15
    public async Task A_client_that_leaves_in_the_middle_is_no_error()
    {
        for (var i = 0; i < 20; i++)
        {
            using var socket = await RawSocket.ConnectAsync(service.Address);
            await socket.SendAsync($"POST {PatientView} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{{\"hook\":");
        }

        (await ehr.OpensAChartAsync()).Status.Should().Be(200);
        service.Log.Lines.Should().NotContain(l => l.StartsWith("Error") || l.StartsWith("Critical"));
    }

    [Fact] // 56, C-15
    public async Task A_client_that_crashes_in_the_middle_is_no_error()
    {
        for (var i = 0; i < 20; i++)
        {
            using var socket = await RawSocket.ConnectAsync(service.Address);
            await socket.BeginsAsync(Call.OrderSign(Some.Draft(Codes.Raloxifene)));
            socket.Reset();
        }

        // The reset is met as the end of the connection or as the end of the body.
        for (var i = 0; i < 300 && Lines() < 20; i++) await Task.Delay(100);
        Lines().Should().Be(20, string.Join('\n', service.Log.Lines.Where(l => l.Contains("order-sign") || l.Contains("xception")).Take(60)));
        service.Log.Lines.Should().NotContain(l => l.StartsWith("Error") || l.StartsWith("Critical"));
        (await ehr.OpensAChartAsync()).Status.Should().Be(200);

        int Lines() => service.Log.Lines.Count(l => l.Contains("legcramps-order-sign 499") || l.Contains("legcramps-order-sign 400"));
    }

    [Fact] // 56
    public async Task A_thousand_calls_at_once_all_get_the_same_cards()
    {
        var call = Call.OrderSelect(Some.Draft(Codes.Raloxifene)).ToString();

        var replies = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => ehr.PostsAsync("/cds-services/legcramps-order-select", call)));

        replies.Select(r => r.Text).Distinct(StringComparer.Ordinal).Should().ContainSingle().Which.Should().Contain("LCRXRAL");
    }

    [Fact]
    public async Task The_server_does_not_say_what_it_is()
    {
        var reply = await ehr.OpensAChartAsync();

        reply.Header("Server").Should().BeNull();
        reply.Header("Cache-Control").Should().Be("no-store");
    }

    private static byte[] Padded(int bytes)
    {
        var body = Encoding.UTF8.GetBytes(Call.PatientView().ToString());
        return bytes <= body.Length ? body : [.. body, .. Enumerable.Repeat((byte)' ', bytes - body.Length)];
    }

    public sealed class Small() : RunningService(("LegCramps:MaxRequestBodyBytes", $"{Limit}"));
}
