using Microsoft.DurableTask;

namespace MicroCare.Local.Durable;

/// <summary>One line of an instance's history. Never changed once made, but for where its payload is stored.</summary>
internal sealed class HistoryEvent
{
    public required EventKind Kind { get; init; }

    /// <summary>The task's number within the execution; -1 where there is none.</summary>
    public int TaskId { get; init; } = -1;

    /// <summary>The activity's, sub-orchestrator's or event's name.</summary>
    public string? Name { get; init; }

    /// <summary>The child of a sub-orchestration, or the receiver of an event.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The turn's time, or when a timer is due.</summary>
    public DateTime Time { get; init; }

    /// <summary>The payload: input, result or event.</summary>
    public string? Data { get; set; }

    /// <summary>The name of the stored payload that holds <see cref="Data"/>, when it is too long to stand in the history.</summary>
    public string? DataRef { get; set; }

    public TaskFailureDetails? Failure { get; init; }
}
