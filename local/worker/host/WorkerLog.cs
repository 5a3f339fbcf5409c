namespace MicroCare.Local.Worker;

/// <summary>Every log message of the host: names, counts and kinds of failure, never a payload.</summary>
internal static partial class WorkerLog
{
    [LoggerMessage(4001, LogLevel.Information, "The host has {Functions} functions and listens on {Address}")]
    public static partial void Started(ILogger log, int functions, string address);

    [LoggerMessage(4002, LogLevel.Error, "Function {Function} failed in invocation {Invocation}: {Cause}")]
    public static partial void FunctionFailed(ILogger log, string function, string invocation, string cause);

    [LoggerMessage(4003, LogLevel.Warning, "Message {Message} of queue {Queue} failed (try {Try}): {Cause}")]
    public static partial void MessageFailed(ILogger log, string message, string queue, long @try, string cause);

    [LoggerMessage(4004, LogLevel.Error, "Message {Message} of queue {Queue} goes to {Poison}")]
    public static partial void MessagePoisoned(ILogger log, string message, string queue, string poison);

    [LoggerMessage(4005, LogLevel.Warning, "Queue {Queue} cannot be reached: {Cause}")]
    public static partial void QueueUnreachable(ILogger log, string queue, string cause);

    [LoggerMessage(4006, LogLevel.Warning, "Timer {Function} is past due: it should have run at {Due}")]
    public static partial void PastDue(ILogger log, string function, DateTime due);

    [LoggerMessage(4007, LogLevel.Warning, "The status of timer {Function} cannot be stored: {Cause}")]
    public static partial void TimerStatusLost(ILogger log, string function, string cause);

    [LoggerMessage(4008, LogLevel.Error, "The response of function {Function} could not be written: {Cause}")]
    public static partial void ResponseFailed(ILogger log, string function, string cause);

    [LoggerMessage(4009, LogLevel.Warning, "Functions still ran after {Seconds} s of stopping: they are cancelled")]
    public static partial void DrainTimedOut(ILogger log, double seconds);
}
