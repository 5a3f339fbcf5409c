namespace Microsoft.DurableTask;

/// <summary>An activity or a sub-orchestration ended in an unhandled exception.</summary>
public sealed class TaskFailedException : Exception
{
    /// <summary>Wraps an exception that was caught in this process.</summary>
    /// <param name="taskName">The activity's or sub-orchestrator's name.</param>
    /// <param name="taskId">The task's number within its orchestration.</param>
    /// <param name="innerException">What it ended in.</param>
    public TaskFailedException(string taskName, int taskId, Exception innerException)
        : base(MessageFor(taskName, taskId, innerException?.Message), innerException)
    {
        ArgumentNullException.ThrowIfNull(innerException);
        TaskName = taskName;
        TaskId = taskId;
        FailureDetails = TaskFailureDetails.FromException(innerException);
    }

    /// <summary>Wraps a failure read from history.</summary>
    /// <param name="taskName">The activity's or sub-orchestrator's name.</param>
    /// <param name="taskId">The task's number within its orchestration.</param>
    /// <param name="failureDetails">What it ended in.</param>
    public TaskFailedException(string taskName, int taskId, TaskFailureDetails failureDetails)
        : base(MessageFor(taskName, taskId, failureDetails?.ErrorMessage))
    {
        ArgumentNullException.ThrowIfNull(failureDetails);
        TaskName = taskName;
        TaskId = taskId;
        FailureDetails = failureDetails;
    }

    /// <summary>The activity's or sub-orchestrator's name.</summary>
    public string TaskName { get; }

    /// <summary>The task's number within its orchestration.</summary>
    public int TaskId { get; }

    /// <summary>Type, message, stack and cause of the failure, as they were where it happened.</summary>
    public TaskFailureDetails FailureDetails { get; }

    private static string MessageFor(string taskName, int taskId, string? cause)
        => $"Task '{taskName}' (#{taskId}) failed with an unhandled exception" + (cause is null ? "." : $": {cause}");
}
