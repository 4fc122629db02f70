namespace LegCramps.Service.Clients.Keys;

/// <summary>The public keys of one client.</summary>
internal interface IClientKeys
{
    /// <summary>The newest keys that could be had, without looking again; null when there were never any, or they are too old to be trusted.</summary>
    KeySet? Known { get; }

    /// <summary>Looks again where there is reason to: the source has changed, or it may have a key that is not known yet.</summary>
    ValueTask<KeySet?> FindAsync(string kid, string algorithm);
}
