using Microsoft.DurableTask;

namespace MicroCare.Local.Durable;

/// <summary>The external events of one execution: who waits for them, and which came before anyone did.</summary>
/// <remarks>Names are compared without case. The newest waiter is served first; a waiter that was cancelled is passed over.</remarks>
internal sealed class EventInbox(DataConverter converter, Action passedCancelledWaiter)
{
    private readonly Dictionary<string, Stack<Waiter>> _waiters = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<HistoryEvent> _unread = [];

    public bool HasWaiters => _waiters.Values.Any(stack => stack.Any(waiter => !waiter.IsOver));

    public Task<T> Wait<T>(string name, OrchestratorThread thread, Action<string> onIllegal, CancellationToken cancellation)
    {
        if (!_waiters.TryGetValue(name, out var stack))
            _waiters[name] = stack = new();
        if (stack.FirstOrDefault(other => !other.IsOver) is { } existing && existing.Type != typeof(T))
        {
            throw new ArgumentException(
                $"Events with the same name must have the same type: '{name}' is awaited as {existing.Type} and as {typeof(T)}.");
        }

        Waiter<T> waiter = new();
        stack.Push(waiter);
        var unread = _unread.FindIndex(e => string.Equals(e.Name, name, StringComparison.OrdinalIgnoreCase));
        if (unread >= 0)
        {
            var e = _unread[unread];
            _unread.RemoveAt(unread);
            Deliver(e);
        }

        cancellation.Register(() =>
        {
            if (thread.IsCurrent)
                waiter.TrySetCanceled(cancellation);
            else
                onIllegal("the wait for an event was cancelled on another thread (use Cancel(), not CancelAsync() or CancelAfter())");
        });
        return waiter.Task;
    }

    public void Deliver(HistoryEvent e)
    {
        if (_waiters.TryGetValue(e.Name!, out var stack))
        {
            while (stack.TryPop(out var waiter))
            {
                if (!waiter.IsOver)
                {
                    waiter.Complete(e.Data, converter);
                    return;
                }

                passedCancelledWaiter();
            }
        }

        _unread.Add(e);
    }

    /// <summary>Takes the events that no one has awaited, in the order in which they came.</summary>
    public List<HistoryEvent> TakeUnread()
    {
        List<HistoryEvent> unread = [.. _unread];
        _unread.Clear();
        return unread;
    }

    private abstract class Waiter
    {
        public abstract Type Type { get; }

        public abstract bool IsOver { get; }

        public abstract void Complete(string? data, DataConverter converter);
    }

    private sealed class Waiter<T> : Waiter
    {
        private readonly TaskCompletionSource<T> _source = new();

        public Task<T> Task => _source.Task;

        public override Type Type => typeof(T);

        public override bool IsOver => _source.Task.IsCompleted;

        public void TrySetCanceled(CancellationToken cancellation) => _source.TrySetCanceled(cancellation);

        public override void Complete(string? data, DataConverter converter)
        {
            T? value;
            try
            {
                value = converter.Deserialize<T>(data);
            }
#pragma warning disable CA1031 // Whatever the converter throws belongs to the orchestrator that awaits the event.
            catch (Exception e)
#pragma warning restore CA1031
            {
                _source.TrySetException(e);
                return;
            }

            _source.TrySetResult(value!);
        }
    }
}
