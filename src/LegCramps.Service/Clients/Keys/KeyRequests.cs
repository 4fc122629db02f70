using System.Net;

namespace LegCramps.Service.Clients.Keys;

/// <summary>How keys are fetched: from the configured URL itself or not at all, soon or not at all, and never much.</summary>
internal static class KeyRequests
{
    public static HttpClient Create() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(2),
        MaxResponseHeadersLength = 16,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = TimeSpan.FromSeconds(4),
        MaxResponseContentBufferSize = KeySet.MaxBytes,
    };
}
