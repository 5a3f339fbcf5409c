namespace MicroCare.Local.Worker;

/// <summary>Counts the messages that a listener is handling, and lets it wait until there are few.</summary>
internal sealed class RunningMessages
{
    private readonly Lock _lock = new();
    private int _count;
    private int _few;
    private TaskCompletionSource? _waiter;

    public void Begin()
    {
        lock (_lock)
        {
            _count++;
        }
    }

    public void End()
    {
        TaskCompletionSource? reached = null;
        lock (_lock)
        {
            _count--;
            if (_count <= _few)
            {
                (reached, _waiter) = (_waiter, null);
            }
        }

        reached?.TrySetResult();
    }

    /// <summary>Waits until at most that many run. One waiter at a time.</summary>
    public Task UntilAtMostAsync(int few, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_count <= few)
            {
                return Task.CompletedTask;
            }

            _few = few;
            _waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _waiter.Task.WaitAsync(cancellationToken);
        }
    }
}
