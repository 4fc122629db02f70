namespace LegCramps.Service.Clients.Keys;

/// <summary>Fetches the keys of every client at the start, so that no prescriber waits for them and the log says early which cannot be had.</summary>
internal sealed class FirstKeys(KnownClients clients) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        foreach (var client in clients.All)
        {
            if (client.Keys is { } keys && !stoppingToken.IsCancellationRequested) await keys.FindAsync("", "");
        }
    }
}
