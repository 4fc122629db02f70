using LegCramps.Service.Clients.Keys;
using LegCramps.Service.Store;

namespace LegCramps.Service.Clients;

/// <summary>Puts together what decides who may call.</summary>
internal static class ClientTrust
{
    public static void AddClientTrust(this IServiceCollection services, Settings settings, DeploymentSecret secret)
    {
        var anybody = CdsClient.Anybody(settings, secret);
        services.AddSingleton(anybody).AddTokenVerification();
        services.AddSingleton(s => new KnownClients(settings, anybody, KeysOf(s))).AddHostedService<FirstKeys>();
        services.AddSingleton<TokenPrecheck>().AddSingleton<ClientCheck>().AddSingleton(_ => VerificationSlots.ForThisMachine());
        services.AddSingleton(s => new MemoryReplays(s.GetRequiredService<TimeProvider>()));
        if (settings.Redis is not { } redis)
        {
            services.AddSingleton<IReplays>(s => s.GetRequiredService<MemoryReplays>());
            return;
        }

        services.AddSingleton(_ => new RedisConnection(redis)).AddSingleton<IReplays, RedisReplays>();
        services.AddHealthChecks().AddCheck<RedisConnection>("redis");
    }

    public static void UseClientTrust(this IApplicationBuilder app) => app.UseMiddleware<ClientGate>();

    private static Func<ClientOptions, IClientKeys?> KeysOf(IServiceProvider services)
    {
        var (clock, logs, http) = (services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILoggerFactory>(), KeyRequests.Create());
        return client => client switch
        {
            { JwksFile: { } file } => new KeyFile(file, client.Issuer, logs.CreateLogger<KeyFile>()),
            { JwksUrl: { } url } => new KeyUrl(new Uri(url), client.Issuer, http, clock, logs.CreateLogger<KeyUrl>()),
            _ => null,
        };
    }
}
