using Azure.Storage.Queues.Models;

namespace MicroCare.Local.Worker;

/// <summary>Keeps one message invisible to others while it is handled.</summary>
internal sealed class MessageLease(IQueueSource source, string queue, QueueMessage message, TimeSpan length, Action<Exception> onFault)
{
    private readonly Lock _lock = new();
    private DateTimeOffset _renewAt = source.Time.GetUtcNow() + (length / 2);
    private string _receipt = message.PopReceipt;
    private Task _renewal = Task.CompletedTask;
    private bool _isOver;

    /// <summary>Asks for the whole length anew once half of it is gone; not while it is being asked for.</summary>
    public void RenewIfDue()
    {
        lock (_lock)
        {
            if (!_isOver && _renewal.IsCompleted && source.Time.GetUtcNow() >= _renewAt)
            {
                _renewal = RenewAsync();
            }
        }
    }

    /// <summary>Renews no more, and returns the receipt that counts now.</summary>
    public async Task<string> EndAsync()
    {
        Task last;
        lock (_lock)
        {
            _isOver = true;
            last = _renewal;
        }

        await last;
        return _receipt;
    }

    private async Task RenewAsync()
    {
        try
        {
            _receipt = await source.SetVisibilityAsync(queue, message.MessageId, _receipt, length, CancellationToken.None) ?? _receipt;
            _renewAt = source.Time.GetUtcNow() + (length / 2);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            onFault(fault); // The next look tries again.
        }
    }
}
