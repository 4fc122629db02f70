using LegCramps.Service.Telemetry;

namespace LegCramps.Service.Clients.Keys;

/// <summary>
/// Keys that are fetched from the one URL that is configured. A <c>kid</c> that is not known causes one fetch in a while, however many ask;
/// while the URL is down the old keys hold for a day.
/// </summary>
internal sealed class KeyUrl(Uri url, string issuer, HttpClient http, TimeProvider clock, ILogger<KeyUrl> logger) : IClientKeys
{
    private static readonly TimeSpan CoolDown = TimeSpan.FromSeconds(30);

    // A key that the client has withdrawn is gone after this time, whoever still asks for it.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Trusted = TimeSpan.FromHours(24);

    private readonly Lock starting = new();
    private Task fetch = Task.CompletedTask;
    private DateTimeOffset? asked;
    private volatile Fetched? fetched;

    public KeySet? Known => fetched is { } known && Age(known.At) < Trusted ? known.Keys : null;

    public async ValueTask<KeySet?> FindAsync(string kid, string algorithm)
    {
        var isNew = Known is not { } known || known.Fitting(kid, algorithm).Count == 0;
        if (isNew) await FetchOnceInAWhile();
        else if (Age(fetched!.At) > Fresh) _ = FetchOnceInAWhile();
        return Known;
    }

    private Task FetchOnceInAWhile()
    {
        lock (starting)
        {
            if (fetch.IsCompleted && (asked is not { } last || Age(last) >= CoolDown))
            {
                asked = clock.GetUtcNow();
                fetch = FetchAsync();
            }

            return fetch;
        }
    }

    private async Task FetchAsync()
    {
        await Task.Yield();
        try
        {
            if (KeySet.Parse(await http.GetStringAsync(url)) is { } keys) fetched = new(keys, clock.GetUtcNow());
            else logger.KeysUnreadable(issuer, url.ToString());
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or InvalidOperationException)
        {
            logger.KeysUnavailable(issuer, url.ToString(), e.GetType().Name);
        }
    }

    // A clock that was set back must not stop the fetches.
    private TimeSpan Age(DateTimeOffset then) => (clock.GetUtcNow() - then).Duration();

    private sealed record Fetched(KeySet Keys, DateTimeOffset At);
}
