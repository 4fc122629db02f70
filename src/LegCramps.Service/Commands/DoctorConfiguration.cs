using System.Data.Common;
using LegCramps.Knowledge;
using LegCramps.Service.Clients;
using LegCramps.Service.Clients.Keys;
using LegCramps.Service.Store;

namespace LegCramps.Service.Commands;

/// <summary>What <c>doctor</c> looks at before anything runs: settings, cards, keys, the secret, and whatever must be reachable.</summary>
internal sealed class DoctorConfiguration(Settings settings)
{
    public async IAsyncEnumerable<Diagnosis> ChecksAsync()
    {
        foreach (var problem in settings.Problems) yield return Diagnosis.Failed("settings", problem, "the service does not start until this is mended");
        if (settings.Problems.Count == 0) yield return Diagnosis.Ok("settings", "complete");
        yield return Cards();
        yield return Secret();
        yield return Access();
        yield return await StoreAsync();
        foreach (var client in settings.Clients.Where(c => c.Issuer.Length > 0)) yield return await KeysAsync(client);
        if (settings.Redis is { } redis && RedisConnection.IsValid(redis)) yield return await RedisAsync(redis);
        else if (settings.Clients.Any(c => c.HasKeys)) yield return Diagnosis.Ok("replay memory", "in this process; ConnectionStrings:Redis shares it between several instances");
    }

    private Diagnosis Cards()
    {
        var folder = CardsLocation.Find(settings.LegCramps);
        var cards = CardFolder.Load(folder);
        return cards.Knowledge is { } knowledge
            ? Diagnosis.Ok("cards", $"{knowledge.Cards.Count} cards in {folder}")
            : Diagnosis.Failed("cards", $"{cards.Problems.Count} problems in {folder}", "run 'cards check'; LegCramps:Cards names another folder");
    }

    private Diagnosis Secret() =>
        settings.LegCramps.Secret is not null ? Diagnosis.Ok("secret", "configured")
        : DeploymentSecret.Read(settings.LegCramps).Lasts ? Diagnosis.Ok("secret", $"kept in {Path.GetFullPath(settings.LegCramps.DataFolder)}; several instances need LegCramps:Secret instead")
        : Diagnosis.Warning("secret", "cannot be kept, so card uuids change with every start", "set LegCramps:Secret, or make LegCramps:DataFolder writable");

    private Diagnosis Access() => settings.OpenAccess
        ? Diagnosis.Warning("access", "open: every caller is answered", "configure Clients before anything real is connected")
        : Diagnosis.Ok("access", $"{settings.Clients.Count} known clients, discovery {(settings.RequireTokenForDiscovery ? "for them only" : "open")}");

    private static async Task<Diagnosis> KeysAsync(ClientOptions client)
    {
        var check = $"client {client.Issuer}";
        if (client.JwksFile is { } file)
        {
            return KeyFile.Problem(file) is { } problem
                ? Diagnosis.Failed(check, problem, "save the JWK Set that the EHR publishes under this name")
                : Diagnosis.Ok(check, $"keys in {file}");
        }

        if (client.JwksUrl is not { } url) return Diagnosis.Ok(check, "known by its certificate");
        try
        {
            using var http = KeyRequests.Create();
            return KeySet.Parse(await http.GetStringAsync(new Uri(url))) is { } keys
                ? Diagnosis.Ok(check, $"{keys.Count} keys at {url}")
                : Diagnosis.Failed(check, $"what {url} answers is no JWK Set with a usable key", "ask the EHR's vendor for the address of its JWK Set, or save the set and use JwksFile");
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or UriFormatException or InvalidOperationException or NotSupportedException)
        {
            return Diagnosis.Failed(check, $"{url} cannot be fetched ({e.GetType().Name})", "open the way to it from this machine, or save the JWK Set and use JwksFile");
        }
    }

    private async Task<Diagnosis> StoreAsync()
    {
        if (settings.Store.Provider != StoreOptions.PostgreSql) return Diagnosis.Ok("store", "SQLite, in a file; several instances need PostgreSQL");
        try
        {
            using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            await using var database = new Database(settings.Store);
            await using var connection = await database.ConnectAsync(timeout.Token);
            return Diagnosis.Ok("store", "PostgreSQL answers");
        }
        catch (Exception e) when (e is DbException or OperationCanceledException or ArgumentException or TimeoutException)
        {
            return Diagnosis.Failed("store", $"PostgreSQL cannot be reached ({e.GetType().Name})", "check ConnectionStrings:Store, the password and the way to it");
        }
    }

    private static async Task<Diagnosis> RedisAsync(string configuration)
    {
        await using var redis = new RedisConnection(configuration);
        return await redis.AnswersAsync()
            ? Diagnosis.Ok("Redis", "answers")
            : Diagnosis.Failed("Redis", "cannot be reached", "calls are refused while it is down: check ConnectionStrings:Redis, the password and the way to it");
    }
}
