using System.Collections.Concurrent;

namespace LegCramps.Service.Clients;

/// <summary>
/// How many signatures are verified at once. An ES384 signature costs more than everything else about a call: without a bound, forged tokens
/// would take every core. Each client has a line of its own, and the lines take turns: whoever forges the tokens of one client takes nothing from the others.
/// </summary>
internal sealed class VerificationSlots(int slots, int maxWaitingPerClient, TimeSpan maxWait) : IDisposable
{
    private readonly SemaphoreSlim free = new(slots, slots);
    private readonly ConcurrentDictionary<KnownClient, Line> lines = new(ReferenceEqualityComparer.Instance);

    /// <summary>One core stays free for the calls that have been let in.</summary>
    public static VerificationSlots ForThisMachine() => new(Math.Max(1, Environment.ProcessorCount - 1), maxWaitingPerClient: 64, TimeSpan.FromMilliseconds(250));

    /// <summary>What the verification came to when its turn had come; null when there was no turn.</summary>
    public async Task<T?> InTurnAsync<T>(KnownClient client, Func<Task<T?>> verify, CancellationToken cancellation)
        where T : class
    {
        var line = lines.GetOrAdd(client, _ => new Line(slots));
        try
        {
            // No more of one client than could run stand before the slots, so another client waits for a few of them and not for all.
            return line.Enter() <= slots + maxWaitingPerClient
                ? await InTurnAsync(line.Front, () => InTurnAsync(free, verify, cancellation), cancellation)
                : null;
        }
        finally
        {
            line.Leave();
        }
    }

    public void Dispose()
    {
        foreach (var line in lines.Values) line.Front.Dispose();
        free.Dispose();
    }

    private async Task<T?> InTurnAsync<T>(SemaphoreSlim turn, Func<Task<T?>> action, CancellationToken cancellation)
        where T : class
    {
        if (!await turn.WaitAsync(maxWait, cancellation)) return null;
        try
        {
            return await action();
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The calls of one client that wait or run.</summary>
    private sealed class Line(int slots)
    {
        private int present;

        public SemaphoreSlim Front { get; } = new(slots, slots);

        /// <summary>How many it makes.</summary>
        public int Enter() => Interlocked.Increment(ref present);

        public void Leave() => Interlocked.Decrement(ref present);
    }
}
