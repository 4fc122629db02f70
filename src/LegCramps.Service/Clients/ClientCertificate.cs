using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace LegCramps.Service.Clients;

/// <summary>
/// Mutual TLS. A certificate is known by its thumbprint and by nothing else: no chain is built, because building one can fetch
/// what a stranger's certificate points to, and a pinned certificate needs nobody to vouch for it.
/// </summary>
internal static class ClientCertificate
{
    public static void AllowClientCertificates(this KestrelServerOptions kestrel, Settings settings)
    {
        if (settings.Clients.All(c => c.CertificateThumbprint is null)) return;
        kestrel.ConfigureHttpsDefaults(https =>
        {
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
            https.ClientCertificateValidation = (_, _, _) => true;
            https.OnAuthenticate = (_, tls) => tls.CertificateChainPolicy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck };
        });
    }

    /// <summary>The thumbprint of the certificate that the caller holds the key of, or null.</summary>
    public static string? Thumbprint(HttpContext http, DateTimeOffset now) =>
        http.Connection.ClientCertificate is { } certificate && certificate.NotBefore.ToUniversalTime() <= now.UtcDateTime && now.UtcDateTime < certificate.NotAfter.ToUniversalTime()
            ? certificate.GetCertHashString(HashAlgorithmName.SHA256)
            : null;

    public static bool IsThumbprint(string text) => Normalized(text) is { Length: 2 * SHA256.HashSizeInBytes } digits && digits.All(char.IsAsciiHexDigit);

    /// <summary>As <c>openssl x509 -fingerprint -sha256</c> writes it, or without colons.</summary>
    public static string Normalized(string thumbprint) => thumbprint.Replace(":", "", StringComparison.Ordinal).Trim().ToUpperInvariant();
}
