using System.Collections.Concurrent;

namespace MicroCare.Local.Worker;

/// <summary>Lets a sender in this process wake the listener at once, instead of at its next poll.</summary>
internal sealed class QueueNudges(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new(StringComparer.Ordinal);

    /// <summary>The source stays until a waiter takes it: a nudge between two polls is not lost.</summary>
    public void Nudge(string queue) => _waiting.GetOrAdd(queue, static _ => New()).TrySetResult();

    /// <summary>Waits for a nudge, or until the time has passed (<see cref="Timeout.InfiniteTimeSpan"/>: never).</summary>
    public async Task WaitAsync(string queue, TimeSpan most, CancellationToken cancellationToken)
    {
        var nudge = _waiting.GetOrAdd(queue, static _ => New());
        var wait = nudge.Task.WaitAsync(most, time, cancellationToken);
        await wait.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        if (nudge.Task.IsCompleted)
        {
            _waiting.TryRemove(new KeyValuePair<string, TaskCompletionSource>(queue, nudge));
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
