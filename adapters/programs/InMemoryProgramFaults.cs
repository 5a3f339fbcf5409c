using System.Collections.Concurrent;
using System.Collections.Immutable;
using MicroCare.Core.Journeys;
using MicroCare.Core.Ports;
using NodaTime;

namespace MicroCare.Adapters.Programs;

/// <summary>Faults of programs in memory.</summary>
public sealed class InMemoryProgramFaults : IProgramFaults
{
    private readonly ConcurrentDictionary<string, ProgramFaultReport> _faults = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public Task KeepAsync(JourneyEffect.ReportProgramFault effect, Instant at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(effect);
        var report = new ProgramFaultReport(effect.Program, effect.ProgramVersion, effect.Step, effect.Fault, effect.Name, at);
        _faults.AddOrUpdate(
            $"{effect.Program}|{effect.ProgramVersion}|{effect.Step}|{effect.Fault}", report, (_, known) => known.LastSeen > at ? known : report);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<ImmutableArray<ProgramFaultReport>> ListAsync(int most, CancellationToken cancellationToken) =>
        Task.FromResult(_faults.Values.OrderByDescending(fault => fault.LastSeen).Take(most).ToImmutableArray());
}
