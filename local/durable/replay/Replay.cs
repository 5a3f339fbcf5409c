using Microsoft.DurableTask;

namespace MicroCare.Local.Durable;

/// <summary>What a turn of an execution came to.</summary>
internal enum TurnEnd
{
    Waiting,
    Suspended,
    Completed,
    Failed,
    Terminated,
    ContinuedAsNew,
}

/// <summary>
/// Runs one execution from its history: the played part first, checked event by event, then the new part. Nothing of it lasts
/// beyond the turn; the next one replays again.
/// </summary>
internal sealed class Replay
{
    private readonly ReplayContext _context;
    private readonly OrchestratorThread _thread;
    private readonly Func<TaskOrchestrationContext, Task<object?>>? _orchestrator;
    private readonly InstanceState _state;
    private readonly DataConverter _converter;
    private readonly Queue<HistoryEvent> _whileSuspended = new();
    private Task<object?>? _task;
    private volatile bool _finished;
    private bool _suspended;
    private HistoryEvent? _terminated;
    private volatile string? _illegal;

    /// <param name="state">The instance; only read.</param>
    /// <param name="settings">What the engine provides.</param>
    /// <param name="leftThread">Told, perhaps after the turn and on another thread, that the orchestrator left its thread.</param>
    public Replay(InstanceState state, TurnSettings settings, Action<string> leftThread)
    {
        _state = state;
        _converter = settings.Converter;
        _orchestrator = settings.Catalog.Orchestrator(state.Name);
        void OnIllegal(string what)
        {
            _illegal ??= what;
            leftThread(what);
        }

        _thread = new(OnIllegal);
        _context = new(
            state, settings.Converter, settings.Loggers, _thread, OnIllegal, () => settings.Log.CancelledWaiterPassed(state.Id));
    }

    public TurnEnd End { get; private set; }

    public string? Output { get; private set; }

    public TaskFailureDetails? Failure { get; private set; }

    public ReplayContext Context => _context;

    /// <summary>Timers that have yet to fire; one that fired while the instance was suspended has.</summary>
    public IEnumerable<OpenTimer> OpenTimers => _context.OpenTimers.Where(
        timer => !_whileSuspended.Any(e => e.Kind == EventKind.TimerFired && e.TaskId == timer.TaskId));

    /// <summary>Whether the orchestrator returned and the instance goes on only because of tasks that it left open.</summary>
    public bool WaitsForLeftovers => _finished && End == TurnEnd.Waiting;

    public static string IllegalAwaitText(string what)
        => $"The orchestrator left its thread: {what}. An orchestrator may await durable tasks only: no Task.Delay, Task.Run, "
            + "Task.Yield, CancelAsync, ConfigureAwait(false) and no I/O.";

    /// <summary>Plays the history; the events from <paramref name="firstNew"/> on are new.</summary>
    public void Run(int firstNew)
    {
        try
        {
            _thread.Run(() =>
            {
                _context.Replaying = true;
                for (var i = 0; i < firstNew; i++)
                    Play(_state.History[i]);
                if (firstNew > 0 && _illegal is null && _context.Asked.Count > 0)
                    throw new NonDeterminismException(_context.Asked.Values.First().NotHeldMessage());

                _context.Replaying = false;
                for (var i = firstNew; i < _state.History.Count; i++)
                    Play(_state.History[i]);
            });
            Conclude();
        }
        catch (NonDeterminismException e)
        {
            Fail(new(NonDeterminismException.ErrorType, e.Message, e.StackTrace, null, null));
        }
    }

    private void Play(HistoryEvent e)
    {
        if (_suspended && CanWait(e.Kind))
        {
            if (e.Kind != EventKind.Suspended)
                _whileSuspended.Enqueue(e);
            return;
        }

        switch (e.Kind)
        {
            case EventKind.TurnStarted:
                _context.Now = e.Time;
                break;
            case EventKind.ExecutionStarted:
                _context.Input = e.Data;
                Start();
                break;
            case EventKind.ActivityScheduled or EventKind.TimerCreated or EventKind.SubOrchestrationCreated or EventKind.EventSent:
                _context.Asked.Remove(e.TaskId, out var asked);
                if (_illegal is null)
                    ScheduledAction.RequireSame(e, asked);
                break;
            case EventKind.ActivityCompleted or EventKind.SubOrchestrationCompleted or EventKind.TimerFired:
                _context.End(e.TaskId, e.Data, null);
                break;
            case EventKind.ActivityFailed or EventKind.SubOrchestrationFailed:
                _context.End(e.TaskId, null, e.Failure!);
                break;
            case EventKind.EventRaised when _context.Next is not null:
                _context.CarriedOver.Add(e);
                break;
            case EventKind.EventRaised:
                _context.Events.Deliver(e);
                break;
            case EventKind.Suspended:
                _suspended = true;
                break;
            case EventKind.Resumed:
                _suspended = false;
                while (!_suspended && _whileSuspended.TryDequeue(out var kept))
                    Play(kept);
                break;
            case EventKind.Terminated:
                _terminated = e;
                break;
            case EventKind.IllegalAwait:
                _illegal ??= e.Data;
                break;
        }

        _thread.Drain();
    }

    /// <summary>What a suspended instance keeps for later: all that would let the orchestrator go on.</summary>
    private static bool CanWait(EventKind kind) => kind
        is EventKind.ExecutionStarted or EventKind.EventRaised or EventKind.TimerFired or EventKind.Suspended
        or EventKind.ActivityCompleted or EventKind.ActivityFailed
        or EventKind.SubOrchestrationCompleted or EventKind.SubOrchestrationFailed;

    private void Start()
    {
        if (_orchestrator is null)
            return;

        try
        {
            _task = _orchestrator(_context);
        }
#pragma warning disable CA1031 // Whatever the orchestrator throws is its result.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _task = Task.FromException<object?>(e);
        }

        // Counts as finished only if it finished on the orchestrator's thread.
        _task.ContinueWith(
            _ =>
            {
                if (_thread.IsCurrent)
                    _finished = true;
                else
                    _thread.Post(static _ => { }, null);
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private void Conclude()
    {
        if (_terminated is not null)
        {
            End = TurnEnd.Terminated;
            Output = _terminated.Data;
        }
        else if (_illegal is { } what)
        {
            Fail(new(typeof(InvalidOperationException).FullName!, IllegalAwaitText(what), null, null, null));
        }
        else if (_orchestrator is null)
        {
            Fail(new(UnknownTask.Orchestrator, $"No orchestrator is registered under the name '{_state.Name}'.", null, null, null));
        }
        else if (_suspended)
        {
            End = TurnEnd.Suspended;
        }
        else if (_context.HasOpenTasks)
        {
            End = TurnEnd.Waiting;
        }
        else if (_finished)
        {
            Finish(_task!);
        }
        else if (_context.Events.HasWaiters)
        {
            End = TurnEnd.Waiting;
        }
        else
        {
            Fail(new(
                typeof(InvalidOperationException).FullName!,
                IllegalAwaitText("it awaits something, and no durable task is open that could wake it"),
                null, null, null));
        }
    }

    private void Finish(Task<object?> task)
    {
        try
        {
            Output = _converter.Serialize(task.GetAwaiter().GetResult());
            End = _context.Next is null ? TurnEnd.Completed : TurnEnd.ContinuedAsNew;
        }
#pragma warning disable CA1031 // Whatever the orchestrator throws is its result.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Fail(TaskFailureDetails.FromException(e));
        }
    }

    private void Fail(TaskFailureDetails failure)
    {
        End = TurnEnd.Failed;
        Failure = failure;
    }
}
