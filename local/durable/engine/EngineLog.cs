using Microsoft.Extensions.Logging;

namespace MicroCare.Local.Durable;

/// <summary>What the engine logs: ids, names and counts, never a payload.</summary>
internal sealed partial class EngineLog(ILogger<DurableEngine> logger)
{
    [LoggerMessage(1, LogLevel.Information, "Durable engine started: {Sleepers} instances asleep, {Interrupted} resumed.")]
    public partial void Started(int sleepers, int interrupted);

    [LoggerMessage(2, LogLevel.Warning, "Instance {InstanceId}: storage failed ({ErrorType}), attempt {Attempt}; reading again what is stored.")]
    public partial void StorageFailed(string instanceId, string errorType, int attempt);

    [LoggerMessage(3, LogLevel.Error, "Instance {InstanceId} of {Orchestrator} failed: {ErrorType}.")]
    public partial void OrchestrationFailed(string instanceId, string orchestrator, string errorType);

    [LoggerMessage(4, LogLevel.Warning, "Instance {InstanceId}: its orchestrator returned and left {Open} timers or tasks open; it stays Running until they end.")]
    public partial void WaitsForLeftovers(string instanceId, int open);

    [LoggerMessage(5, LogLevel.Warning, "Instance {InstanceId}: an event passed over a cancelled waiter. The Microsoft engine gives it to that waiter, where it is lost.")]
    public partial void CancelledWaiterPassed(string instanceId);

    [LoggerMessage(6, LogLevel.Warning, "Instance {InstanceId}: activity {Activity} (#{TaskId}) failed: {ErrorType}.")]
    public partial void ActivityFailed(string instanceId, string activity, int taskId, string errorType);

    [LoggerMessage(7, LogLevel.Warning, "Instance {InstanceId}: {Count} stored pieces were not deleted ({ErrorType}); they go with the purge.")]
    public partial void SweepFailed(string instanceId, int count, string errorType);

    [LoggerMessage(8, LogLevel.Error, "Instance {InstanceId}: a turn failed outside the orchestrator ({ErrorType}).")]
    public partial void TurnBroke(string instanceId, string errorType, Exception exception);
}
