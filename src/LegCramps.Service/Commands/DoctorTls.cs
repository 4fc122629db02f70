using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace LegCramps.Service.Commands;

/// <summary>The TLS of an address: version, and whom its certificate convinces until when.</summary>
internal static class DoctorTls
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    public static async Task<Diagnosis> CheckAsync(Uri url, TimeProvider clock)
    {
        const string Check = "TLS";
        if (url.Scheme != Uri.UriSchemeHttps)
        {
            return url.IsLoopback
                ? Diagnosis.Warning(Check, "none, on this machine", "look at it from outside, by its https address")
                : Diagnosis.Failed(Check, "none", "patients' data must not travel in the clear: put TLS before the service");
        }

        var (until, errors) = (DateTime.MaxValue, SslPolicyErrors.None);
        try
        {
            using var client = new TcpClient();
            using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            await client.ConnectAsync(url.Host, url.Port, timeout.Token);
            await using var tls = new SslStream(client.GetStream(), false, (_, certificate, _, found) =>
            {
                until = certificate is X509Certificate2 shown ? shown.NotAfter.ToUniversalTime() : until;
                errors = found;
                return found == SslPolicyErrors.None;
            });
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = url.Host }, timeout.Token);
            var result = string.Create(CultureInfo.InvariantCulture, $"{tls.SslProtocol}, certificate until {until:yyyy-MM-dd}");
            return tls.SslProtocol < SslProtocols.Tls12 ? Diagnosis.Failed(Check, result, "allow TLS 1.2 and 1.3 only")
                : until - clock.GetUtcNow().UtcDateTime < Soon ? Diagnosis.Warning(Check, result, "renew the certificate")
                : Diagnosis.Ok(Check, result);
        }
        catch (AuthenticationException) when (errors != SslPolicyErrors.None)
        {
            var result = string.Create(CultureInfo.InvariantCulture, $"certificate until {until:yyyy-MM-dd}, not trusted ({errors})");
            return Diagnosis.Failed(Check, result, "install a certificate for this host, with its chain, from an authority that the EHR trusts");
        }
        catch (Exception e) when (e is SocketException or IOException or AuthenticationException or OperationCanceledException)
        {
            return Diagnosis.Failed(Check, $"no connection ({e.GetType().Name})", "is this the address, and does a firewall let this machine through?");
        }
    }
}
