using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace MicroCare.Local.Durable;

/// <summary>
/// Runs orchestrations from a store: each turn is one commit, activities run at least once, nothing runs or asks the store while
/// instances sleep. One engine at a time may own a store.
/// </summary>
/// <remarks>
/// As with the Microsoft engine, an orchestrator that returns while a timer or a task of its own is still open stays Running
/// until that ends. Unlike it, a waiter that was cancelled never swallows an event, an orchestrator that awaits something that is
/// not durable fails at once, and code that asks for more than its history holds fails as code that asks for less does.
/// </remarks>
public sealed class DurableEngine : IAsyncDisposable
{
    private readonly IDurableStore _store;
    private readonly DurableEngineOptions _options;
    private readonly TimeProvider _time;
    private readonly TurnSettings _settings;
    private readonly Mailroom _mailroom;
    private readonly SleeperHeap _sleepers = new();
    private readonly Alarm _alarm;
    private readonly TurnRunner _turns;
    private readonly ActivityRunner _activities;
    private readonly Postman _postman;
    private readonly InstanceArchive _archive;
    private readonly Waiters _waiters = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _workers = [];
    private long _turnCount;
    private int _running;

    /// <summary>Makes an engine; it does nothing until it is started.</summary>
    /// <param name="catalog">What it can run.</param>
    /// <param name="store">Where instances live.</param>
    /// <param name="options">Bounds and parts.</param>
    /// <param name="time">The clock of timers and turns.</param>
    /// <param name="loggers">Where it and the orchestrators log.</param>
    public DurableEngine(
        OrchestrationCatalog catalog, IDurableStore store, DurableEngineOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(loggers);
        _store = store;
        _options = options;
        _time = time;
        _settings = new(catalog, options.Converter, loggers, new(loggers.CreateLogger<DurableEngine>()));
        _mailroom = new(options.CachedInstances, options.Gauge);
        _archive = new(store);
        _alarm = new(_sleepers, time, id => Post(id, new Mail.LookAround()));
        _turns = new(
            _archive, store, _settings, time, (id, execution, what) => Post(id, new Mail.LeftThread(execution, what)));
        _activities = new(_settings, options, Post);
        _postman = new(Post, options.Gauge, _stop.Token);
        Client = new EngineClient(options.ClientName, this);
    }

    /// <summary>Starts, queries and signals instances of this engine. Throws unless the engine is started.</summary>
    public DurableTaskClient Client { get; }

    /// <summary>What the engine has done and holds.</summary>
    public EngineFigures Figures => new(_sleepers.Count, Interlocked.Read(ref _turnCount), _activities.Ended, _mailroom.Cached);

    internal IDurableStore Store => _store;

    internal InstanceArchive Archive => _archive;

    internal DurableEngineOptions Options => _options;

    internal TimeProvider Time => _time;

    internal Waiters Waiters => _waiters;

    internal CancellationToken Stopped => _stop.Token;

    /// <summary>
    /// Reads who sleeps and what was in flight when the last engine stopped or died, and takes both up again. May be called once.
    /// </summary>
    /// <param name="ct">Gives up the start.</param>
    public async Task StartAsync(CancellationToken ct)
    {
        if (Interlocked.Exchange(ref _running, 1) != 0)
            throw new InvalidOperationException("The engine was started before.");

        await _store.PrepareAsync(ct);
        List<string> interrupted = [];
        await foreach (var page in _store.ListWakesAsync(ct))
        {
            foreach (var row in page)
            {
                if (row.Wake == 1)
                    interrupted.Add(row.InstanceId);
                else
                    _sleepers.Set(row.InstanceId, row.Wake);
            }
        }

        _settings.Log.Started(_sleepers.Count, interrupted.Count);
        for (var i = 0; i < _options.MaxConcurrentTurns; i++)
            _workers.Add(Task.Run(TurnLoopAsync, CancellationToken.None));
        for (var i = 0; i < _options.MaxConcurrentActivities; i++)
            _workers.Add(Task.Run(() => _activities.WorkAsync(_stop.Token), CancellationToken.None));
        foreach (var id in interrupted)
            Post(id, new Mail.LookAround());
        _alarm.Ring();
    }

    /// <summary>
    /// Stops: turns that are being committed are finished or left to the next engine, running activities are cancelled and run
    /// again at the next start. Waiting clients get an <see cref="OperationCanceledException"/>.
    /// </summary>
    /// <param name="ct">Gives up the wait for what still runs.</param>
    public async Task StopAsync(CancellationToken ct)
    {
        if (_stop.IsCancellationRequested)
            return;

        _alarm.Dispose();
        await _stop.CancelAsync();
        await Task.WhenAll(_workers).WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _activities.Close();
        _mailroom.Close();
    }

    /// <summary>Stops, waiting for what runs.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _stop.Dispose();
    }

    internal void Post(string instanceId, Mail mail)
    {
        if (!_stop.IsCancellationRequested)
            _mailroom.Post(instanceId, mail);
    }

    /// <summary>For the client: refuses unless the engine runs.</summary>
    internal void RequireRunning()
    {
        if (Volatile.Read(ref _running) == 0)
            throw new InvalidOperationException("The durable engine is not started.");
        ObjectDisposedException.ThrowIf(_stop.IsCancellationRequested, this);
    }

    internal bool TryPeek(string instanceId, out InstanceState? state) => _mailroom.TryPeek(instanceId, out state);

    private async Task TurnLoopAsync()
    {
        try
        {
            await foreach (var seat in _mailroom.Queue.ReadAllAsync(_stop.Token))
            {
                var mails = _mailroom.TakeMail(seat);
                var plan = await _turns.RunAsync(seat, mails, _stop.Token);
                AfterCommit(seat, mails, plan);
                _mailroom.Release(seat);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
    }

    private void AfterCommit(Seat seat, IReadOnlyList<Mail> mails, TurnPlan plan)
    {
        foreach (var mail in mails)
        {
            if (mail is Mail.ActivityEnded ended)
                _activities.Forget(seat.InstanceId, ended);
            else if (mail is Mail.Delivered delivered)
                _postman.Forget(seat.InstanceId, delivered);
        }

        if (plan.Changed)
            Interlocked.Increment(ref _turnCount);
        if (seat.State is { } state)
        {
            Follow(state);
            if (plan.Next is { Garbage.Count: > 0 } swept)
                _ = SweepAsync(swept);
        }
        else
        {
            _alarm.Set(seat.InstanceId, 0);
        }

        foreach (var (reply, error) in plan.Answers)
            reply.Give(error);
        if (plan.Changed)
            _waiters.Changed(seat.InstanceId);
    }

    /// <summary>Does what the stored state asks for: sleeps, calls activities, sends messages.</summary>
    private void Follow(InstanceState state)
    {
        var due = state.NextTimer();
        if (due != 0 && due <= _time.GetUtcNow().Ticks)
        {
            _alarm.Set(state.Id, 0);
            Post(state.Id, new Mail.LookAround());
        }
        else
        {
            _alarm.Set(state.Id, due);
        }

        foreach (var task in state.OpenTasks.Values)
        {
            if (task.Kind == EventKind.ActivityScheduled)
                _activities.Dispatch(state, task);
        }

        _postman.Collect(state);
    }

    private async Task SweepAsync(InstanceState state)
    {
        var count = state.Garbage.Count;
        try
        {
            await _archive.SweepAsync(state, _stop.Token);
        }
#pragma warning disable CA1031 // What stays is garbage, and goes with the purge.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _settings.Log.SweepFailed(state.Id, count, e.GetType().Name);
        }
    }
}
