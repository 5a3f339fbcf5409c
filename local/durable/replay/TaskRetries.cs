using Microsoft.DurableTask;

namespace MicroCare.Local.Durable;

/// <summary>Calls a task until it succeeds or its retry options give up; waits by durable timers.</summary>
internal static class TaskRetries
{
    /// <summary>Failures of this kind are never retried: the next attempt would fail in the same way.</summary>
    public static bool IsFinal(TaskFailureDetails failure) => failure.ErrorType
        is UnknownTask.Activity or UnknownTask.Orchestrator;

    public static Task<T> CallAsync<T>(TaskOrchestrationContext context, TaskRetryOptions? retry, Func<Task<T>> call) => retry switch
    {
        { Policy: { } policy } => ByPolicyAsync(context, policy, call),
        { Handler: { } handler } => ByHandlerAsync(context, handler, call),
        _ => call(),
    };

    private static async Task<T> ByPolicyAsync<T>(TaskOrchestrationContext context, RetryPolicy policy, Func<Task<T>> call)
    {
        var began = context.CurrentUtcDateTime;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (TaskFailedException e) when (!IsFinal(e.FailureDetails)
                && attempt < policy.MaxNumberOfAttempts
                && InTime(context, policy, began)
                && Retryable(policy, e))
            {
            }

            await context.CreateTimer(Delay(policy, attempt), CancellationToken.None);
        }
    }

    private static async Task<T> ByHandlerAsync<T>(TaskOrchestrationContext context, AsyncRetryHandler handler, Func<Task<T>> call)
    {
        var began = context.CurrentUtcDateTime;
        for (var failures = 1; ; failures++)
        {
            try
            {
                return await call();
            }
            catch (TaskFailedException e) when (!IsFinal(e.FailureDetails))
            {
                RetryContext retry = new(context, failures, e.FailureDetails, context.CurrentUtcDateTime - began, CancellationToken.None);
                if (!await handler(retry))
                    throw;
            }
        }
    }

    private static bool InTime(TaskOrchestrationContext context, RetryPolicy policy, DateTime began)
        => policy.RetryTimeout == Timeout.InfiniteTimeSpan || context.CurrentUtcDateTime - began < policy.RetryTimeout;

    private static bool Retryable(RetryPolicy policy, TaskFailedException failure)
    {
        try
        {
            return policy.Handle(failure);
        }
#pragma warning disable CA1031 // As the real engine: a handler that throws ends the retries.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    private static TimeSpan Delay(RetryPolicy policy, int attempt)
    {
        var milliseconds = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, attempt - 1);
        var longest = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.FromDays(3650) : policy.MaxRetryInterval;
        return milliseconds < longest.TotalMilliseconds ? TimeSpan.FromMilliseconds(milliseconds) : longest;
    }
}

/// <summary>The error types of a name that no one registered.</summary>
internal static class UnknownTask
{
    public const string Activity = "ActivityTaskNotFound";
    public const string Orchestrator = "OrchestratorTaskNotFound";
}
