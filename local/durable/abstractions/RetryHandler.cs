namespace Microsoft.DurableTask;

/// <summary>Decides after each failure whether the task is tried again. Runs in the orchestrator, so it must be deterministic.</summary>
/// <param name="retryContext">The failure and the attempts so far.</param>
/// <returns>Whether to try again.</returns>
public delegate bool RetryHandler(RetryContext retryContext);

/// <summary>
/// Decides after each failure whether the task is tried again. Runs in the orchestrator, so it must be deterministic; it may
/// wait by durable timers.
/// </summary>
/// <param name="retryContext">The failure and the attempts so far.</param>
/// <returns>Whether to try again.</returns>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);

/// <summary>What a retry handler decides on.</summary>
/// <param name="OrchestrationContext">The orchestrator's context.</param>
/// <param name="LastAttemptNumber">How many attempts have failed; 1 after the first.</param>
/// <param name="LastFailure">The last failure.</param>
/// <param name="TotalRetryTime">Orchestration time since the first attempt began.</param>
/// <param name="CancellationToken">Never cancelled by this engine.</param>
public record RetryContext(
    TaskOrchestrationContext OrchestrationContext,
    int LastAttemptNumber,
    TaskFailureDetails LastFailure,
    TimeSpan TotalRetryTime,
    CancellationToken CancellationToken);
