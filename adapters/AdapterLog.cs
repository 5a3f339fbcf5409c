using Microsoft.Extensions.Logging;

namespace MicroCare.Adapters;

/// <summary>Every log message of the adapters. Opaque ids, counts and kinds of failure only: never words, names or numbers.</summary>
internal static partial class AdapterLog
{
    [LoggerMessage(1001, LogLevel.Warning, "Outbox of patient {Patient} not settled: {Cause}")]
    public static partial void NotSettled(ILogger log, string patient, string cause);

    [LoggerMessage(1002, LogLevel.Warning, "Text {Text} not handed to the carrier: {Cause}. It stays in the outbox")]
    public static partial void TextWaits(ILogger log, string text, string cause);

    [LoggerMessage(1003, LogLevel.Information, "Text {Text} refused for good: {Result}")]
    public static partial void TextRefused(ILogger log, string text, string result);

    [LoggerMessage(1004, LogLevel.Information, "Text {Text} dropped: its moment has passed")]
    public static partial void TextExpired(ILogger log, string text);

    [LoggerMessage(1005, LogLevel.Warning, "Step of patient {Patient} raced {Times} times")]
    public static partial void Raced(ILogger log, string patient, int times);

    [LoggerMessage(1006, LogLevel.Warning, "Old answers to requests were not removed: {Cause}")]
    public static partial void NotCleaned(ILogger log, string cause);
}
