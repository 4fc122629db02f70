using System.Diagnostics;
using System.Net.Sockets;

namespace LegCramps.Service.Tests.Limits;

/// <summary>Section 8 row 56: the end of a real process.</summary>
public sealed class ShutdownTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_call_in_flight_is_answered_before_the_process_ends()
    {
        using var process = Start();
        try
        {
            var address = await AddressAsync(process);
            using var socket = await RawSocket.ConnectAsync(address);
            var rest = await socket.BeginsAsync(Call.OrderSelect(Some.Draft(Codes.Raloxifene)), bytes: 100);

            using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"])) await kill.WaitForExitAsync();
            (await NewCallsAreRefusedAsync(address)).Should().BeTrue();
            process.HasExited.Should().BeFalse("a call is in flight");
            await socket.SendAsync(rest[..200]);
            await Task.Delay(500);
            await socket.SendAsync(rest[200..]);

            (await socket.ReadAsync(Patience)).Should().StartWith("HTTP/1.1 200 ").And.Contain("LCRXRAL");
            await process.WaitForExitAsync().WaitAsync(Patience);
            process.ExitCode.Should().Be(0);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    private static Process Start()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, "--urls", "http://127.0.0.1:0"]) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["LegCramps__Cards"] = Repository.File("cards");
        start.Environment["LegCramps__Secret"] = "a secret for this test only";
        start.Environment["LegCramps__DataFolder"] = Path.GetTempPath();
        start.Environment["LegCramps__RequestSeconds"] = start.Environment["LegCramps__ShutdownSeconds"] = "60";
        start.Environment["ConnectionStrings__Store"] = $"Data Source={Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())}.db";
        return Process.Start(start)!;
    }

    private static async Task<Uri> AddressAsync(Process process)
    {
        const string Listening = "Now listening on: ";
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, e) =>
        {
            if (e.Data?.IndexOf(Listening, StringComparison.Ordinal) is { } at and >= 0) address.TrySetResult(new Uri(e.Data[(at + Listening.Length)..].Trim()));
        };
        process.BeginOutputReadLine();
        return await address.Task.WaitAsync(Patience);
    }

    // Either nobody listens any more, or the call is told to go elsewhere.
    private static async Task<bool> NewCallsAreRefusedAsync(Uri address)
    {
        using var http = new HttpClient { BaseAddress = address };
        for (var i = 0; i < 300; i++)
        {
            try
            {
                if ((await new Ehr(http).OpensAChartAsync()).Status == 503) return true;
            }
            catch (HttpRequestException e) when (e.InnerException is SocketException or IOException)
            {
                return true;
            }

            await Task.Delay(100);
        }

        return false;
    }
}
