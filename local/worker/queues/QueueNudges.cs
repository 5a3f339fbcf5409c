using System.Collections.Concurrent;

namespace MicroCare.Local.Worker;

/// <summary>Lets a sender in this process wake the listener at once, instead of at its next poll.</summary>
internal sealed class QueueNudges(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new(StringComparer.Ordinal);

    public void Nudge(string queue)
    {
        // The source stays until a waiter takes it: a nudge between two polls is not lost.
        _waiting.GetOrAdd(queue, static _ => New()).TrySetResult();
    }

    public async Task WaitAsync(string queue, TimeSpan most, CancellationToken cancellationToken)
    {
        var nudge = _waiting.GetOrAdd(queue, static _ => New());
        try
        {
            await nudge.Task.WaitAsync(most, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return;
        }

        _waiting.TryRemove(new KeyValuePair<string, TaskCompletionSource>(queue, nudge));
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
