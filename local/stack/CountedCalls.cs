using MicroCare.Adapters.OnCall;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using MicroCare.Local.Carriers;
using MicroCare.Local.Worker;

namespace MicroCare.Local.Stack;

/// <summary>Calls for people on this machine's queue: taken at once, and counted as work until they are, so that a fast clock does not overtake them.</summary>
internal sealed class CountedCalls : ICallQueue
{
    private readonly IQueueSource _queues;
    private readonly UnsettledEvents _unsettled;

    public CountedCalls(IQueueSource queues, WorkGauge gauge)
    {
        _queues = queues;
        _unsettled = new UnsettledEvents(gauge, untilSettled: true);
        queues.Settled += (queue, message) =>
        {
            if (queue == StorageCallQueue.Name)
            {
                _unsettled.Settled(message);
            }
        };
    }

    /// <inheritdoc />
    public async Task CallAsync(EffectKey patientCase, int round, CancellationToken cancellationToken)
    {
        var work = _unsettled.Begin();
        try
        {
            await _queues.EnsureAsync(StorageCallQueue.Name, cancellationToken);
            _unsettled.Put(await _queues.SendAsync(StorageCallQueue.Name, BinaryData.FromString(StorageCallQueue.MessageOf(patientCase, round)), cancellationToken), work);
        }
        catch
        {
            work.Dispose();
            throw;
        }
    }
}
