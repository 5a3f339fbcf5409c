using System.ComponentModel;

namespace Microsoft.DurableTask;

/// <summary>
/// Retries with growing intervals, waited by durable timers. The wait after failure n is
/// <c>FirstRetryInterval * BackoffCoefficient^(n-1)</c>, at most <see cref="MaxRetryInterval"/>.
/// </summary>
public class RetryPolicy
{
    /// <summary>Makes a policy.</summary>
    /// <param name="maxNumberOfAttempts">Attempts in all, the first included; at least 1.</param>
    /// <param name="firstRetryInterval">The wait after the first failure; above zero.</param>
    /// <param name="backoffCoefficient">What each next wait is multiplied by; at least 1.</param>
    /// <param name="maxRetryInterval">The longest wait; <c>null</c> means one hour, infinite means without bound.</param>
    /// <param name="retryTimeout">No retry begins later than this after the first attempt; <c>null</c> means without bound.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range, or a bound is below the first interval.</exception>
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1.0,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxNumberOfAttempts);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetryInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(backoffCoefficient, 1.0);
        RequireAtLeast(firstRetryInterval, maxRetryInterval, nameof(maxRetryInterval));
        RequireAtLeast(firstRetryInterval, retryTimeout, nameof(retryTimeout));

        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval ?? TimeSpan.FromHours(1);
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
        Handle = static _ => true;
    }

    /// <summary>Attempts in all, the first included.</summary>
    public int MaxNumberOfAttempts { get; }

    /// <summary>The wait after the first failure.</summary>
    public TimeSpan FirstRetryInterval { get; }

    /// <summary>What each next wait is multiplied by.</summary>
    public double BackoffCoefficient { get; }

    /// <summary>The longest wait; infinite means without bound.</summary>
    public TimeSpan MaxRetryInterval { get; }

    /// <summary>How long after the first attempt a retry may still begin; infinite means without bound.</summary>
    public TimeSpan RetryTimeout { get; }

    /// <summary>Whether a failure is retried at all, by its exception.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Func<Exception, bool> Handle { get; private init; }

    /// <summary>Whether a failure is retried at all, by its details.</summary>
    public Func<TaskFailureDetails, bool> HandleFailure
    {
        init => Handle = failure => failure is TaskFailedException failed
            ? value(failed.FailureDetails)
            : throw new InvalidOperationException("The failure carries no task failure details.");
    }

    private static void RequireAtLeast(TimeSpan first, TimeSpan? bound, string name)
    {
        if (bound < first && bound != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(name, bound, $"The value must be at least firstRetryInterval ({first}).");
    }
}
