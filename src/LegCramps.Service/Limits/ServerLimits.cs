using LegCramps.Service.Clients;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LegCramps.Service.Limits;

/// <summary>What the server itself refuses, before anything of the service runs.</summary>
internal static class ServerLimits
{
    // Whoever has not said what it wants by then holds a connection for nothing.
    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(10);

    public static void Set(KestrelServerOptions kestrel, LegCrampsOptions options)
    {
        kestrel.AddServerHeader = false;
        // The reader keeps the limit. Kestrel's own lies above it, because it resets the connection and the client would never see the 413.
        kestrel.Limits.MaxRequestBodySize = options.MaxRequestBodyBytes + (64 * 1024 * 1024);
        // A token is a header: one larger than this is 431, however it was signed.
        kestrel.Limits.MaxRequestHeadersTotalSize = options.MaxHeaderBytes;
        kestrel.Limits.RequestHeadersTimeout = HeadersTimeout;
    }
}
