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

    /// <summary>Everything until the server closes the connection or falls silent.</summary>
    public async Task<string> ReadAsync(TimeSpan patience)
    {
        using var timeout = new CancellationTokenSource(patience);
        var text = new StringBuilder();
        var buffer = new byte[8192];
        try
        {
            while (await client.GetStream().ReadAsync(buffer, timeout.Token) is var read and > 0) text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // Silence, or a reset: what was read is what counts.
        }

        return text.ToString();
    }

    public void Dispose() => client.Dispose();
}
