using LegCramps.CdsHooks;

namespace LegCramps.Service.Hooks;

/// <summary>A 200 with cards. Serialized whole before the first byte is sent, so that a failure is never half an answer.</summary>
internal sealed class CdsResult(CdsResponse response) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var body = ReadableJson.Bytes(response, j => j.CdsResponse);
        httpContext.Response.Headers.CacheControl = "no-store";
        httpContext.Response.Headers.XContentTypeOptions = "nosniff";
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        httpContext.Response.ContentLength = body.Length;
        return httpContext.Response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }
}
