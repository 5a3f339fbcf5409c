using System.Collections.Concurrent;
using Azure.Storage.Queues.Models;

namespace MicroCare.Local.Worker;

/// <summary>Renews the leases of a listener's messages; costs a short handler nothing, and an idle listener neither.</summary>
internal sealed class LeaseKeeper : IDisposable
{
    private readonly ConcurrentDictionary<MessageLease, byte> _leases = new();
    private readonly IQueueSource _source;
    private readonly string _queue;
    private readonly TimeSpan _length;
    private readonly Action<Exception> _onFault;
    private readonly ITimer _timer;
    private int _isArmed;

    public LeaseKeeper(IQueueSource source, string queue, TimeSpan length, Action<Exception> onFault)
    {
        _source = source;
        _queue = queue;
        _length = length;
        _onFault = onFault;
        _timer = source.Time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public MessageLease Hold(QueueMessage message)
    {
        var lease = new MessageLease(_source, _queue, message, _length, _onFault);
        _leases.TryAdd(lease, 0);
        Arm();
        return lease;
    }

    /// <summary>Ends a lease; returns the receipt to settle the message with.</summary>
    public Task<string> EndAsync(MessageLease lease)
    {
        _leases.TryRemove(lease, out _);
        return lease.EndAsync();
    }

    public void Dispose() => _timer.Dispose();

    private void Arm()
    {
        if (Interlocked.Exchange(ref _isArmed, 1) == 0)
        {
            _timer.Change(_length / 4, Timeout.InfiniteTimeSpan);
        }
    }

    private void Look()
    {
        foreach (var lease in _leases.Keys)
        {
            lease.RenewIfDue();
        }

        Volatile.Write(ref _isArmed, 0);
        if (!_leases.IsEmpty)
        {
            Arm();
        }
    }
}
