namespace LegCramps.Service.Clients;

/// <summary>The tokens that were used: each is good for one call.</summary>
internal interface IReplays
{
    /// <summary>Whether this instance knows that it was used; costs nothing, and false proves nothing.</summary>
    bool HasSeen(string issuer, string jti);

    /// <summary>Records it as used, in one step with finding out whether it was.</summary>
    ValueTask<Use> RecordAsync(string issuer, string jti, DateTimeOffset until);
}

/// <summary>What came of recording a token.</summary>
internal enum Use
{
    First,
    Repeated,

    /// <summary>Nobody can say, so it does not count as the first.</summary>
    Unknown,
}
