using System.Collections.Concurrent;
using System.Collections.Immutable;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using NodaTime;

namespace MicroCare.Adapters.Audit;

/// <summary>Who looked at what, in memory; for simulation and tests.</summary>
public sealed class InMemoryAuditTrail : IAuditTrail
{
    private readonly ConcurrentQueue<AuditEntry> _entries = new();

    /// <inheritdoc />
    public Task WriteAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        _entries.Enqueue(entry);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<ImmutableArray<AuditEntry>> ReadAsync(ClinicId clinic, PatientId patient, int most, CancellationToken cancellationToken) =>
        Task.FromResult(_entries.Reverse().Where(entry => entry.Clinic == clinic && entry.Patient == patient).Take(most).ToImmutableArray());

    /// <inheritdoc />
    public Task<int> RemoveOlderAsync(Instant before, CancellationToken cancellationToken)
    {
        var removed = 0;
        while (_entries.TryPeek(out var oldest) && oldest.When < before && _entries.TryDequeue(out _))
        {
            removed++;
        }

        return Task.FromResult(removed);
    }
}
