using LegCramps.Service.Clients;

namespace LegCramps.Service.Feedback;

/// <summary>What closes the loop, among the services of the program.</summary>
internal static class FeedbackServices
{
    public static void AddFeedback(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton(settings.LegCramps.Snooze).AddSingleton<SnoozeKeys>().AddSingleton<ISnoozeMemory, DatabaseSnoozes>().AddSingleton<Snooze>();
        services.AddSingleton<Ledger>().AddHostedService<LedgerWriter>();
        services.AddSingleton<OverrideReasons>().AddSingleton<FeedbackIntake>().AddHostedService(s => s.GetRequiredService<FeedbackIntake>());
        services.AddSingleton<Retention>().AddHostedService(s => s.GetRequiredService<Retention>());
    }
}
