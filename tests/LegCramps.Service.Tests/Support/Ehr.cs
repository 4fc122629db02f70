using System.Net.Http.Headers;
using System.Text;

namespace LegCramps.Service.Tests.Support;

/// <summary>An EHR that calls the service: discovers it, opens charts, selects orders, signs them; with an Authorization header for each path when it has an identity.</summary>
internal sealed class Ehr(HttpClient http, Func<string, string>? authorization = null)
{
    public Task<Reply> DiscoversAsync() => GetsAsync("/cds-services");

    public Task<Reply> OpensAChartAsync(Call? call = null) => CallsAsync(call ?? Call.PatientView());

    public Task<Reply> SelectsAsync(params JsonObject[] drafts) => CallsAsync(Call.OrderSelect(drafts));

    public Task<Reply> SignsAsync(params JsonObject[] drafts) => CallsAsync(Call.OrderSign(drafts));

    public Task<Reply> CallsAsync(Call call) => PostsAsync($"/cds-services/legcramps-{call.Hook}", call.ToString());

    public Task<Reply> GivesFeedbackAsync(string hook, params JsonObject[] items) =>
        PostsAsync($"/cds-services/legcramps-{hook}/feedback", new JsonObject { ["feedback"] = new JsonArray([.. items]) }.ToJsonString());

    public Task<Reply> PostsAsync(string path, string body, string? contentType = "application/json") => PostsAsync(path, Encoding.UTF8.GetBytes(body), contentType);

    public Task<Reply> PostsAsync(string path, byte[] body, string? contentType = "application/json", string? contentEncoding = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        if (contentType is not null) request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        if (contentEncoding is not null) request.Content.Headers.ContentEncoding.Add(contentEncoding);
        return SendsAsync(request);
    }

    public Task<Reply> GetsAsync(string path) => SendsAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public Task<Reply> SendsAsync(string method, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return SendsAsync(request);
    }

    public async Task<Reply> SendsAsync(HttpRequestMessage request)
    {
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (!request.Headers.Contains("Origin")) request.Headers.Add("Origin", "https://ehr.example.org");
        if (authorization is not null && !request.Headers.Contains("Authorization")) request.Headers.TryAddWithoutValidation("Authorization", authorization(request.RequestUri!.ToString()));
        using (request)
        using (var response = await http.SendAsync(request))
        {
            return new Reply((int)response.StatusCode, response.Headers, response.Content.Headers, await response.Content.ReadAsStringAsync());
        }
    }
}
