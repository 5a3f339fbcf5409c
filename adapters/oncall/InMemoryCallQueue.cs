using System.Collections.Concurrent;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;

namespace MicroCare.Adapters.OnCall;

/// <summary>Calls for people in memory; for simulation and tests.</summary>
public sealed class InMemoryCallQueue : ICallQueue
{
    private readonly ConcurrentDictionary<(EffectKey Case, int Round), bool> _calls = new();

    /// <summary>The calls so far, in no order.</summary>
    public IEnumerable<(EffectKey Case, int Round)> Calls => _calls.Keys;

    /// <inheritdoc />
    public Task CallAsync(EffectKey patientCase, int round, CancellationToken cancellationToken)
    {
        _calls.TryAdd((patientCase, round), true);
        return Task.CompletedTask;
    }
}
