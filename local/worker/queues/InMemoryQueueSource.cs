using System.Collections.Concurrent;

namespace MicroCare.Local.Worker;

/// <summary>
/// Queues in memory, with the visibility rules of the real ones. Nothing is polled: a listener sleeps until a message is put in or becomes visible.
/// </summary>
/// <param name="time">The clock of visibility and leases; may be a virtual one.</param>
/// <param name="gauge">
/// Told of each message from when it is put in until it is gone or hidden, so that a clock does not overtake it; not of messages in a queue that nobody
/// has ever taken from.
/// </param>
public sealed class InMemoryQueueSource(TimeProvider time, WorkGauge? gauge = null) : IQueueSource
{
    private readonly ConcurrentDictionary<string, InMemoryQueue> _queues = new(StringComparer.Ordinal);
    private readonly QueueNudges _nudges = new(time);

    /// <inheritdoc />
    public event Action<string, string>? Settled;

    /// <inheritdoc />
    public TimeProvider Time => time;

    /// <inheritdoc />
    public Task EnsureAsync(string queue, CancellationToken cancellationToken)
    {
        Queue(queue);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<string> SendAsync(string queue, BinaryData body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        var id = Queue(queue).Add(body);
        Nudge(queue);
        return Task.FromResult(id);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<TakenMessage>> ReceiveAsync(string queue, int most, TimeSpan lease, CancellationToken cancellationToken) =>
        Task.FromResult(Queue(queue).Take(most, lease));

    /// <inheritdoc />
    public Task<bool> DeleteAsync(string queue, string messageId, string popReceipt, CancellationToken cancellationToken) =>
        Task.FromResult(Queue(queue).Remove(messageId, popReceipt));

    /// <inheritdoc />
    public Task<string?> SetVisibilityAsync(
        string queue, string messageId, string popReceipt, TimeSpan invisible, CancellationToken cancellationToken)
    {
        var receipt = Queue(queue).Hide(messageId, popReceipt, invisible);
        Nudge(queue); // The listener waits for the earliest message: that may be this one now.
        return Task.FromResult(receipt);
    }

    /// <inheritdoc />
    public Task<int> CountAsync(string queue, CancellationToken cancellationToken) => Task.FromResult(Queue(queue).Count);

    /// <inheritdoc />
    public void Nudge(string queue) => _nudges.Nudge(queue);

    /// <inheritdoc />
    public Task WaitAsync(string queue, TimeSpan most, CancellationToken cancellationToken) =>
        _nudges.WaitAsync(queue, Queue(queue).UntilNext(), cancellationToken);

    /// <inheritdoc />
    public void TellSettled(string queue, string messageId) => Settled?.Invoke(queue, messageId);

    private InMemoryQueue Queue(string name) => _queues.GetOrAdd(name, _ => new InMemoryQueue(time, gauge));
}
