using MicroCare.Adapters.OnCall;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;

namespace MicroCare.Tests.Safety;

/// <summary>The queue that people are called by; fails so many times before it takes a call.</summary>
internal sealed class FaultyCalls : ICallQueue
{
    private readonly InMemoryCallQueue _taken = new();

    public int Failing { get; set; }

    public IEnumerable<(EffectKey Case, int Round)> Calls => _taken.Calls;

    public Task CallAsync(EffectKey patientCase, int round, CancellationToken cancellationToken) =>
        Failing-- > 0 ? throw new ProcessDiedException() : _taken.CallAsync(patientCase, round, cancellationToken);
}
