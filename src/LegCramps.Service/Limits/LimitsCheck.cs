using LegCramps.Service.Clients;

namespace LegCramps.Service.Limits;

/// <summary>Checks the limits: each must leave room for real calls, and together they must make sense.</summary>
internal static class LimitsCheck
{
    private const int Million = 1_000_000;

    public static IEnumerable<string> Problems(LegCrampsOptions options)
    {
        IEnumerable<(string Key, int Value, int Least, int Most)> limits =
        [
            (nameof(options.MaxEntries), options.MaxEntries, 100, Million),
            (nameof(options.MaxDepth), options.MaxDepth, 64, 1000),
            (nameof(options.MaxHeaderBytes), options.MaxHeaderBytes, 4096, 1024 * 1024),
            (nameof(options.RequestSeconds), options.RequestSeconds, 1, 600),
            (nameof(options.ShutdownSeconds), options.ShutdownSeconds, 1, 3600),
            ("RateLimit:PermitsPerSecond", options.RateLimit.PermitsPerSecond, 0, Million),
            ("RateLimit:Burst", options.RateLimit.Burst, 0, Million),
            ("Concurrency:Calls", options.Concurrency.Calls, 1, Million),
            ("Concurrency:Waiting", options.Concurrency.Waiting, 0, Million),
        ];
        foreach (var problem in limits.SelectMany(l => SettingsCheck.Between($"LegCramps:{l.Key}", l.Value, l.Least, l.Most))) yield return problem;

        if (options.ShutdownSeconds < options.RequestSeconds)
            yield return $"LegCramps:ShutdownSeconds: {options.ShutdownSeconds} is less than LegCramps:RequestSeconds, so a shutdown could cut off a call that is still allowed to run";
        if (options.RateLimit is { PermitsPerSecond: > 0, Burst: > 0 } rate && rate.Burst < rate.PermitsPerSecond)
            yield return $"LegCramps:RateLimit:Burst: {rate.Burst} is less than PermitsPerSecond, which could never be reached";
    }
}
