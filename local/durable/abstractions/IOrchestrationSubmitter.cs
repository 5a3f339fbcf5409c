namespace Microsoft.DurableTask.Internal;

/// <summary>What starts orchestrations; implemented by the client, not meant for application code.</summary>
public interface IOrchestrationSubmitter
{
    /// <summary>Starts an orchestration.</summary>
    /// <param name="orchestratorName">The orchestrator's name.</param>
    /// <param name="input">Its input.</param>
    /// <param name="options">How it starts.</param>
    /// <param name="cancellation">Gives up the wait for the start to be stored; the start itself may still happen.</param>
    /// <returns>The instance id, once the start is stored.</returns>
    Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default);
}
