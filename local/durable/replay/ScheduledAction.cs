namespace MicroCare.Local.Durable;

/// <summary>What the orchestrator asked for and its history does not hold yet.</summary>
internal sealed record ScheduledAction(EventKind Kind, int TaskId, string? Name = null)
{
    public string? InstanceId { get; init; }

    public string? Data { get; init; }

    public string? Version { get; init; }

    public DateTime FireAt { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>Checks the action against what the history holds under the same number.</summary>
    /// <exception cref="NonDeterminismException">They differ in kind or name.</exception>
    public static void RequireSame(HistoryEvent held, ScheduledAction? asked)
    {
        var heldText = Describe(held.Kind, held.TaskId, held.Name);
        if (asked is null)
            throw new NonDeterminismException($"The history holds {heldText}, but the code did not ask for it. {Advice}");
        if (asked.Kind != held.Kind || !string.Equals(asked.Name, held.Name, StringComparison.OrdinalIgnoreCase))
        {
            throw new NonDeterminismException(
                $"The history holds {heldText}, but the code asked for {Describe(asked.Kind, asked.TaskId, asked.Name)}. {Advice}");
        }
    }

    public string NotHeldMessage()
        => $"The code asked for {Describe(Kind, TaskId, Name)} while replaying, but the history holds no such thing. {Advice}";

    private const string Advice = "Did the orchestrator's code change while this instance was under way, or does it depend on "
        + "something that is not the same on each replay (time, random numbers, configuration, I/O)?";

    private static string Describe(EventKind kind, int id, string? name)
    {
        var what = kind switch
        {
            EventKind.ActivityScheduled => "activity",
            EventKind.TimerCreated => "a timer",
            EventKind.SubOrchestrationCreated => "sub-orchestration",
            EventKind.EventSent => "the sending of event",
            _ => kind.ToString(),
        };
        return name is null ? $"{what} (#{id})" : $"{what} '{name}' (#{id})";
    }
}
