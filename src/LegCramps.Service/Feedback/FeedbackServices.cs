namespace LegCramps.Service.Feedback;

/// <summary>What closes the loop, among the services of the program.</summary>
internal static class FeedbackServices
{
    public static void AddFeedback(this IServiceCollection services) => services.AddSingleton<Ledger>().AddHostedService<LedgerWriter>();
}
