using Microsoft.DurableTask.Client;

namespace MicroCare.Local.Durable;

/// <summary>The orchestration task that waits for an instance's end.</summary>
internal sealed record ParentTask(string Name, string InstanceId, string ExecutionId, int TaskId);

/// <summary>A timer that has neither fired nor been cancelled.</summary>
internal readonly record struct OpenTimer(int TaskId, DateTime FireAt);

/// <summary>The last message taken from a sender, so that a repeat is dropped.</summary>
internal readonly record struct LastHeard(string Sender, string Generation, long Number);

/// <summary>All that is known of one instance: what a turn reads and writes.</summary>
internal sealed class InstanceState
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Tells this life of the instance id from earlier ones, which were purged or replaced.</summary>
    public required string Generation { get; init; }

    public required DateTime CreatedAt { get; init; }

    public ParentTask? Parent { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public string Version { get; set; } = "";

    public OrchestrationRuntimeStatus Status { get; set; } = OrchestrationRuntimeStatus.Pending;

    public DateTime UpdatedAt { get; set; }

    /// <summary>Tells this execution from those before ContinueAsNew.</summary>
    public required string ExecutionId { get; set; }

    /// <summary>When the first turn may begin; the default means at once.</summary>
    public DateTime StartAt { get; init; }

    public string? CustomStatus { get; set; }

    public List<HistoryEvent> History { get; set; } = [];

    /// <summary>How many events of <see cref="History"/> a turn has played; the rest arrived before the first turn.</summary>
    public int Played { get; set; }

    /// <summary>Sealed pieces of the history, oldest first, and how many events they hold together.</summary>
    public List<string> Chunks { get; set; } = [];

    public int ChunkedEvents { get; set; }

    public List<OpenTimer> Timers { get; set; } = [];

    public List<OutboxMessage> Outbox { get; set; } = [];

    public long NextMessage { get; set; } = 1;

    public List<LastHeard> Heard { get; set; } = [];

    /// <summary>Activities and sub-orchestrations that have been scheduled and have not ended.</summary>
    public Dictionary<int, HistoryEvent> OpenTasks { get; set; } = [];

    /// <summary>Stored payloads and chunks that the next commit makes garbage.</summary>
    public List<string> Garbage { get; } = [];

    /// <summary>The version of the stored row that this state was read from; <c>null</c> if it was never stored.</summary>
    public string? ETag { get; set; }

    /// <summary>The commit that wrote the stored row.</summary>
    public string Commit { get; set; } = "";

    public bool HasEnded => Status
        is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    public bool HasBegun => Played > 0;

    /// <summary>
    /// When the instance must be looked at, in UTC ticks: 0 = never (it waits for others, or has ended), 1 = as soon as an engine
    /// starts (work was in flight).
    /// </summary>
    public long Wake()
    {
        if (Outbox.Count > 0)
            return 1;
        if (HasEnded)
            return 0;
        if (!HasBegun)
            return Math.Max(StartAt.Ticks, 1);
        if (OpenTasks.Values.Any(task => task.Kind == EventKind.ActivityScheduled))
            return 1;
        return NextTimer();
    }

    /// <summary>When the earliest timer, or the start, is due, in UTC ticks; 0 = never.</summary>
    public long NextTimer()
    {
        if (HasEnded)
            return 0;
        if (!HasBegun)
            return Math.Max(StartAt.Ticks, 1);
        return Timers.Count == 0 ? 0 : Timers.Min(timer => timer.FireAt.Ticks);
    }

    /// <summary>A copy that a turn may change without harm to this one.</summary>
    public InstanceState Copy() => new()
    {
        Id = Id,
        Name = Name,
        Generation = Generation,
        CreatedAt = CreatedAt,
        Parent = Parent,
        Tags = Tags,
        Version = Version,
        Status = Status,
        UpdatedAt = UpdatedAt,
        ExecutionId = ExecutionId,
        StartAt = StartAt,
        CustomStatus = CustomStatus,
        History = [.. History],
        Played = Played,
        Chunks = [.. Chunks],
        ChunkedEvents = ChunkedEvents,
        Timers = [.. Timers],
        Outbox = [.. Outbox],
        NextMessage = NextMessage,
        Heard = [.. Heard],
        OpenTasks = new(OpenTasks),
        ETag = ETag,
        Commit = Commit,
    };

    /// <summary>Begins the next execution: an empty history, whose first events the caller adds.</summary>
    public void Restart(string executionId)
    {
        Garbage.AddRange(Chunks);
        Garbage.AddRange(History.Where(e => e.DataRef is not null).Select(e => e.DataRef!));
        ExecutionId = executionId;
        History = [];
        Played = 0;
        Chunks = [];
        ChunkedEvents = 0;
        Timers = [];
        OpenTasks = [];
    }

    /// <summary>Adds an event and keeps <see cref="OpenTasks"/> true to the history.</summary>
    public void Add(HistoryEvent e)
    {
        History.Add(e);
        Track(e);
    }

    public void Track(HistoryEvent e)
    {
        switch (e.Kind)
        {
            case EventKind.ActivityScheduled or EventKind.SubOrchestrationCreated:
                OpenTasks[e.TaskId] = e;
                break;
            case EventKind.ActivityCompleted or EventKind.ActivityFailed
                or EventKind.SubOrchestrationCompleted or EventKind.SubOrchestrationFailed:
                OpenTasks.Remove(e.TaskId);
                break;
        }
    }
}
