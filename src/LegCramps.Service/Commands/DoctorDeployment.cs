using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace LegCramps.Service.Commands;

/// <summary>What <c>doctor</c> asks a running service, as an EHR and as a stranger.</summary>
internal sealed class DoctorDeployment(HttpClient http, Uri url, DoctorToken? token, string? origin, int calls, TimeProvider clock)
{
    private const string PatientView = "/cds-services/legcramps-patient-view";
    private const string Nobody = "https://origin.invalid";

    private static readonly string[] Required = ["hook", "id", "description"];

    private const string Chart =
        """
        {"hook":"patient-view","hookInstance":"6f0b7c61-5f5b-4f0e-9d65-0d0c7a1d0c70","context":{"userId":"Practitioner/doctor","patientId":"doctor"},
        "prefetch":{"medications":{"resourceType":"Bundle","type":"searchset","total":0},"conditions":{"resourceType":"Bundle","type":"searchset","total":0}}}
        """;

    private static readonly string WithoutPrefetch = new JsonObject(JsonNode.Parse(Chart)!.AsObject().Where(m => m.Key != "prefetch").Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone()))).ToJsonString();

    public async IAsyncEnumerable<Diagnosis> ChecksAsync()
    {
        yield return await DoctorTls.CheckAsync(url, clock);
        yield return await DiscoveryAsync();
        yield return await BrowsersAsync();
        yield return await ReadinessAsync();
        var open = await PostAsync(null, Chart);
        yield return open.Status == 200
            ? Diagnosis.Failed("no token", "answered: access is open", "run it outside Development with Clients configured")
            : Refused("no token", open);
        foreach (var (name, authorization) in Forgeries()) yield return Refused(name, await PostAsync(authorization, Chart));
        if (open.Status != 200 && token?.Key is null)
        {
            yield return Diagnosis.Warning("good token, 412, latency", "left out", "lend it the identity of a client: --client-issuer and --key with its private JWK");
            yield break;
        }

        yield return await GoodTokenAsync();
        var (status, _) = await PostAsync(Good(), WithoutPrefetch);
        yield return status == 412 ? Diagnosis.Ok("no prefetch", "412") : Diagnosis.Failed("no prefetch", Said(status), "412 is expected: without medications nothing can be said of a chart");
        yield return await LatencyAsync();
    }

    private IEnumerable<(string Name, string Authorization)> Forgeries()
    {
        var now = clock.GetUtcNow();
        yield return ("garbage for a token", "Bearer garbage");
        if (token is null) yield break;
        yield return ("alg none", $"Bearer {token.Unsigned(now, PatientView)}");
        yield return ("HS256", $"Bearer {token.BySecret(now, PatientView)}");
        yield return ("a stranger's signature", $"Bearer {token.ByStranger(now, PatientView)}");
        if (token.Key is null) yield break;
        yield return ("aud of another service", $"Bearer {token.Good(now, "/cds-services/another")}");
        yield return ("expired", $"Bearer {token.Good(now.AddMinutes(-10), PatientView)}");
        yield return ("issued in the future", $"Bearer {token.Good(now.AddMinutes(10), PatientView)}");
    }

    private async Task<Diagnosis> DiscoveryAsync()
    {
        const string Check = "discovery";
        var (status, body) = await SendAsync(new HttpRequestMessage(HttpMethod.Get, "cds-services"), token?.Key is null ? null : $"Bearer {token.Good(clock.GetUtcNow(), "/cds-services")}");
        if (status == 401) return Diagnosis.Warning(Check, "401", "RequireTokenForDiscovery is on; with --client-issuer and --key it can be looked at");
        if (status != 200) return Diagnosis.Failed(Check, Said(status), "is this the address of the service, without /cds-services?");
        try
        {
            var services = JsonNode.Parse(body)?["services"]?.AsArray() ?? [];
            var sound = services.All(s => Required.All(member => s?[member]?.GetValue<string>() is { Length: > 0 }));
            if (services.Count > 0 && sound) return Diagnosis.Ok(Check, $"{services.Count} services");
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or InvalidOperationException)
        {
            // Said below.
        }

        return Diagnosis.Failed(Check, "200, but no list of services", "something else answers at this address; look at the proxy");
    }

    // From outside it is usually not to be had, which is as it should be.
    private async Task<Diagnosis> ReadinessAsync()
    {
        var (status, _) = await SendAsync(new HttpRequestMessage(HttpMethod.Get, "health/ready"), null);
        return status switch
        {
            200 => Diagnosis.Ok("ready", "200"),
            503 => Diagnosis.Failed("ready", "503", "it warms up or shuts down, or what it needs (Redis, the store) cannot be reached: its log says which"),
            _ => Diagnosis.Ok("ready", $"{Said(status)}: not to be seen from here"),
        };
    }

    private async Task<Diagnosis> BrowsersAsync()
    {
        var check = origin is null ? "browsers from anywhere" : $"browsers from {origin}";
        using var preflight = new HttpRequestMessage(HttpMethod.Options, PatientView[1..]);
        preflight.Headers.Add("Origin", origin ?? Nobody);
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "authorization,content-type");
        var allowed = "";
        var (status, _) = await SendAsync(preflight, null, headers => allowed = headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? string.Join(' ', values) : "");
        if (status is not (200 or 204)) return Diagnosis.Failed(check, Said(status), "a preflight must be answered without a token; look at the proxy");
        return (origin, allowed) switch
        {
            (null, "") => Diagnosis.Ok(check, "none, unless it is named"),
            (null, _) => Diagnosis.Warning(check, $"allowed ({(allowed == "*" ? "*" : "any origin")})", "name the origins of browser clients in LegCramps:AllowedOrigins"),
            (_, "") => Diagnosis.Failed(check, "not allowed", "add it to LegCramps:AllowedOrigins, if that EHR calls from a browser"),
            _ => Diagnosis.Ok(check, "allowed"),
        };
    }

    private async Task<Diagnosis> GoodTokenAsync()
    {
        var authorization = Good();
        var (status, _) = await PostAsync(authorization, Chart);
        if (status != 200) return Diagnosis.Failed("a call", Said(status), "the log of the service says why; most often PublicBaseUrl is not the address that clients call (--audience)");
        if (authorization is null) return Diagnosis.Ok("a call", "200");
        var again = await PostAsync(authorization, Chart);
        return again.Status == 401
            ? Diagnosis.Ok("a call, then the token again", "200, then 401")
            : Diagnosis.Failed("a call, then the token again", $"200, then {Said(again.Status)}", "a used token must be refused; several instances need ConnectionStrings:Redis");
    }

    private async Task<Diagnosis> LatencyAsync()
    {
        var times = new List<double>();
        for (var i = 0; i < calls; i++)
        {
            var started = clock.GetTimestamp();
            var (status, _) = await PostAsync(Good(), Chart);
            if (status != 200) return Diagnosis.Failed("latency", $"{Said(status)} at call {i + 1}", "the log of the service says why");
            times.Add(clock.GetElapsedTime(started).TotalMilliseconds);
        }

        times.Sort();
        var result = string.Create(CultureInfo.InvariantCulture, $"{calls} calls: median {times[calls / 2]:F0} ms, slowest {times[^1]:F0} ms");
        return times[calls / 2] <= 500 ? Diagnosis.Ok("latency", result) : Diagnosis.Warning("latency", result, "a prescriber waits; CDS Hooks asks for about 500 ms. Look at the way between, then at the load of the machine");
    }

    private static Diagnosis Refused(string check, (int Status, string Body) answer) =>
        answer is { Status: 401, Body: "" } ? Diagnosis.Ok(check, "401, without a word")
        : answer.Status == 401 ? Diagnosis.Warning(check, "401, with a body", "something between adds one; a stranger should learn nothing")
        : Diagnosis.Failed(check, Said(answer.Status), "401 is expected; if a proxy answers, let it pass the call on");

    private static string Said(int status) => status == 0 ? "cannot be reached" : $"{status}";

    private string? Good() => token?.Key is null ? null : $"Bearer {token.Good(clock.GetUtcNow(), PatientView)}";

    private Task<(int Status, string Body)> PostAsync(string? authorization, string body) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, PatientView[1..]) { Content = new StringContent(body, Encoding.UTF8, "application/json") }, authorization);

    private async Task<(int Status, string Body)> SendAsync(HttpRequestMessage request, string? authorization, Action<HttpResponseHeaders>? look = null)
    {
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        try
        {
            using var response = await http.SendAsync(request);
            look?.Invoke(response.Headers);
            return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return (0, "");
        }
    }
}
