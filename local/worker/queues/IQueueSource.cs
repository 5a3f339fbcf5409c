namespace MicroCare.Local.Worker;

/// <summary>Queues, as the host's listeners use them.</summary>
public interface IQueueSource
{
    /// <summary>The clock that visibility and leases go by.</summary>
    TimeProvider Time { get; }

    /// <summary>Makes the queue if it is missing.</summary>
    Task EnsureAsync(string queue, CancellationToken cancellationToken);

    /// <summary>Puts a message in and wakes its listener; returns its id.</summary>
    Task<string> SendAsync(string queue, BinaryData body, CancellationToken cancellationToken);

    /// <summary>Takes up to <paramref name="most"/> messages, which stay invisible to others for <paramref name="lease"/>.</summary>
    Task<IReadOnlyList<TakenMessage>> ReceiveAsync(string queue, int most, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Removes a message that was taken; false when the lease was lost and somebody else has it now.</summary>
    Task<bool> DeleteAsync(string queue, string messageId, string popReceipt, CancellationToken cancellationToken);

    /// <summary>Sets how long a message that was taken stays invisible from now on; returns the new receipt, or null when the lease was lost.</summary>
    Task<string?> SetVisibilityAsync(string queue, string messageId, string popReceipt, TimeSpan invisible, CancellationToken cancellationToken);

    /// <summary>How many messages are in the queue, visible or not; about.</summary>
    Task<int> CountAsync(string queue, CancellationToken cancellationToken);

    /// <summary>Wakes whoever waits for messages of that queue: one was just put in by this process.</summary>
    void Nudge(string queue);

    /// <summary>Waits for a nudge, or for the time to pass. Queues in memory wait for the next message instead, however long that takes.</summary>
    Task WaitAsync(string queue, TimeSpan most, CancellationToken cancellationToken);

    /// <summary>
    /// Calls back when a message has left its queue for good, handled or poisoned; with the queue's name and the message's id. The caller's thread
    /// is a listener's: be quick.
    /// </summary>
    event Action<string, string>? Settled;

    /// <summary>Tells that a message has left its queue for good.</summary>
    void TellSettled(string queue, string messageId);
}
