namespace LegCramps.Service.Telemetry;

/// <summary>Every line that the service logs. None has a parameter that could hold anything of a patient or a token.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "{Cards} cards loaded from {Folder}")]
    public static partial void CardsLoaded(this ILogger logger, int cards, string folder);

    [LoggerMessage(2, LogLevel.Warning, "Open access: every caller is answered without a token. Only for machines and data of your own")]
    public static partial void OpenAccess(this ILogger logger);

    [LoggerMessage(3, LogLevel.Warning, "No secret could be kept in the data folder; card uuids change with every start. Set LegCramps:Secret or make LegCramps:DataFolder writable")]
    public static partial void SecretIsTransient(this ILogger logger);

    [LoggerMessage(4, LogLevel.Information, "Warm and ready after {Milliseconds} ms")]
    public static partial void Ready(this ILogger logger, long milliseconds);

    [LoggerMessage(5, LogLevel.Information, "Figures, reports and pages are served on {Urls} only")]
    public static partial void Management(this ILogger logger, string urls);

    [LoggerMessage(10, LogLevel.Information, "{Service} {Status} cards [{Cards}] {Milliseconds} ms {Bytes} bytes")]
    public static partial void Answered(this ILogger logger, string service, int status, string cards, double milliseconds, long? bytes);

    [LoggerMessage(13, LogLevel.Warning, "The FHIR server {Server} failed too often and is left alone for {Seconds} s")]
    public static partial void FhirServerLeftAlone(this ILogger logger, string server, double seconds);

    [LoggerMessage(14, LogLevel.Information, "The FHIR server {Server} answers again")]
    public static partial void FhirServerBack(this ILogger logger, string server);

    [LoggerMessage(12, LogLevel.Error, "The card {Rule} failed and is missing from a response; run cards test, or explain on the request")]
    public static partial void CardFailed(this ILogger logger, string rule);

    [LoggerMessage(11, LogLevel.Information, "{Service} {Status} refused at {Element} {Milliseconds} ms {Bytes} bytes")]
    public static partial void Refused(this ILogger logger, string service, int status, string element, double milliseconds, long? bytes);

    /// <summary>The type and the stack say where; the message is left out because it may quote the request.</summary>
    public static void Fault(this ILogger logger, Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException) logger.Fault(e.GetType().FullName!, e.StackTrace);
    }

    [LoggerMessage(20, LogLevel.Error, "{Exception}{StackTrace}")]
    private static partial void Fault(this ILogger logger, string exception, string? stackTrace);
}
