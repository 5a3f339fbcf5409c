using System.Collections.Concurrent;

namespace MicroCare.Local.Durable;

/// <summary>Clients that wait for instances to begin or to end; woken by commits, never polling.</summary>
internal sealed class Waiters
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _changes = new(StringComparer.Ordinal);

    /// <summary>A task that ends with the instance's next commit. Take it before looking at the state.</summary>
    public Task NextChange(string instanceId)
        => _changes.GetOrAdd(instanceId, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Changed(string instanceId)
    {
        if (!_changes.IsEmpty && _changes.TryRemove(instanceId, out var change))
            change.TrySetResult();
    }
}
