namespace LegCramps.Service.Telemetry;

/// <summary>Who was not let in. Issuers and addresses are those of the configuration, never what a caller sent.</summary>
internal static partial class Log
{
    [LoggerMessage(30, LogLevel.Information, "Known clients only: {Issuers}")]
    public static partial void KnownClientsOnly(this ILogger logger, string issuers);

    [LoggerMessage(31, LogLevel.Warning, "401 for a call as {Issuer}: {Reason}")]
    public static partial void NotLetIn(this ILogger logger, string issuer, string reason);

    [LoggerMessage(32, LogLevel.Error, "503 for a call as {Issuer}: {Reason}")]
    public static partial void CouldNotVerify(this ILogger logger, string issuer, string reason);

    [LoggerMessage(33, LogLevel.Error, "The keys of {Issuer} at {Place} are no JWK Set with a usable public key; the keys of before hold for now")]
    public static partial void KeysUnreadable(this ILogger logger, string issuer, string place);

    [LoggerMessage(34, LogLevel.Error, "The keys of {Issuer} at {Place} cannot be fetched ({Failure}); the keys of before hold for a day")]
    public static partial void KeysUnavailable(this ILogger logger, string issuer, string place, string failure);
}
