namespace MicroCare.Local.Durable;

/// <summary>
/// The one thread on which an orchestrator may run during a turn. Continuations of durable tasks run inline on it; whatever
/// comes back from another thread, or yields, shows that the orchestrator awaited something that is not durable.
/// </summary>
internal sealed class OrchestratorThread(Action<string> onIllegal) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posts = new();
    private int _threadId;

    public bool IsCurrent => Volatile.Read(ref _threadId) == Environment.CurrentManagedThreadId;

    /// <summary>Runs a turn on the calling thread.</summary>
    public void Run(Action turn)
    {
        var before = Current;
        SetSynchronizationContext(this);
        Volatile.Write(ref _threadId, Environment.CurrentManagedThreadId);
        try
        {
            turn();
        }
        finally
        {
            Volatile.Write(ref _threadId, 0);
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Runs what was posted from the orchestrator's own thread, in order.</summary>
    public void Drain()
    {
        while (_posts.TryDequeue(out var post))
            post.Callback(post.State);
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (!IsCurrent)
            onIllegal("a task that ended on another thread was awaited");
        else if (d.Method.DeclaringType?.FullName?.Contains("YieldAwait", StringComparison.Ordinal) == true)
            onIllegal("Task.Yield was awaited");
        else
            _posts.Enqueue((d, state));
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (IsCurrent)
            d(state);
        else
            onIllegal("another thread sent work to the orchestrator");
    }

    public override SynchronizationContext CreateCopy() => this;
}
