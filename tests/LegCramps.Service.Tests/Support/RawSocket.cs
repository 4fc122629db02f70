using System.Net.Sockets;
using System.Text;

namespace LegCramps.Service.Tests.Support;

/// <summary>A client that does not play by the rules of HttpClient.</summary>
internal sealed class RawSocket : IDisposable
{
    private readonly TcpClient client = new();

    private RawSocket()
    {
    }

    public static async Task<RawSocket> ConnectAsync(Uri address)
    {
        var socket = new RawSocket();
        await socket.client.ConnectAsync(address.Host, address.Port);
        return socket;
    }

    public Task SendAsync(string text) => client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();

    /// <summary>Sends the head of a call with the first bytes of its body, and comes back when the service has begun to read it.</summary>
    public async Task<string> BeginsAsync(Call call, int bytes = 1)
    {
        var body = call.ToString();
        await SendAsync($"POST /cds-services/legcramps-{call.Hook} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: {body.Length}\r\n\r\n");
        (await ReadAsync(TimeSpan.FromSeconds(30), until: "\r\n\r\n")).Should().StartWith("HTTP/1.1 100 ");
        await SendAsync(body[..bytes]);
        return body[bytes..];
    }

    /// <summary>Goes as a crash goes: with a reset.</summary>
    public void Reset()
    {
        client.LingerState = new LingerOption(enable: true, seconds: 0);
        client.Close();
    }

    /// <summary>Everything until the server closes the connection or falls silent, or until this was read.</summary>
    public async Task<string> ReadAsync(TimeSpan patience, string? until = null)
    {
        using var timeout = new CancellationTokenSource(patience);
        var text = new StringBuilder();
        var buffer = new byte[8192];
        try
        {
            while (await client.GetStream().ReadAsync(buffer, timeout.Token) is var read and > 0)
            {
                text.Append(Encoding.UTF8.GetString(buffer, 0, read));
                if (until is not null && text.ToString().Contains(until)) break;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // Silence, or a reset: what was read is what counts.
        }

        return text.ToString();
    }

    public void Dispose() => client.Dispose();
}
