using System.Text;
using LegCramps.Service.Tests.Corpus;
using Xunit.Abstractions;

namespace LegCramps.Service.Tests.Fhir;

/// <summary>Row P-11: a chart that is fetched gives the same cards as the same chart sent along, for every real patient there is.</summary>
public sealed class SameCardsTests(ITestOutputHelper output)
{
    private static readonly string[] Searched = ["conditions", "medications", "observations", "procedures", "serviceRequests"];

    [SharedFact]
    public async Task Full_prefetch_and_no_prefetch_give_the_same_cards()
    {
        var folder = Directory.CreateTempSubdirectory("legcramps-cards-").FullName;
        using var service = new RunningService([.. Access.Patient, ("Fhir:MaxPages", "1000"), ("LegCramps:Cards", EveryContributor.CopyTo(folder)), ("LegCramps:MaxCards", "20")]);
        await using var server = await StubFhirServer.StartAsync();
        // Small pages and Medications to look up, so that every way of fetching is walked.
        server.PageSize = 3;
        var (patients, cards) = (0, 0);
        var differences = new List<string>();
        foreach (var hook in new[] { "patient-view", "order-select" })
        {
            foreach (var line in File.ReadLines(Path.Combine(SharedFactAttribute.Folder, "data", $"{hook}.ndjson")))
            {
                var body = JsonNode.Parse(line)!.AsObject();
                var patient = body["context"]!["patientId"]!.GetValue<string>().Split('/', ':')[^1];
                server.Holds(Resources(body["prefetch"]));

                var sent = await CallAsync(service, hook, body, server.Base, Prefetch(server, patient));
                server.Forget();
                var fetched = await CallAsync(service, hook, body, server.Base, prefetch: null);

                if (Comparable(fetched) != Comparable(sent)) differences.Add($"{hook} {body["hookInstance"]}\n  sent    {Comparable(sent)}\n  fetched {Comparable(fetched)}");
                server.Requests.Should().NotBeEmpty();
                patients++;
                if (sent.Status == 200) cards += sent.Cards.Count;
            }
        }

        output.WriteLine($"{patients} requests, {cards} cards");
        differences.Should().BeEmpty();
        patients.Should().BeGreaterThan(300);
        cards.Should().BeGreaterThan(30, "the comparison must compare something");
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<Reply> CallAsync(RunningService service, string hook, JsonObject body, string server, JsonObject? prefetch)
    {
        var call = body.DeepClone().AsObject();
        call["fhirServer"] = server;
        call["fhirAuthorization"] = new JsonObject { ["access_token"] = Access.Token, ["token_type"] = "Bearer", ["expires_in"] = 300, ["scope"] = "user/*.rs", ["subject"] = "legcramps" };
        call.Remove("prefetch");
        if (prefetch is not null) call["prefetch"] = prefetch;
        return await service.Ehr.PostsAsync($"/cds-services/legcramps-{hook}", Encoding.UTF8.GetBytes(call.ToJsonString()));
    }

    // What an EHR would send for the very queries that the service asks, the Medications beside their orders.
    private static JsonObject Prefetch(StubFhirServer server, string patient)
    {
        var prefetch = new JsonObject();
        if (server.Find($"Patient/{Uri.EscapeDataString(patient)}") is { } resource) prefetch["patient"] = resource;
        foreach (var key in Searched) prefetch[key] = server.Find(Query(key, patient));
        var medications = server.Find("Medication?x=1")!["entry"]!.AsArray();
        foreach (var medication in medications.ToList()) prefetch["medications"]!["entry"]!.AsArray().Add(medication!.DeepClone());
        // The count of a searchset leaves out what is only included.
        return prefetch;
    }

    private static string Query(string key, string patient) => key switch
    {
        "conditions" => $"Condition?patient={Uri.EscapeDataString(patient)}",
        "medications" => $"MedicationRequest?patient={Uri.EscapeDataString(patient)}&status=active",
        "observations" => $"Observation?patient={Uri.EscapeDataString(patient)}",
        "procedures" => $"Procedure?patient={Uri.EscapeDataString(patient)}",
        _ => $"ServiceRequest?patient={Uri.EscapeDataString(patient)}&status=active",
    };

    private static IEnumerable<JsonObject> Resources(JsonNode? prefetch) =>
        (prefetch as JsonObject ?? []).SelectMany(p => p.Value?["entry"] is JsonArray entries ? entries.Select(e => e?["resource"]) : [p.Value])
            .OfType<JsonObject>().Where(r => r["resourceType"] is not null).Select(r => r.DeepClone().AsObject());

    private static string Comparable(Reply reply) => reply.Status == 200 ? reply.Json["cards"]!.ToJsonString() : reply.Text;
}
