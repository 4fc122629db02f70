using System.Collections.Concurrent;

namespace LegCramps.Service.Clients;

/// <summary>
/// How many signatures are verified at once. An ES384 signature costs more than everything else about a call: without a bound, forged tokens
/// would take every core. And no more than some calls of one client wait, so that whoever forges the tokens of one takes nothing from the others.
/// </summary>
internal sealed class VerificationSlots(int slots, int maxWaitingPerClient, TimeSpan maxWait) : IDisposable
{
    private readonly SemaphoreSlim free = new(slots, slots);
    private readonly ConcurrentDictionary<KnownClient, int> present = new(ReferenceEqualityComparer.Instance);

    /// <summary>One core stays free for the calls that have been let in.</summary>
    public static VerificationSlots ForThisMachine() => new(Math.Max(1, Environment.ProcessorCount - 1), maxWaitingPerClient: 64, TimeSpan.FromMilliseconds(250));

    /// <summary>Runs the verification when its turn has come; false when there was no turn.</summary>
    public async Task<bool> TryRunAsync(KnownClient client, Func<Task> verify, CancellationToken cancellation)
    {
        if (present.AddOrUpdate(client, 1, (_, n) => n + 1) > maxWaitingPerClient + slots)
        {
            Leave(client);
            return false;
        }

        try
        {
            if (!await free.WaitAsync(maxWait, cancellation)) return false;
            try
            {
                await verify();
                return true;
            }
            finally
            {
                free.Release();
            }
        }
        finally
        {
            Leave(client);
        }
    }

    public void Dispose() => free.Dispose();

    private void Leave(KnownClient client) => present.AddOrUpdate(client, 0, (_, n) => n - 1);
}
