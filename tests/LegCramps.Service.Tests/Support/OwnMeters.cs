using System.Diagnostics.Metrics;

namespace LegCramps.Service.Tests.Support;

/// <summary>
/// Meters with a version of their own. Many services run in the process of the tests, OpenTelemetry takes meters of one name and version
/// for the same, and when the first service stops it forgets the figures of all.
/// </summary>
internal sealed class OwnMeters : IMeterFactory
{
    private static int services;

    private readonly string version = $"{Interlocked.Increment(ref services)}";
    private readonly Dictionary<string, Meter> meters = new(StringComparer.Ordinal);

    public Meter Create(MeterOptions options)
    {
        lock (meters)
        {
            if (!meters.TryGetValue(options.Name, out var meter)) meters[options.Name] = meter = new Meter(new MeterOptions(options.Name) { Version = version, Tags = options.Tags, Scope = this });
            return meter;
        }
    }

    public void Dispose()
    {
        lock (meters)
        {
            foreach (var meter in meters.Values) meter.Dispose();
        }
    }
}
