using Microsoft.Extensions.Logging;

namespace MicroCare.Functions;

/// <summary>Every log message of the functions. Opaque ids, counts and kinds of failure only.</summary>
internal static partial class FunctionsLog
{
    [LoggerMessage(2001, LogLevel.Error, "A message of queue {Queue} could not be handled and was kept as dead letter {DeadLetter}")]
    public static partial void DeadLetter(ILogger log, string queue, string deadLetter);

    [LoggerMessage(2002, LogLevel.Warning, "The nightly sweep runs late: the service was down when it was due")]
    public static partial void SweepLate(ILogger log);

    [LoggerMessage(2003, LogLevel.Error, "Function {Function} failed: {Cause}")]
    public static partial void FunctionFailed(ILogger log, string function, string cause);

    [LoggerMessage(2004, LogLevel.Information, "{Caller} calls {Function}")]
    public static partial void Admitted(ILogger log, string caller, string function);

    [LoggerMessage(2005, LogLevel.Warning, "{Caller} was refused {Function} with {Status}")]
    public static partial void Refused(ILogger log, string caller, string function, int status);

    [LoggerMessage(2006, LogLevel.Error, "Nobody was being called for case {Case}, round {Round}: its escalation was lost, and goes on now")]
    public static partial void EscalationLost(ILogger log, string @case, int round);

    [LoggerMessage(2007, LogLevel.Error, "{Function} showed nothing: the audit trail took no entry ({Cause})")]
    public static partial void NotAudited(ILogger log, string function, string cause);
}
