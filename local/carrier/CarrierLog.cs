using Microsoft.Extensions.Logging;

namespace MicroCare.Local.Carriers;

/// <summary>What the carrier logs: ids and kinds, never numbers or words.</summary>
internal static partial class CarrierLog
{
    [LoggerMessage(7001, LogLevel.Warning, "The inbound queue is out of reach ({Reason}); trying again")]
    public static partial void QueueOutOfReach(ILogger logger, string reason);

    [LoggerMessage(7002, LogLevel.Error, "A phone's listener failed on {MessageId} ({Reason})")]
    public static partial void ListenerFailed(ILogger logger, string messageId, string reason);

    [LoggerMessage(7003, LogLevel.Warning, "A request was refused: {Status} {Code}")]
    public static partial void Refused(ILogger logger, int status, string code);
}
