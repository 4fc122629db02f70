using Polly;

namespace LegCramps.Service.Fhir;

/// <summary>The moment until which everything that one call fetches must be there.</summary>
internal sealed class Deadline(TimeProvider clock, TimeSpan limit)
{
    public static readonly ResiliencePropertyKey<Deadline> Key = new("deadline");

    private readonly long started = clock.GetTimestamp();

    public TimeSpan Remaining => limit - clock.GetElapsedTime(started) is { Ticks: > 0 } left ? left : TimeSpan.Zero;
}
