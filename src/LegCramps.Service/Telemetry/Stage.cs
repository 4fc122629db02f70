using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LegCramps.Service.Telemetry;

/// <summary>The stage that a hook call is in, from one to the next: how long each takes is a figure, and a span where somebody listens.</summary>
internal sealed class Stage : IDisposable
{
    // As the standard libraries do it: a source and a meter of the process, which cost nothing while nobody listens.
    private static readonly ActivitySource Source = new(HookMetrics.MeterName);

    private static readonly Histogram<double> Duration = new Meter(HookMetrics.MeterName).CreateHistogram(
        "legcramps.stage.duration", "s", "Time that a stage of a hook call took.", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1] });

    private string name;
    private Activity? span;
    private long started;

    private Stage(string name)
    {
        this.name = name;
        Begin();
    }

    /// <summary>Begins a stage; null while nobody wants to know.</summary>
    public static Stage? Start(string name) => Duration.Enabled || Source.HasListeners() ? new(name) : null;

    public void Next(string stage)
    {
        Dispose();
        name = stage;
        Begin();
    }

    public void Dispose()
    {
        Duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("stage", name));
        span?.Dispose();
    }

    private void Begin()
    {
        span = Source.StartActivity(name);
        started = Stopwatch.GetTimestamp();
    }
}
