using LegCramps.Service.Clients;
using LegCramps.Service.Store;

namespace LegCramps.Service.Feedback;

/// <summary>What closes the loop, among the services of the program.</summary>
internal static class FeedbackServices
{
    public static void AddFeedback(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton(settings.LegCramps.Snooze).AddSingleton<SnoozeKeys>().AddSingleton<Snooze>();
        if (settings.Redis is null) services.AddSingleton<ISnoozeMemory, DatabaseSnoozes>();
        else services.AddSingleton<ISnoozeMemory, RedisSnoozes>();
        services.AddSingleton<Ledger>().AddHostedService<LedgerWriter>();
        services.AddSingleton<OverrideReasons>().AddSingleton<FeedbackIntake>().AddHostedService(s => s.GetRequiredService<FeedbackIntake>());
        services.AddSingleton<Retention>().AddHostedService(s => s.GetRequiredService<Retention>());
    }
}
