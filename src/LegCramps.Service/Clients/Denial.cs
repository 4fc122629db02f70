namespace LegCramps.Service.Clients;

/// <summary>Why a call is not let in: for the log, never for the caller. Reasons are sentences of ours and quote nothing that was sent.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Client">The configured client that the caller claims to be; null when it names none.</param>
internal sealed record Denial(string Reason, KnownClient? Client = null)
{
    /// <summary>True when nothing is wrong with the call, but it could not be verified at present.</summary>
    public bool ForNow { get; init; }
}
