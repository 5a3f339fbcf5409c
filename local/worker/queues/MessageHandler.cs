using Azure.Storage.Queues.Models;

namespace MicroCare.Local.Worker;

/// <summary>
/// Takes one message through its function, and settles it: deleted when the function succeeded, visible again after a while when it failed, in the
/// poison queue after its last try or when it cannot be read.
/// </summary>
internal sealed class MessageHandler(
    FunctionEntry function,
    string queue,
    HostJson settings,
    LocalHostOptions options,
    FunctionInvoker invoker,
    IQueueSource source,
    LeaseKeeper leases,
    ILogger log)
{
    private readonly string? _poison = queue.EndsWith(QueueName.PoisonSuffix, StringComparison.Ordinal) ? null : queue + QueueName.PoisonSuffix;

    /// <summary>Never throws: what cannot be settled comes again when its lease runs out.</summary>
    public async Task HandleAsync(TakenMessage taken, CancellationToken abort)
    {
        using var work = options.Gauge.Begin();
        var message = taken.Message;
        var lease = leases.Hold(message);
        var hadItsTries = _poison is not null && message.DequeueCount > settings.MaxDequeueCount; // A host that died in its last try left it so.
        var succeeded = taken.IsReadable && !hadItsTries && await TryAsync(message, abort);
        var receipt = await leases.EndAsync(lease);
        try
        {
            if (succeeded)
            {
                await RemoveAsync(message, receipt);
            }
            else
            {
                await RefuseAsync(message, receipt, isFinal: !taken.IsReadable || message.DequeueCount >= settings.MaxDequeueCount);
            }
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            WorkerLog.QueueUnreachable(log, queue, fault.GetType().Name);
        }
    }

    private async Task<bool> TryAsync(QueueMessage message, CancellationToken abort)
    {
        try
        {
            await invoker.InvokeAsync(function, QueuePayload.Read(message, function.TriggerParameter.ParameterType), QueuePayload.Data(message), abort);
            return true;
        }
        catch (Exception fault)
        {
            WorkerLog.MessageFailed(log, message.MessageId, queue, message.DequeueCount, fault.GetType().Name);
            return false;
        }
    }

    private async Task RefuseAsync(QueueMessage message, string receipt, bool isFinal)
    {
        if (_poison is null || !isFinal)
        {
            // A poison queue has none of its own, and a short way back would be a fast loop: there the message stays away for a whole lease.
            var away = _poison is null ? options.QueueLease : settings.VisibilityTimeout;
            await source.SetVisibilityAsync(queue, message.MessageId, receipt, away, CancellationToken.None);
            return;
        }

        await source.EnsureAsync(_poison, CancellationToken.None);
        await source.SendAsync(_poison, message.Body, CancellationToken.None);
        WorkerLog.MessagePoisoned(log, message.MessageId, queue, _poison);
        await RemoveAsync(message, receipt);
    }

    private async Task RemoveAsync(QueueMessage message, string receipt)
    {
        if (await source.DeleteAsync(queue, message.MessageId, receipt, CancellationToken.None))
        {
            source.TellSettled(queue, message.MessageId);
        }
    }
}
