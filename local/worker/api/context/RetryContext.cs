namespace Microsoft.Azure.Functions.Worker;

/// <summary>The host's retries of an invocation.</summary>
public abstract class RetryContext
{
    /// <summary>Which retry this is; 0 for the first attempt.</summary>
    public abstract int RetryCount { get; }

    /// <summary>The most retries.</summary>
    public abstract int MaxRetryCount { get; }
}
