using Microsoft.DurableTask;

namespace MicroCare.Local.Durable;

/// <summary>What an instance tells another. The numbers are stored: never change one.</summary>
internal enum OutboxKind
{
    StartChild = 0,
    ChildEnded = 1,
    RaiseEvent = 2,
    Terminate = 3,
}

/// <summary>
/// A message to another instance, stored with the turn that sent it and removed once the receiver has stored it. Delivered at
/// least once and in order; the receiver drops a repeat by the sender's generation and number.
/// </summary>
internal sealed class OutboxMessage
{
    public required long Number { get; init; }

    public required OutboxKind Kind { get; init; }

    public required string To { get; init; }

    /// <summary>The child's orchestrator, or the event.</summary>
    public string? Name { get; init; }

    /// <summary>The parent's execution and task that wait for the child.</summary>
    public string? ExecutionId { get; init; }

    public int TaskId { get; init; } = -1;

    public string? Version { get; init; }

    public string? Data { get; set; }

    public string? DataRef { get; set; }

    public TaskFailureDetails? Failure { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
