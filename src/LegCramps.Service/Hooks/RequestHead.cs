using Microsoft.Net.Http.Headers;
using MediaTypeHeaderValue = System.Net.Http.Headers.MediaTypeHeaderValue;

namespace LegCramps.Service.Hooks;

/// <summary>What can be refused before a byte of the body is read.</summary>
internal static class RequestHead
{
    public static Refusal? Refuse(HttpRequest request, long maxBytes)
    {
        if (!IsJson(request.Headers.ContentType) || !IsPlain(request.Headers.ContentEncoding))
            return Refusal.UnsupportedMediaType with { Headers = [(HeaderNames.Accept, "application/json"), (HeaderNames.AcceptEncoding, "identity")] };
        return request.ContentLength > maxBytes ? Refusal.TooLarge : null;
    }

    // Clients say application/json in many spellings, and some say nothing at all.
    private static bool IsJson(string? contentType)
    {
        if (string.IsNullOrEmpty(contentType)) return true;
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || type.MediaType is not { } media) return false;
        var json = media.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || (media.StartsWith("application/", StringComparison.OrdinalIgnoreCase) && media.EndsWith("+json", StringComparison.OrdinalIgnoreCase));
        return json && (type.CharSet is null || type.CharSet.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsPlain(string? contentEncoding) =>
        string.IsNullOrEmpty(contentEncoding) || contentEncoding.Equals("identity", StringComparison.OrdinalIgnoreCase);
}
