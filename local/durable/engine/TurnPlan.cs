using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Client;

namespace MicroCare.Local.Durable;

/// <summary>
/// What a batch of mail makes of an instance. Made anew from the stored state whenever a commit went wrong, so it does nothing
/// by itself: answers are given and messages sent after the commit.
/// </summary>
internal sealed partial class TurnPlan
{
    private readonly TurnSettings _settings;
    private readonly DateTime _now;
    private readonly List<HistoryEvent> _incoming = [];

    private TurnPlan(InstanceState? state, TurnSettings settings, DateTime now)
    {
        _settings = settings;
        _now = now;
        Next = state?.Copy();
    }

    /// <summary>The instance after the turn; <c>null</c> if there is none.</summary>
    public InstanceState? Next { get; private set; }

    /// <summary>Whether there is something to commit.</summary>
    public bool Changed { get; private set; }

    /// <summary>The answers to give after the commit.</summary>
    public List<(Reply Reply, Exception? Error)> Answers { get; } = [];

    /// <summary>Purges to carry out instead of a commit.</summary>
    public List<Mail.Purge> Purges { get; } = [];

    public static TurnPlan Make(
        InstanceState? state,
        string instanceId,
        IReadOnlyList<Mail> mails,
        DateTime now,
        TurnSettings settings,
        Action<string, string> leftThread)
    {
        TurnPlan plan = new(state, settings, now);
        foreach (var mail in mails)
            plan.Take(mail, instanceId);
        plan.TakeDueTimers();
        if (plan.Next is { HasEnded: false } next && (plan._incoming.Count > 0 || (!next.HasBegun && next.StartAt <= now)))
        {
            plan.Changed = true;
            Turn.Play(next, plan._incoming, plan.TurnTime(next), settings, leftThread);
        }

        if (plan is { Changed: true, Next: { } changed })
            changed.UpdatedAt = now;
        return plan;
    }

    /// <summary>Turn times never run backwards, whatever the clock does.</summary>
    private DateTime TurnTime(InstanceState state)
    {
        var last = state.History.FindLast(e => e.Kind == EventKind.TurnStarted)?.Time ?? default;
        return last > _now ? last : _now;
    }

    private void Take(Mail mail, string instanceId)
    {
        switch (mail)
        {
            case Mail.Start start:
                Start(start, instanceId);
                break;
            case Mail.Raise raise:
                Answer(raise.Reply, Refusal(instanceId, "raise an event") ?? Keep(
                    new() { Kind = EventKind.EventRaised, Name = raise.Name, Data = raise.Data }));
                break;
            case Mail.Control control:
                Answer(control.Reply, Refusal(instanceId, "change an instance") ?? Control(control.Kind, control.Data, control.Recursive));
                break;
            case Mail.Purge purge:
                Purges.Add(purge);
                break;
            case Mail.ActivityEnded ended when IsOpen(ended.ExecutionId, ended.TaskId):
                Next!.OpenTasks.Remove(ended.TaskId);
                Keep(new()
                {
                    Kind = ended.Failure is null ? EventKind.ActivityCompleted : EventKind.ActivityFailed,
                    TaskId = ended.TaskId,
                    Data = ended.Data,
                    Failure = ended.Failure,
                });
                break;
            case Mail.FromInstance from:
                Hear(from, instanceId);
                Answer(from.Reply, null);
                break;
            case Mail.Delivered delivered when Next is { } next && next.Generation == delivered.Generation:
                if (next.Outbox.Find(message => message.Number == delivered.Number) is { } gone)
                {
                    next.Outbox.Remove(gone);
                    if (gone.DataRef is { } piece)
                        next.Garbage.Add(piece);
                    Changed = true;
                }

                break;
            case Mail.LeftThread left when Next is { HasEnded: false } next && next.ExecutionId == left.ExecutionId:
                Keep(new() { Kind = EventKind.IllegalAwait, Data = left.What });
                break;
        }
    }

    private void Start(Mail.Start start, string instanceId)
    {
        if (Next is { } existing && start.Dedupe.Contains(existing.Status))
        {
            Answer(start.Reply, new OrchestrationAlreadyExistsException(
                $"An Orchestration instance with the ID {instanceId} already exists."));
            return;
        }

        Create(instanceId, start.Name, start.Input, start.StartAt, start.Version, start.Tags, null);
        Answer(start.Reply, null);
    }

    private void Create(
        string id, string name, string? input, DateTime startAt, string version, IReadOnlyDictionary<string, string>? tags, ParentTask? parent)
    {
        InstanceState created = new()
        {
            Id = id,
            Name = name,
            Generation = Turn.NewExecutionId(),
            ExecutionId = Turn.NewExecutionId(),
            CreatedAt = _now,
            StartAt = startAt,
            Version = version,
            Tags = tags,
            Parent = parent,
            ETag = Next?.ETag,
            Commit = Next?.Commit ?? "",
        };
        if (Next is { } replaced)
        {
            replaced.Restart("");
            created.Garbage.AddRange(replaced.Garbage);
        }

        created.Add(new() { Kind = EventKind.ExecutionStarted, Data = input });
        _incoming.Clear();
        Next = created;
        Changed = true;
    }

    private Exception? Control(EventKind kind, string? data, bool recursive)
    {
        var next = Next!;
        if (kind == EventKind.Resumed && next.Status != OrchestrationRuntimeStatus.Suspended && !_incoming.Exists(e => e.Kind == EventKind.Suspended))
            return null;

        if (kind == EventKind.Terminated && recursive)
        {
            foreach (var child in next.OpenTasks.Values.Where(task => task.Kind == EventKind.SubOrchestrationCreated).ToList())
                Turn.Send(next, new() { Number = 0, Kind = OutboxKind.Terminate, To = child.InstanceId!, Data = data });
        }

        return Keep(new() { Kind = kind, Data = data });
    }

    private void TakeDueTimers()
    {
        if (Next is not { HasBegun: true, HasEnded: false } next)
            return;

        foreach (var timer in next.Timers.Where(timer => timer.FireAt <= _now).OrderBy(timer => timer.FireAt).ThenBy(timer => timer.TaskId).ToList())
        {
            next.Timers.Remove(timer);
            Keep(new() { Kind = EventKind.TimerFired, TaskId = timer.TaskId });
        }
    }

    private Exception? Refusal(string instanceId, string what) => Next switch
    {
        null => new ArgumentException($"No instance with ID '{instanceId}' was found.", nameof(instanceId)),
        { HasEnded: true } => new InvalidOperationException(
            $"Cannot {what}: orchestration instance {instanceId} is in {Next.Status} state"),
        _ => null,
    };

    private bool IsOpen(string executionId, int taskId)
        => Next is { HasEnded: false } next && next.ExecutionId == executionId && next.OpenTasks.ContainsKey(taskId);

    private Exception? Keep(HistoryEvent e)
    {
        _incoming.Add(e);
        return null;
    }

    private void Answer(Reply reply, Exception? error) => Answers.Add((reply, error));
}
