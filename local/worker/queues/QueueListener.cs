namespace MicroCare.Local.Worker;

/// <summary>
/// Feeds one function from its queue as the real extension does: batches, a new one when few messages are left of the last, and polling that backs
/// off from a tenth of a second to the interval of host.json. A storage failure is backed off from as an empty queue is.
/// </summary>
internal sealed class QueueListener(
    FunctionEntry function, string queue, HostJson settings, LocalHostOptions options, FunctionInvoker invoker, IQueueSource source, ILogger log)
{
    private static readonly TimeSpan ShortestPoll = TimeSpan.FromMilliseconds(100);
    private readonly RunningMessages _running = new();

    /// <summary>Runs until <paramref name="stopping"/>; what is being handled then is finished first, and cancelled only by <paramref name="abort"/>.</summary>
    public async Task RunAsync(CancellationToken stopping, CancellationToken abort)
    {
        using var leases = new LeaseKeeper(source, queue, options.QueueLease, fault => WorkerLog.QueueUnreachable(log, queue, fault.GetType().Name));
        var handler = new MessageHandler(function, queue, settings, options, invoker, source, leases, log);
        var wait = ShortestPoll;
        try
        {
            while (true)
            {
                var batch = await ReceiveAsync(stopping);
                foreach (var message in batch)
                {
                    _running.Begin();
                    _ = Task.Run(() => HandleAsync(handler, message, abort), CancellationToken.None);
                }

                await _running.UntilAtMostAsync(settings.NewBatchThreshold, stopping);
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
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await _running.UntilAtMostAsync(0, CancellationToken.None);
        }
    }

    private async Task HandleAsync(MessageHandler handler, TakenMessage message, CancellationToken abort)
    {
        try
        {
            await handler.HandleAsync(message, abort);
        }
        finally
        {
            _running.End();
        }
    }

    /// <summary>A batch. Once asked for, it is waited for even if the host stops: what it brings is leased already.</summary>
    private async Task<IReadOnlyList<TakenMessage>> ReceiveAsync(CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        try
        {
            return await source.ReceiveAsync(queue, settings.BatchSize, options.QueueLease, CancellationToken.None);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            WorkerLog.QueueUnreachable(log, queue, fault.GetType().Name);
            return [];
        }
    }
}
