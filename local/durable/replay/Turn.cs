using Microsoft.DurableTask.Client;

namespace MicroCare.Local.Durable;

/// <summary>Takes an instance from one commit to the next: plays what is new and writes down what the orchestrator asked for.</summary>
internal static class Turn
{
    /// <summary>An orchestrator that restarts itself this often without waiting is committed in between.</summary>
    private const int MaxExecutionsPerTurn = 16;

    /// <summary>Plays <paramref name="incoming"/>. An instance whose start is not due only keeps them.</summary>
    /// <param name="state">The instance; changed in place.</param>
    /// <param name="incoming">What is new.</param>
    /// <param name="now">The turn's time.</param>
    /// <param name="settings">What the engine provides.</param>
    /// <param name="leftThread">Told, perhaps later and on another thread, that an execution's orchestrator left its thread.</param>
    public static void Play(
        InstanceState state, List<HistoryEvent> incoming, DateTime now, TurnSettings settings, Action<string, string> leftThread)
    {
        if (!state.HasBegun && state.StartAt > now && !incoming.Exists(e => e.Kind == EventKind.Terminated))
        {
            foreach (var e in incoming)
            {
                state.Add(e);
                state.Status = e.Kind switch
                {
                    EventKind.Suspended => OrchestrationRuntimeStatus.Suspended,
                    EventKind.Resumed => OrchestrationRuntimeStatus.Pending,
                    _ => state.Status,
                };
            }

            return;
        }

        for (var executions = 1; ; executions++)
        {
            var goesOn = PlayExecution(state, incoming, now, settings, leftThread);
            if (!goesOn || executions == MaxExecutionsPerTurn)
                return;
            incoming = [];
        }
    }

    /// <returns>Whether the orchestrator restarted itself and its next execution waits to be played.</returns>
    private static bool PlayExecution(
        InstanceState state, List<HistoryEvent> incoming, DateTime now, TurnSettings settings, Action<string, string> leftThread)
    {
        var played = state.Played;
        var early = state.History.GetRange(played, state.History.Count - played);
        state.History.RemoveRange(played, early.Count);
        state.Add(new() { Kind = EventKind.TurnStarted, Time = now });
        foreach (var e in early.Concat(incoming))
            state.Add(e);

        var execution = state.ExecutionId;
        Replay replay = new(state, settings, what => leftThread(execution, what));
        replay.Run(played);
        if (replay.Context.StatusWasSet)
            state.CustomStatus = replay.Context.CustomStatus;
        if (replay.End is not (TurnEnd.Failed or TurnEnd.Terminated))
            WriteDown(state, replay.Context);
        if (replay.WaitsForLeftovers)
            settings.Log.WaitsForLeftovers(state.Id, replay.Context.OpenTaskCount);

        state.Played = state.History.Count;
        state.Timers = [.. replay.OpenTimers];
        switch (replay.End)
        {
            case TurnEnd.Waiting:
                state.Status = OrchestrationRuntimeStatus.Running;
                return false;
            case TurnEnd.Suspended:
                state.Status = OrchestrationRuntimeStatus.Suspended;
                return false;
            case TurnEnd.ContinuedAsNew:
                Restart(state, replay.Context);
                return true;
            case TurnEnd.Completed:
                Finish(state, OrchestrationRuntimeStatus.Completed, new() { Kind = EventKind.Completed, Data = replay.Output });
                return false;
            case TurnEnd.Terminated:
                Finish(state, OrchestrationRuntimeStatus.Terminated, new() { Kind = EventKind.Completed, Data = replay.Output });
                return false;
            default:
                settings.Log.OrchestrationFailed(state.Id, state.Name, replay.Failure!.ErrorType);
                Finish(state, OrchestrationRuntimeStatus.Failed, new() { Kind = EventKind.Failed, Failure = replay.Failure });
                return false;
        }
    }

    /// <summary>Ends an instance: nothing that it waited for matters any more, and its parent is told.</summary>
    private static void Finish(InstanceState state, OrchestrationRuntimeStatus status, HistoryEvent end)
    {
        state.Add(end);
        state.Played = state.History.Count;
        state.Status = status;
        state.Timers = [];
        state.OpenTasks = [];
        if (state.Parent is not { } parent)
            return;

        var failure = status == OrchestrationRuntimeStatus.Terminated
            ? new("DurableTask.Core.Exceptions.OrchestrationTerminatedException", "The sub-orchestration was terminated.", null, null, null)
            : end.Failure;
        Send(state, new()
        {
            Number = 0,
            Kind = OutboxKind.ChildEnded,
            To = parent.InstanceId,
            ExecutionId = parent.ExecutionId,
            TaskId = parent.TaskId,
            Data = failure is null ? end.Data : null,
            Failure = failure,
        });
    }

    private static void Restart(InstanceState state, ReplayContext context)
    {
        state.Restart(NewExecutionId());
        if (!string.IsNullOrWhiteSpace(context.Next!.NewVersion))
            state.Version = context.Next.NewVersion;
        state.Status = OrchestrationRuntimeStatus.Running;
        state.Add(new() { Kind = EventKind.ExecutionStarted, Data = context.NextInput });
        foreach (var e in context.CarriedOver)
            state.Add(e);
    }

    public static string NewExecutionId() => Guid.NewGuid().ToString("N")[..16];

    public static void Send(InstanceState state, OutboxMessage message)
    {
        state.Outbox.Add(new()
        {
            Number = state.NextMessage++,
            Kind = message.Kind,
            To = message.To,
            Name = message.Name,
            ExecutionId = message.ExecutionId,
            TaskId = message.TaskId,
            Version = message.Version,
            Data = message.Data,
            Failure = message.Failure,
            Tags = message.Tags,
        });
    }

    private static void WriteDown(InstanceState state, ReplayContext context)
    {
        foreach (var action in context.Asked.Values.OrderBy(action => action.TaskId))
        {
            state.Add(new()
            {
                Kind = action.Kind,
                TaskId = action.TaskId,
                Name = action.Name,
                InstanceId = action.InstanceId,
                Time = action.FireAt,
                Data = action.Kind is EventKind.ActivityScheduled ? action.Data : null,
            });
            if (action.Kind is not (EventKind.SubOrchestrationCreated or EventKind.EventSent))
                continue;

            Send(state, new()
            {
                Number = 0,
                Kind = action.Kind == EventKind.EventSent ? OutboxKind.RaiseEvent : OutboxKind.StartChild,
                To = action.InstanceId!,
                Name = action.Name,
                ExecutionId = state.ExecutionId,
                TaskId = action.TaskId,
                Version = action.Version,
                Data = action.Data,
                Tags = action.Tags,
            });
        }
    }
}
