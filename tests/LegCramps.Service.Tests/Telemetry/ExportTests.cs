using System.Diagnostics;
using System.Net.Sockets;

namespace LegCramps.Service.Tests.Telemetry;

/// <summary>What a collector is told of calls: how long they took and where, and nothing of the patient.</summary>
public sealed class ExportTests
{
    private const string Mark = "Zephyrine-4711";

    [Fact]
    public async Task Traces_and_figures_tell_the_stages_of_a_call_and_nothing_of_the_patient()
    {
        await using var collector = await Collector.StartAsync();
        await using var service = new RunningService(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_BSP_SCHEDULE_DELAY", "100"), ("OTEL_METRIC_EXPORT_INTERVAL", "200"));
        var ehr = service.Ehr;

        await ehr.SelectsAsync(Some.Draft(Codes.Raloxifene));
        await ehr.SendsAsync("GET", $"/Patient/{Mark}?name={Mark}", ("User-Agent", Mark), ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"), ("baggage", $"patient={Mark}"));
        using (var socket = await RawSocket.ConnectAsync(service.ClientOptions.BaseAddress))
        {
            await socket.SendAsync($"GET /{Mark} HTTP/1.1\r\nHost: {Mark}.example.org\r\nConnection: close\r\n\r\n");
            (await socket.ReadAsync(TimeSpan.FromSeconds(10))).Should().Contain("404");
        }

        await ehr.PostsAsync($"/cds-services/{Mark}", "{}");
        await ehr.SendsAsync(Mark.ToUpperInvariant(), "/cds-services");
        await ehr.GetsAsync($"/cards/{Mark}");
        await FetchAsync($"http://127.0.0.1:{FreePort.Next()}/Patient/{Mark}?identifier={Mark}");

        var traces = await collector.ShouldReceiveAsync("traces", "read", "complete", "evaluate", "compose", "write", "/cds-services/{id}", "connection_error");
        var figures = await collector.ShouldReceiveAsync("metrics", "legcramps.stage.duration", "legcramps.request.duration", "dotnet.gc", "kestrel.");
        string[] secrets = [Mark, Some.PatientId, Some.FamilyName, "draft-1", "url.path", "url.query", "url.full", "user_agent"];
        secrets.SelectMany(secret => Around(secret, traces).Concat(Around(secret, figures))).Should().BeEmpty();
    }

    [Fact]
    public async Task Without_a_collector_no_span_is_made()
    {
        await using var service = new RunningService();
        await service.Ehr.SelectsAsync(Some.Draft(Codes.Raloxifene));

        using var source = new ActivitySource("LegCramps");

        source.HasListeners().Should().BeFalse();
        service.Services.GetService(typeof(OpenTelemetry.Trace.TracerProvider)).Should().BeNull();
    }

    // Where a text occurs, with what stands before it.
    private static IEnumerable<string> Around(string secret, string sent) =>
        sent.IndexOf(secret, StringComparison.OrdinalIgnoreCase) is >= 0 and var at ? [sent[Math.Max(0, at - 120)..(at + secret.Length)]] : [];

    // The span of a call that this process makes to a FHIR server, which refuses it.
    private static async Task FetchAsync(string url)
    {
        using var http = new HttpClient();
        var fetch = () => http.GetAsync(new Uri(url));
        (await fetch.Should().ThrowAsync<HttpRequestException>()).WithInnerException<SocketException>();
    }
}
