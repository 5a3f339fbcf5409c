namespace MicroCare.Local.Durable;

/// <summary>What a history event records. The numbers are stored: never change one.</summary>
internal enum EventKind
{
    /// <summary>A turn began; carries the turn's time.</summary>
    TurnStarted = 0,

    /// <summary>The execution's input.</summary>
    ExecutionStarted = 1,

    ActivityScheduled = 2,
    ActivityCompleted = 3,
    ActivityFailed = 4,
    TimerCreated = 5,
    TimerFired = 6,
    SubOrchestrationCreated = 7,
    SubOrchestrationCompleted = 8,
    SubOrchestrationFailed = 9,
    EventRaised = 10,
    EventSent = 11,
    Suspended = 12,
    Resumed = 13,
    Terminated = 14,

    /// <summary>The orchestrator returned; carries the output.</summary>
    Completed = 15,

    /// <summary>The orchestrator threw; carries the failure.</summary>
    Failed = 16,

    /// <summary>The orchestrator left its thread; the instance fails when this is played.</summary>
    IllegalAwait = 17,
}
