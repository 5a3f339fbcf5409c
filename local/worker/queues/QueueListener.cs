using System.Text.Json;
using Azure.Storage.Queues.Models;

namespace MicroCare.Local.Worker;

/// <summary>
/// Feeds one function from its queue as the real extension does: batches, a new one when few messages are left of the last, polling that backs off
/// from a tenth of a second to the interval of host.json, visibility set on failure, and the poison queue after the last try.
/// </summary>
internal sealed class QueueListener(
    FunctionEntry function, string queue, HostJson settings, LocalHostOptions options, FunctionInvoker invoker, IQueueSource source, ILogger log)
{
    private const string PoisonSuffix = "-poison";
    private static readonly TimeSpan ShortestPoll = TimeSpan.FromMilliseconds(100);
    private readonly bool _isPoisonQueue = queue.EndsWith(PoisonSuffix, StringComparison.Ordinal);
    private readonly Dictionary<Task, byte> _running = [];

    /// <summary>Runs until stopped; what is being handled then is finished first.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var wait = ShortestPoll;
        while (!stopping.IsCancellationRequested)
        {
            IReadOnlyList<QueueMessage> batch = [];
            try
            {
                batch = await source.ReceiveAsync(queue, settings.BatchSize, options.QueueLease, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                WorkerLog.QueueUnreadable(log, queue, fault.GetType().Name);
            }

            foreach (var message in batch)
            {
                _running[Task.Run(() => HandleAsync(message, stopping), CancellationToken.None)] = 0;
            }

            try
            {
                await UntilFewRunAsync(stopping);
                if (batch.Count > 0)
                {
                    wait = ShortestPoll;
                }
                else
                {
                    await source.WaitAsync(queue, wait, stopping);
                    wait = TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, settings.MaxPollingInterval.Ticks));
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
        }

        await Task.WhenAll(_running.Keys);
    }

    private async Task UntilFewRunAsync(CancellationToken stopping)
    {
        Forget();
        while (_running.Count > settings.NewBatchThreshold)
        {
            await Task.WhenAny(_running.Keys).WaitAsync(stopping);
            Forget();
        }

        void Forget()
        {
            foreach (var done in _running.Keys.Where(task => task.IsCompleted).ToList())
            {
                _running.Remove(done);
            }
        }
    }

    private async Task HandleAsync(QueueMessage message, CancellationToken stopping)
    {
        using var work = options.Gauge.Begin();
        var lease = new Lease(message.PopReceipt);
        using var handled = new CancellationTokenSource();
        var renewing = RenewAsync(message, lease, handled.Token);
        Exception? failure = null;
        try
        {
            var data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
            {
                ["Id"] = message.MessageId,
                ["DequeueCount"] = message.DequeueCount,
                ["PopReceipt"] = message.PopReceipt,
            };
            await invoker.InvokeAsync(function, Payload(message), data, stopping);
        }
        catch (Exception fault)
        {
            failure = fault;
        }

        await handled.CancelAsync();
        await renewing;
        try
        {
            await SettleAsync(message, lease.Receipt, failure);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            WorkerLog.QueueUnreadable(log, queue, fault.GetType().Name); // The lease runs out, and the message comes again.
        }
    }

    private async Task SettleAsync(QueueMessage message, string receipt, Exception? failure)
    {
        if (failure is null)
        {
            await source.DeleteAsync(queue, message.MessageId, receipt, CancellationToken.None);
            source.TellSettled(queue, message.MessageId);
            return;
        }

        WorkerLog.MessageFailed(log, message.MessageId, queue, message.DequeueCount, failure.GetType().Name);
        if (message.DequeueCount >= settings.MaxDequeueCount && !_isPoisonQueue)
        {
            var poison = queue + PoisonSuffix;
            await source.EnsureAsync(poison, CancellationToken.None);
            await source.SendAsync(poison, message.Body, CancellationToken.None);
            await source.DeleteAsync(queue, message.MessageId, receipt, CancellationToken.None);
            WorkerLog.MessagePoisoned(log, message.MessageId, queue, poison);
            source.Nudge(poison);
            source.TellSettled(queue, message.MessageId);
        }
        else
        {
            await source.SetVisibilityAsync(queue, message.MessageId, receipt, settings.VisibilityTimeout, CancellationToken.None);
        }
    }

    private async Task RenewAsync(QueueMessage message, Lease lease, CancellationToken handled)
    {
        try
        {
            while (true)
            {
                await Task.Delay(options.QueueLease / 2, options.InfrastructureTime, handled);
                lease.Receipt = await source.SetVisibilityAsync(queue, message.MessageId, lease.Receipt, options.QueueLease, handled) ?? lease.Receipt;
            }
        }
        catch (OperationCanceledException) when (handled.IsCancellationRequested)
        {
            // The message is handled.
        }
        catch (Azure.RequestFailedException fault)
        {
            WorkerLog.QueueUnreadable(log, queue, fault.GetType().Name);
        }
    }

    private object? Payload(QueueMessage message)
    {
        var type = function.TriggerParameter.ParameterType;
        return type == typeof(QueueMessage) ? message
            : type == typeof(BinaryData) ? message.Body
            : type == typeof(string) ? message.Body.ToString()
            : type == typeof(byte[]) ? message.Body.ToArray()
            : message.Body.ToObjectFromJson<JsonElement>().Deserialize(type, JsonSerializerOptions.Web);
    }

    private sealed class Lease(string receipt)
    {
        public string Receipt { get; set; } = receipt;
    }
}
