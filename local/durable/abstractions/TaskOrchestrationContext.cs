using Microsoft.DurableTask.Abstractions;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask;

/// <summary>
/// What an orchestrator sees of the world: its input, its time, and the durable tasks it may await. Every member is for the
/// orchestrator's own thread; a call from another one throws <see cref="InvalidOperationException"/>.
/// </summary>
public abstract class TaskOrchestrationContext
{
    private ReplaySafeLoggerFactory? _replaySafeLoggers;

    /// <summary>The orchestrator's name.</summary>
    public abstract TaskName Name { get; }

    /// <summary>The instance's id.</summary>
    public abstract string InstanceId { get; }

    /// <summary>The orchestration that called this one; <c>null</c> if a client started it.</summary>
    public abstract ParentOrchestrationInstance? Parent { get; }

    /// <summary>The time of the current turn, UTC; the same on each replay.</summary>
    public abstract DateTime CurrentUtcDateTime { get; }

    /// <summary>Whether the code that runs now has run before and only rebuilds the orchestrator's local state.</summary>
    public abstract bool IsReplaying { get; }

    /// <summary>The instance's version; empty when it has none.</summary>
    public virtual string Version => string.Empty;

    /// <summary>Settings of the context; none in this engine.</summary>
    public virtual IReadOnlyDictionary<string, object?> Properties { get; } = new Dictionary<string, object?>();

    /// <summary>A factory whose loggers write only while the orchestrator is not replaying.</summary>
    public virtual ILoggerFactory ReplaySafeLoggerFactory
        => _replaySafeLoggers ??= new ReplaySafeLoggerFactory(this, () => LoggerFactory);

    /// <summary>The loggers beneath; may be another context's <see cref="ReplaySafeLoggerFactory"/>.</summary>
    protected abstract ILoggerFactory LoggerFactory { get; }

    /// <summary>The orchestration's input.</summary>
    /// <typeparam name="T">The input's type.</typeparam>
    public abstract T? GetInput<T>();

    /// <summary>Calls an activity that returns nothing of interest.</summary>
    /// <inheritdoc cref="CallActivityAsync{TResult}(TaskName, object?, TaskOptions?)"/>
    public virtual Task CallActivityAsync(TaskName name, object? input = null, TaskOptions? options = null)
        => CallActivityAsync<object>(name, input, options);

    /// <summary>Calls an activity without input that returns nothing of interest.</summary>
    /// <inheritdoc cref="CallActivityAsync{TResult}(TaskName, object?, TaskOptions?)"/>
    public virtual Task CallActivityAsync(TaskName name, TaskOptions options) => CallActivityAsync(name, null, options);

    /// <summary>Calls an activity without input.</summary>
    /// <inheritdoc cref="CallActivityAsync{TResult}(TaskName, object?, TaskOptions?)"/>
    public virtual Task<TResult> CallActivityAsync<TResult>(TaskName name, TaskOptions options)
        => CallActivityAsync<TResult>(name, null, options);

    /// <summary>Calls an activity. It runs at least once: again, with the same input, after a crash.</summary>
    /// <typeparam name="TResult">The result's type.</typeparam>
    /// <param name="name">The activity's name.</param>
    /// <param name="input">Its input, stored with the orchestration.</param>
    /// <param name="options">Retries and the like.</param>
    /// <exception cref="ArgumentException">A <see cref="TaskOptions"/> was given as input and no options.</exception>
    /// <exception cref="TaskFailedException">The activity failed, after all retries.</exception>
    public abstract Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null);

    /// <summary>Waits, durably.</summary>
    /// <param name="delay">How long; zero or less fires at once.</param>
    /// <param name="cancellationToken">Cancels the timer. Cancel it by <c>Cancel()</c>, never by <c>CancelAsync()</c>.</param>
    /// <remarks>A timer that is neither awaited to its end nor cancelled keeps the instance running until it fires.</remarks>
    public virtual Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken)
        => CreateTimer(CurrentUtcDateTime.Add(delay), cancellationToken);

    /// <summary>Waits, durably, until a time.</summary>
    /// <param name="fireAt">When; a time in the past fires at once. An unspecified kind is taken as local time.</param>
    /// <param name="cancellationToken">Cancels the timer. Cancel it by <c>Cancel()</c>, never by <c>CancelAsync()</c>.</param>
    /// <remarks>A timer that is neither awaited to its end nor cancelled keeps the instance running until it fires.</remarks>
    public abstract Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken);

    /// <summary>Waits for an event from outside. Events that came before are kept, in order; the newest waiter is served first.</summary>
    /// <typeparam name="T">The payload's type; the same for every waiter of one name.</typeparam>
    /// <param name="eventName">The event's name; case does not matter.</param>
    /// <param name="cancellationToken">Ends the wait; a later event goes to the next waiter or is kept.</param>
    /// <exception cref="ArgumentException">Someone waits for the same name with another type.</exception>
    public abstract Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default);

    /// <summary>Waits for an event from outside, for a while.</summary>
    /// <inheritdoc cref="WaitForExternalEvent{T}(string, TimeSpan, CancellationToken)"/>
    public Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout)
        => WaitForExternalEvent<T>(eventName, timeout, CancellationToken.None);

    /// <summary>Waits for an event from outside, for a while.</summary>
    /// <typeparam name="T">The payload's type; the same for every waiter of one name.</typeparam>
    /// <param name="eventName">The event's name; case does not matter.</param>
    /// <param name="timeout">How long, by a durable timer.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The time passed, or the wait was cancelled.</exception>
    public async Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timerEnd = new();
        using var waitEnd = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var timer = CreateTimer(timeout, timerEnd.Token);
        var arrival = WaitForExternalEvent<T>(eventName, waitEnd.Token);

        // Cancel(), not CancelAsync(): the orchestrator must stay on its thread.
#pragma warning disable CA1849
        if (await Task.WhenAny(timer, arrival) == arrival)
            timerEnd.Cancel();
        else
            waitEnd.Cancel();
#pragma warning restore CA1849

        return await arrival;
    }

    /// <summary>Sends an event to another instance; dropped silently if there is none. Delivered once, in order, after this turn's commit.</summary>
    /// <param name="instanceId">The receiver.</param>
    /// <param name="eventName">The event's name; case does not matter.</param>
    /// <param name="payload">The payload.</param>
    public abstract void SendEvent(string instanceId, string eventName, object payload);

    /// <summary>Sets what status queries show; stored with the turn.</summary>
    /// <param name="customStatus">The status; <c>null</c> clears it.</param>
    public abstract void SetCustomStatus(object? customStatus);

    /// <summary>Calls a sub-orchestration and takes its result.</summary>
    /// <typeparam name="TResult">The result's type.</typeparam>
    /// <inheritdoc cref="CallSubOrchestratorAsync(TaskName, object?, TaskOptions?)"/>
    public abstract Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null);

    /// <summary>Calls a sub-orchestration without input and takes its result.</summary>
    /// <typeparam name="TResult">The result's type.</typeparam>
    /// <inheritdoc cref="CallSubOrchestratorAsync(TaskName, object?, TaskOptions?)"/>
    public virtual Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, TaskOptions options)
        => CallSubOrchestratorAsync<TResult>(orchestratorName, null, options);

    /// <summary>Calls a sub-orchestration without input.</summary>
    /// <inheritdoc cref="CallSubOrchestratorAsync(TaskName, object?, TaskOptions?)"/>
    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, TaskOptions options)
        => CallSubOrchestratorAsync(orchestratorName, null, options);

    /// <summary>Calls a sub-orchestration: an instance of its own, with an id, a history and a status.</summary>
    /// <param name="orchestratorName">The orchestrator's name.</param>
    /// <param name="input">Its input.</param>
    /// <param name="options">Retries; with <see cref="SubOrchestrationOptions"/> its instance id.</param>
    /// <exception cref="TaskFailedException">The sub-orchestration failed, after all retries.</exception>
    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
        => CallSubOrchestratorAsync<object>(orchestratorName, input, options);

    /// <summary>Restarts the orchestration with a new input and an empty history. The orchestrator should return at once.</summary>
    /// <param name="newInput">The next execution's input.</param>
    /// <param name="preserveUnprocessedEvents">Whether events that no one has awaited yet are kept, in order.</param>
    public abstract void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true);

    /// <summary>Restarts the orchestration with an empty history. The orchestrator should return at once.</summary>
    /// <param name="options">The next execution's input and the like.</param>
    public virtual void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ContinueAsNew(options.NewInput, options.PreserveUnprocessedEvents);
    }

    /// <summary>A GUID that is the same on each replay: version 5 of instance id, turn time and a counter.</summary>
    public abstract Guid NewGuid();

    /// <summary>A logger that writes only while the orchestrator is not replaying.</summary>
    /// <param name="categoryName">The category.</param>
    public virtual ILogger CreateReplaySafeLogger(string categoryName)
        => new ReplaySafeLogger(this, PlainLoggerFactory().CreateLogger(categoryName));

    /// <summary>A logger that writes only while the orchestrator is not replaying.</summary>
    /// <param name="type">The type that names the category.</param>
    public virtual ILogger CreateReplaySafeLogger(Type type)
        => new ReplaySafeLogger(this, PlainLoggerFactory().CreateLogger(type));

    /// <summary>A logger that writes only while the orchestrator is not replaying.</summary>
    /// <typeparam name="T">The type that names the category.</typeparam>
    public virtual ILogger CreateReplaySafeLogger<T>()
        => new ReplaySafeLogger(this, PlainLoggerFactory().CreateLogger<T>());

    /// <summary>Compares this instance's version with another; see <see cref="TaskOrchestrationVersioningUtils.CompareVersions"/>.</summary>
    /// <param name="version">The other version.</param>
    public virtual int CompareVersionTo(string version) => TaskOrchestrationVersioningUtils.CompareVersions(Version, version);

    private ILoggerFactory PlainLoggerFactory()
    {
        var factory = LoggerFactory;
        for (var depth = 0; factory is ReplaySafeLoggerFactory wrapped; depth++)
        {
            if (depth == 10)
                throw new InvalidOperationException("LoggerFactory leads back to itself; use the inner context's ReplaySafeLoggerFactory.");
            factory = wrapped.Beneath;
        }

        return factory;
    }
}
