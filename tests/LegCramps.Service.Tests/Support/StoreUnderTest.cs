using System.Diagnostics;
using System.Reflection;
using LegCramps.Service.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Sdk;

namespace LegCramps.Service.Tests.Support;

/// <summary>One empty store, and the services that use it.</summary>
internal sealed class StoreUnderTest : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("legcramps-store-").FullName;
    private readonly List<RunningService> services = [];
    private readonly (string Key, string Value)[] settings;

    private StoreUnderTest(string provider, string? connection) =>
        settings = [("Store:Provider", provider), ("ConnectionStrings:Store", connection ?? $"Data Source={Path.Combine(folder, "store.db")}"), ("LegCramps:Secret", "the same on every instance"), ("LegCramps:Snooze:Enabled", "true")];

    public static async Task<StoreUnderTest> CreateAsync(string provider, PostgreSqlServer server) =>
        new(provider, provider == StoreOptions.PostgreSql ? await server.CreateDatabaseAsync() : null);

    /// <summary>The settings, as an instance that is not of this process needs them.</summary>
    public IReadOnlyList<(string Key, string Value)> Settings => settings;

    /// <summary>Another instance on this store, once its store is open.</summary>
    public async Task<RunningService> StartAsync(params (string Key, string Value)[] more)
    {
        var service = new RunningService([.. settings, .. more]);
        services.Add(service);
        await service.IsOpenAsync();
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in services) await service.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>What tests ask the store of a running service.</summary>
internal static class StoreQuestions
{
    public static Task IsOpenAsync(this RunningService service) => Eventually.Async(() => Task.FromResult(service.Store().IsOpen), "the store is open");

    public static Database Store(this RunningService service) => service.Services.GetRequiredService<Database>();

    /// <summary>The ledger, once it has so many rows.</summary>
    public static async Task<IReadOnlyList<CardRecord>> LedgerAsync(this RunningService service, int rows)
    {
        await Eventually.Async(async () => await service.CountAsync() >= rows, $"{rows} cards are in the ledger");
        await using var context = service.Store().Context();
        return await context.Cards.OrderBy(c => c.Rule).ToListAsync();
    }

    public static async Task<IReadOnlyList<FeedbackRecord>> FeedbackAsync(this RunningService service)
    {
        await using var context = service.Store().Context();
        return await context.Feedback.OrderBy(f => f.Id).ToListAsync();
    }

    public static async Task<IReadOnlyList<SnoozeRecord>> SnoozesAsync(this RunningService service)
    {
        await using var context = service.Store().Context();
        return await context.Snoozes.ToListAsync();
    }

    private static async Task<int> CountAsync(this RunningService service)
    {
        await using var context = service.Store().Context();
        return await context.Cards.CountAsync();
    }
}

/// <summary>Waits for a condition, not for a time.</summary>
internal static class Eventually
{
    public static async Task Async(Func<Task<bool>> condition, string what)
    {
        for (var waited = Stopwatch.StartNew(); !await condition();)
        {
            if (waited.Elapsed > TimeSpan.FromMinutes(3)) throw new TimeoutException($"not within three minutes: {what}");
            await Task.Delay(20);
        }
    }
}

/// <summary>Runs a theory on SQLite and, where it is installed, on PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnEachStoreAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        PostgreSqlServer.IsInstalled ? [[StoreOptions.Sqlite], [StoreOptions.PostgreSql]] : [[StoreOptions.Sqlite]];
}
