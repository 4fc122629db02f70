using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using LegCramps.Service.Hooks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace LegCramps.Service.Tests.Privacy;

/// <summary>
/// House rule 10, F-03: marked requests of every kind, and then every log line down to Debug, the figures, every answer, every trace and every file are searched for the marks.
/// Allowed are ids of resources in a 200, in <c>org.legcramps.findings</c> and in the actions of suggestions: the EHR sent them and must know what is meant.
/// </summary>
public sealed class NothingLeaksTests
{
    private const string PatientView = "/cds-services/legcramps-patient-view";

    private readonly ConcurrentQueue<string> traces = new();

    [Fact]
    public async Task Nothing_of_a_patient_and_no_token_is_found_anywhere()
    {
        using var listener = Listen();
        await using var service = new Marked();
        var ehr = service.Signed;
        var replies = new List<Reply>();

        foreach (var call in Calls()) replies.Add(await ehr.CallsAsync(call));
        foreach (var body in Bodies()) replies.Add(await ehr.PostsAsync(PatientView, body));
        replies.AddRange(await AroundAsync(ehr));
        replies.AddRange(await FeedbackAsync(ehr, replies));
        await LeaveInTheMiddleAsync(service.Address);
        replies.Add(await ehr.GetsAsync("/metrics"));
        await service.DisposeAsync();

        replies.Select(r => r.Status).Should().Contain([200, 400, 405, 412, 413, 415, 422], "calls of all kinds were made");
        replies.Where(r => r.Status == 200).SelectMany(r => Marks.In(r.Text)).Should().Contain(Marks.ResourceId, "the marks were read");
        replies.SelectMany(r => Marks.In(WithoutWhatIsAllowed(r)).Select(m => $"{r.Status}: {m}")).Should().BeEmpty("no answer says more than it may");
        service.Log.Lines.Should().NotBeEmpty();
        service.Log.Lines.Where(l => Marks.In(l).Any()).Should().BeEmpty("no log line of any category says anything");
        traces.Should().NotBeEmpty();
        traces.Where(t => Marks.In(t).Any()).Should().BeEmpty("no trace says anything");
        service.Files.Should().NotBeEmpty().And.AllSatisfy(f => f.Marks.Should().BeEmpty(f.Name));
    }

    [Fact] // an exception's message may quote what it stumbled over
    public async Task A_bug_tells_nobody_what_it_stumbled_over()
    {
        using var listener = Listen();
        await using var service = new Broken();

        var replies = new List<Reply>();
        foreach (var call in Calls()) replies.Add(await service.Signed.CallsAsync(call));

        replies.Should().Contain(r => r.Status == 500);
        replies.SelectMany(r => Marks.In(r.Text)).Should().BeEmpty();
        service.Log.Lines.Should().Contain(l => l.StartsWith("Error") && l.Contains(nameof(InvalidTimeZoneException)));
        service.Log.Lines.Where(l => Marks.In(l).Any()).Should().BeEmpty();
        traces.Where(t => Marks.In(t).Any()).Should().BeEmpty();
    }

    [Theory] // nothing of a patient belongs in an address or a broken header; if it is there all the same, what the service lets through does not repeat it
    [InlineData($"POST {PatientView}?patient={Marks.InAddress} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")]
    [InlineData($"GET /cds-services/{Marks.InAddress} HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData($"GET /{Marks.InAddress} HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData($"GET /cds-services HTTP/1.1\r\nHost: x\r\nAuthorization Bearer {Marks.InAddress}\r\n\r\n")]
    [InlineData($"GET /cds-services HTTP/1.1\r\nHost: x\r\n{Marks.InAddress}\r\n\r\n")]
    [InlineData($"{Marks.InAddress}\r\n\r\n")]
    public async Task What_somebody_writes_into_an_address_or_a_broken_header_is_not_repeated(string request)
    {
        await using var service = new Marked();
        using var socket = await RawSocket.ConnectAsync(service.Address);
        await socket.SendAsync(request);

        (await socket.ReadAsync(TimeSpan.FromSeconds(30), until: "\r\n\r\n")).Should().StartWith("HTTP/1.1 ").And.NotContain(Marks.InAddress);
        // Program.cs lets nothing below a warning through from the server itself.
        service.Log.Lines.Where(l => l.Contains(Marks.InAddress) && !IsBelowWarningOfTheServer(l)).Should().BeEmpty();
    }

    private static bool IsBelowWarningOfTheServer(string line) => line.Split(' ') is [("Debug" or "Information"), var category, ..] && category.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal);

    private static IEnumerable<Call> Calls() =>
    [
        Call.PatientView().Medications(Some.Order(Codes.Raloxifene), Some.Order(Codes.Quinine, "order-2")).Conditions(Some.Condition(Codes.Cirrhosis), Some.Condition(Codes.LegCramps, "condition-2")).Marked(),
        Call.PatientView().Marked(),
        Call.OrderSelect(Some.Draft(Codes.Quinine)).Conditions(Some.Condition(Codes.LegCramps)).Marked(),
        Call.OrderSign(Some.Draft(Codes.Quinine), Some.Draft(Codes.Raloxifene, "draft-2")).Marked(),
        Call.OrderSign(Some.Draft(Codes.Acetaminophen)).Marked(),
        Call.PatientView().Marked().Without("prefetch.medications"),
        Call.PatientView().Marked().With("prefetch.patient.id", $"{Marks.ResourceId}other"),
        Call.PatientView().Marked().With("hookInstance", Marks.All[2]),
        Call.PatientView().Marked().With("fhirServer", $"https://{Marks.AccessToken}@127.0.0.1/"),
        Call.PatientView().Marked().With("context", Marks.All[3]),
        Call.PatientView().Medications([.. Enumerable.Range(0, 101).Select(i => Some.Order(Codes.Raloxifene, $"o{i}"))]).Marked(),
        Call.PatientView().Medications(new JsonObject { ["resourceType"] = "MedicationOrder", ["id"] = Marks.ResourceId }).Marked(),
    ];

    private static IEnumerable<byte[]> Bodies()
    {
        var good = Call.PatientView().Medications(Some.Order(Codes.Raloxifene)).Marked().ToString();
        foreach (var text in new[] { good[..^9], $"{good}{good}", good.Replace(":", ";", StringComparison.Ordinal), good[..^1] + $",\"hook\":\"{Marks.All[3]}\"}}", $"\"{good.Replace("\"", "'", StringComparison.Ordinal)}\"", good + new string(' ', 300_000) })
            yield return Encoding.UTF8.GetBytes(text);
        yield return [.. Encoding.UTF8.GetBytes(good[..^2]), 0xFF, 0xFE];
        yield return Encoding.Unicode.GetBytes(good);
    }

    private static async Task<IEnumerable<Reply>> AroundAsync(Ehr ehr)
    {
        var body = Call.PatientView().Marked().ToString();
        return
        [
            await ehr.PostsAsync(PatientView, body, "application/xml"),
            await ehr.PostsAsync("/cds-services/unknown", body),
            await ehr.PostsAsync("/cards", body),
            await ehr.SendsAsync("DELETE", PatientView),
            await ehr.DiscoversAsync(),
        ];
    }

    private static async Task<IEnumerable<Reply>> FeedbackAsync(Ehr ehr, IEnumerable<Reply> replies)
    {
        var card = replies.First(r => r.Status == 200 && r.Cards.Count > 0).Cards[0]["uuid"]!.GetValue<string>();
        var items = new[] { "overridden", Marks.All[3] }.Select(outcome => (JsonNode)new JsonObject
        {
            ["card"] = card,
            ["outcome"] = outcome,
            ["outcomeTimestamp"] = "2026-11-23T12:00:00Z",
            ["overrideReason"] = new JsonObject { ["reason"] = new JsonObject { ["code"] = "already-addressed", ["display"] = Marks.All[7] }, ["userComment"] = Marks.All[7] },
        });
        var feedback = new JsonObject { ["feedback"] = new JsonArray([.. items]) }.ToJsonString();
        return [await ehr.PostsAsync($"{PatientView}/feedback", feedback), await ehr.PostsAsync($"{PatientView}/feedback", feedback[..^3])];
    }

    private static async Task LeaveInTheMiddleAsync(Uri address)
    {
        using var socket = await RawSocket.ConnectAsync(address);
        await socket.BeginsAsync(Call.PatientView().Marked(), bytes: 400);
        socket.Reset();
    }

    private static string WithoutWhatIsAllowed(Reply reply)
    {
        if (reply.Status != 200 || reply.ContentType?.StartsWith("application/json", StringComparison.Ordinal) != true) return reply.Text;
        var json = reply.Json;
        foreach (var card in (json["cards"] as JsonArray ?? []).Select(c => c!.AsObject()))
        {
            foreach (var finding in card["extension"]?["org.legcramps.findings"] as JsonArray ?? []) finding!.AsObject().Remove("reference");
            foreach (var action in (card["suggestions"] as JsonArray ?? []).SelectMany(s => s!["actions"] as JsonArray ?? []).Select(a => a!.AsObject()))
            {
                action.Remove("resourceId");
                action.Remove("resource");
            }
        }

        return json.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = a => traces.Enqueue($"{a.Source.Name} {a.DisplayName} {a.StatusDescription} {Pairs(a.TagObjects)} {Pairs(a.Baggage.Select(b => KeyValuePair.Create(b.Key, (object?)b.Value)))} {string.Join(' ', a.Events.Select(e => $"{e.Name} {Pairs(e.Tags)}"))}"),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static string Pairs(IEnumerable<KeyValuePair<string, object?>> pairs) => string.Join(' ', pairs.Select(p => $"{p.Key}={p.Value}"));

    private class Marked() : RunningService(("LegCramps:MaxRequestBodyBytes", "262144"), ("LegCramps:MaxEntries", "100"))
    {
        /// <summary>An EHR whose every call carries a token.</summary>
        public Ehr Signed
        {
            get
            {
                var http = CreateClient();
                http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Marks.ClientToken);
                return new Ehr(http);
            }
        }

        /// <summary>Every file below the data folder, as it was when the service had ended.</summary>
        public IReadOnlyList<(string Name, IReadOnlyList<string> Marks)> Files { get; private set; } = [];

        protected override void BeforeDataIsDeleted(string folder)
        {
            while (true)
            {
                try
                {
                    Files = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => (f, (IReadOnlyList<string>)[.. Marks.In(File.ReadAllBytes(f)), .. Marks.In(Path.GetRelativePath(folder, f))]))];
                    return;
                }
                catch (FileNotFoundException)
                {
                    // The last connection of SQLite to close moves its log into its file and takes the log away. Everything is looked at again.
                }
            }
        }
    }

    /// <summary>A service whose clock fails with a message that quotes everything.</summary>
    private sealed class Broken : Marked
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services => services.AddSingleton(s => ActivatorUtilities.CreateInstance<HookCall>(s, new BrokenClock())));
        }
    }

    private sealed class BrokenClock : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => throw new InvalidTimeZoneException(string.Join(' ', Marks.All), new InvalidTimeZoneException(string.Join(' ', Marks.All)));
    }
}
