using System.Collections.Concurrent;
using MicroCare.Adapters.DeadLetters;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using MicroCare.Core.Privacy;

namespace MicroCare.Adapters.OnCall;

/// <summary>Calls for people in memory; for simulation and tests. Each case and round is handed over once.</summary>
/// <param name="queues">Where a function takes them from; null: nobody does.</param>
public sealed class InMemoryCallQueue(IReplayQueue? queues = null) : ICallQueue
{
    private readonly ConcurrentDictionary<(EffectKey Case, int Round), bool> _calls = new();

    /// <summary>The calls so far, in no order.</summary>
    public IEnumerable<(EffectKey Case, int Round)> Calls => _calls.Keys;

    /// <inheritdoc />
    public async Task CallAsync(EffectKey patientCase, int round, CancellationToken cancellationToken)
    {
        if (_calls.TryAdd((patientCase, round), true) && queues is not null)
        {
            await queues.SendAsync(StorageCallQueue.Name, new PatientText(StorageCallQueue.MessageOf(patientCase, round)), cancellationToken);
        }
    }
}
