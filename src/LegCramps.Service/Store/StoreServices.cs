using LegCramps.Service.Clients;

namespace LegCramps.Service.Store;

/// <summary>The store among the services of the program.</summary>
internal static class StoreServices
{
    public static void AddStore(this IServiceCollection services, Settings settings)
    {
        // Made by the container, so that the container also closes it.
        services.AddSingleton(_ => new Database(settings.Store)).AddSingleton<StoreMetrics>();
        services.AddSingleton<StoreStart>().AddHostedService(s => s.GetRequiredService<StoreStart>());
        services.AddHealthChecks().AddCheck<StoreStart>("store");
    }
}
