namespace LegCramps.Service.Store;

/// <summary>What the store says to an operator. Of a failed statement only its kind: the message may quote a value.</summary>
internal static partial class Log
{
    [LoggerMessage(40, LogLevel.Information, "The store is open ({Provider})")]
    public static partial void StoreOpened(this ILogger logger, string provider);

    [LoggerMessage(41, LogLevel.Warning, "The store cannot be opened ({Error}: {Message}). Cards are shown but not counted, feedback is refused with 503. Trying again; see ConnectionStrings:Store, and LegCramps:DataFolder for the file of SQLite")]
    public static partial void StoreNotOpen(this ILogger logger, string error, string message);

    [LoggerMessage(42, LogLevel.Warning, "The store cannot be written ({What}, {Error}). Trying again")]
    public static partial void StoreFailed(this ILogger logger, string what, string error);

    [LoggerMessage(43, LogLevel.Error, "{Cards} cards were shown but will not be counted: the store was away for too long")]
    public static partial void CardsLost(this ILogger logger, long cards);

    [LoggerMessage(44, LogLevel.Warning, "Whether a card is snoozed could not be looked up in time ({Error}). Cards are shown; no look-up for a few seconds")]
    public static partial void SnoozeNotRead(this ILogger logger, string error);

    [LoggerMessage(45, LogLevel.Information, "{Service} feedback {Status} items {Items} refused {Refused} {Milliseconds} ms")]
    public static partial void FeedbackAnswered(this ILogger logger, string service, int status, int items, int refused, double milliseconds);
}
