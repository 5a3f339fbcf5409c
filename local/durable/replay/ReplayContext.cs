using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace MicroCare.Local.Durable;

/// <summary>The context of one turn of one execution. <see cref="Replay"/> feeds it the history and takes what it asked for.</summary>
internal sealed class ReplayContext : TaskOrchestrationContext
{
    private readonly InstanceState _state;
    private readonly DataConverter _converter;
    private readonly ILoggerFactory _loggers;
    private readonly OrchestratorThread _thread;
    private readonly Dictionary<int, (string Name, TaskCompletionSource<string?> Source)> _open = [];
    private readonly Dictionary<int, DateTime> _timers = [];
    private readonly Action<string> _onIllegal;
    private int _nextId;
    private int _guids;

    public ReplayContext(
        InstanceState state,
        DataConverter converter,
        ILoggerFactory loggers,
        OrchestratorThread thread,
        Action<string> onIllegal,
        Action passedCancelledWaiter)
    {
        _state = state;
        _converter = converter;
        _loggers = loggers;
        _thread = thread;
        _onIllegal = onIllegal;
        Events = new(converter, passedCancelledWaiter);
        Parent = state.Parent is { } parent ? new(parent.Name, parent.InstanceId) : null;
    }

    public override TaskName Name => _state.Name;

    public override string InstanceId => _state.Id;

    public override ParentOrchestrationInstance? Parent { get; }

    public override string Version => _state.Version;

    public override DateTime CurrentUtcDateTime => Now;

    public override bool IsReplaying => Replaying;

    public DateTime Now { get; set; }

    public bool Replaying { get; set; }

    public string? Input { get; set; }

    /// <summary>What was asked for and is not in the history, by number.</summary>
    public Dictionary<int, ScheduledAction> Asked { get; } = [];

    public EventInbox Events { get; }

    public ContinueAsNewOptions? Next { get; private set; }

    public string? NextInput { get; private set; }

    /// <summary>Events for the next execution, in order.</summary>
    public List<HistoryEvent> CarriedOver { get; } = [];

    public bool StatusWasSet { get; private set; }

    public string? CustomStatus { get; private set; }

    public bool HasOpenTasks => _open.Count > 0;

    public int OpenTaskCount => _open.Count;

    public IEnumerable<OpenTimer> OpenTimers => _timers.Select(timer => new OpenTimer(timer.Key, timer.Value));

    protected override ILoggerFactory LoggerFactory => _loggers;

    public override T? GetInput<T>()
        where T : default
        => _converter.Deserialize<T>(Input);

    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        RequireThread();
        if (input is TaskOptions && options is null)
            throw new ArgumentException("A TaskOptions was given as the activity's input, and no options. Name the argument 'options:'.", nameof(input));

        return await TaskRetries.CallAsync(this, options?.Retry, () => Ask<TResult>(
            id => new(EventKind.ActivityScheduled, id, name.Name) { Data = _converter.Serialize(input) }));
    }

    public override async Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        RequireThread();
        var child = (options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N", CultureInfo.InvariantCulture);
        InstanceIds.Require(child);
        return await TaskRetries.CallAsync(this, options?.Retry, () => Ask<TResult>(
            id => new(EventKind.SubOrchestrationCreated, id, orchestratorName.Name)
            {
                InstanceId = child,
                Data = _converter.Serialize(input),
                Version = options?.Version?.Version,
                Tags = options?.Tags is { } tags ? new Dictionary<string, string>(tags) : null,
            }));
    }

    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        RequireThread();
        var due = fireAt.ToUniversalTime();
        var id = _nextId++;
        TaskCompletionSource<string?> source = new();
        Asked.Add(id, new(EventKind.TimerCreated, id) { FireAt = due });
        _open.Add(id, ("timer", source));
        _timers.Add(id, due);
        cancellationToken.Register(() =>
        {
            if (!_thread.IsCurrent)
            {
                _onIllegal("a timer was cancelled on another thread (use Cancel(), not CancelAsync() or CancelAfter())");
                return;
            }

            // First out of the books, then the continuation, which runs inside TrySetCanceled.
            if (_open.Remove(id))
            {
                _timers.Remove(id);
                source.TrySetCanceled(cancellationToken);
            }
        });
        await source.Task;
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        RequireThread();
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return Events.Wait<T>(eventName, _thread, _onIllegal, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        RequireThread();
        InstanceIds.Require(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var id = _nextId++;
        Asked.Add(id, new(EventKind.EventSent, id, eventName) { InstanceId = instanceId, Data = _converter.Serialize(payload) });
    }

    public override void SetCustomStatus(object? customStatus)
    {
        RequireThread();
        CustomStatus = _converter.Serialize(customStatus);
        StatusWasSet = true;
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
        => ContinueAsNew(new ContinueAsNewOptions { NewInput = newInput, PreserveUnprocessedEvents = preserveUnprocessedEvents });

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        RequireThread();
        ArgumentNullException.ThrowIfNull(options);
        NextInput = _converter.Serialize(options.NewInput);
        Next = options;
        if (options.PreserveUnprocessedEvents)
            CarriedOver.AddRange(Events.TakeUnread());
    }

    public override Guid NewGuid()
    {
        RequireThread();
        return DeterministicGuid.From($"{InstanceId}_{_state.ExecutionId}", Now, _guids++);
    }

    /// <summary>Ends an open task; one that is not open (cancelled, or ended before) is left alone.</summary>
    public void End(int taskId, string? result, TaskFailureDetails? failure)
    {
        if (!_open.Remove(taskId, out var task))
            return;

        _timers.Remove(taskId);
        if (failure is null)
            task.Source.SetResult(result);
        else
            task.Source.SetException(new TaskFailedException(task.Name, taskId, failure));
    }

    private async Task<T> Ask<T>(Func<int, ScheduledAction> make)
    {
        RequireThread();
        var id = _nextId++;
        var action = make(id);
        TaskCompletionSource<string?> source = new();
        Asked.Add(id, action);
        _open.Add(id, (action.Name ?? "", source));
        return _converter.Deserialize<T>(await source.Task)!;
    }

    private void RequireThread()
    {
        if (_thread.IsCurrent)
            return;

        _onIllegal("the context was used on another thread (after ConfigureAwait(false), Task.Run or the like)");
        throw new InvalidOperationException(Replay.IllegalAwaitText("the context was used on another thread"));
    }
}
