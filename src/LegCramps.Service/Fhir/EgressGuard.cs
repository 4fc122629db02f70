using System.Net;
using System.Net.Sockets;
using LegCramps.Service.Clients;

namespace LegCramps.Service.Fhir;

/// <summary>Connects to addresses that the internet can reach, or that the operator named: whatever a name resolves to, nobody is led into the network behind the service.</summary>
internal sealed class EgressGuard(Settings settings, IHostEnvironment environment)
{
    // What is special about the networks: RFC 6890 and the registries that it founded. The last is where one cloud answers its machines.
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
            "168.63.129.16/32",
        }.Select(IPNetwork.Parse),
    ];

    private readonly IPNetwork[] allowed = [.. settings.Fhir.AllowedNetworks.Select(IPNetwork.Parse)];

    // A client's server that is configured by its address is allowed by it.
    private readonly HashSet<IPAddress> named =
        [.. settings.Clients.SelectMany(c => c.FhirServers).Select(s => IPAddress.TryParse(new Uri(s).DnsSafeHost, out var address) ? Plain(address) : null).OfType<IPAddress>()];

    public bool Allows(IPAddress address)
    {
        address = Plain(address);
        return (environment.IsDevelopment() && IPAddress.IsLoopback(address)) || named.Contains(address) || allowed.Any(n => n.Contains(address)) || !Special.Any(n => n.Contains(address));
    }

    /// <summary>Resolves the name once, checks every address, and connects to one that was checked: a second answer of the name server changes nothing.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellation);
        var open = addresses.Where(Allows).ToArray();
        if (open.Length == 0) throw new EgressRefusedException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(open, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}

/// <summary>A name resolved to addresses that may not be connected to.</summary>
public sealed class EgressRefusedException() : Exception("The name resolves to addresses that may not be connected to.");
