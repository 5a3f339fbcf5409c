using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace MicroCare.Local.Carriers;

/// <summary>
/// Puts events on the queue, at least once each: alone or several to a message, twice when the faults say so, again after
/// a while when the queue is out of reach.
/// </summary>
internal sealed class EventPost(
    IEventSink sink,
    CarrierOptions options,
    CarrierFaults faults,
    CarrierLedger ledger,
    UnsettledEvents unsettled,
    TimeProvider time,
    ILogger log)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private readonly Lock _gate = new();
    private Batch? _open;

    /// <summary>Completes when the event is on the queue.</summary>
    public Task PostAsync(JsonObject smsEvent, CancellationToken cancellationToken) =>
        options.EventsPerMessage <= 1 ? PutAsync(smsEvent.ToJsonString(), cancellationToken) : JoinBatch(smsEvent, cancellationToken);

    /// <summary>How long the next event is to wait before it is posted, so that others overtake it; mostly zero.</summary>
    public TimeSpan DrawLateness() => faults.NextEventIsLate() ? faults.LateBy : TimeSpan.Zero;

    private Task JoinBatch(JsonObject smsEvent, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var batch = _open ??= new Batch();
            batch.Events.Add(smsEvent);
            if (batch.Events.Count == 1)
                _ = CloseLaterAsync(batch, cancellationToken);
            if (batch.Events.Count >= options.EventsPerMessage)
                Close(batch, cancellationToken);
            return batch.Put.Task;
        }
    }

    private async Task CloseLaterAsync(Batch batch, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(options.BatchWindow, time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            batch.Put.TrySetCanceled(cancellationToken);
            return;
        }
        lock (_gate)
            Close(batch, cancellationToken);
    }

    private void Close(Batch batch, CancellationToken cancellationToken)
    {
        if (_open != batch)
            return;
        _open = null;
        _ = PutBatchAsync(batch, cancellationToken);
    }

    private async Task PutBatchAsync(Batch batch, CancellationToken cancellationToken)
    {
        try
        {
            await PutAsync(batch.Events.ToJsonString(), cancellationToken);
            batch.Put.TrySetResult();
        }
        catch (OperationCanceledException)
        {
            batch.Put.TrySetCanceled(cancellationToken);
        }
    }

    private async Task PutAsync(string json, CancellationToken cancellationToken)
    {
        await PutOnceAsync(json, cancellationToken);
        if (faults.NextMessageIsDoubled())
            await PutOnceAsync(json, cancellationToken);
    }

    private async Task PutOnceAsync(string json, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var work = unsettled.Begin();
            try
            {
                var id = await sink.PutAsync(json, cancellationToken);
                ledger.CountMessage();
                unsettled.Put(id, work);
                return;
            }
            catch (Exception reason) when (!cancellationToken.IsCancellationRequested)
            {
                work.Dispose();
                CarrierLog.QueueOutOfReach(log, reason.GetType().Name);
                await Task.Delay(pause, time, cancellationToken);
            }
            catch
            {
                work.Dispose();
                throw;
            }
        }
    }

    private sealed class Batch
    {
        public JsonArray Events { get; } = [];

        public TaskCompletionSource Put { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
