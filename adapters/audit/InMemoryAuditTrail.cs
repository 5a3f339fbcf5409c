using System.Collections.Concurrent;
using System.Collections.Immutable;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using NodaTime;

namespace MicroCare.Adapters.Audit;

/// <summary>Who looked at what, in memory; for simulation and tests.</summary>
public sealed class InMemoryAuditTrail : IAuditTrail
{
    private ConcurrentQueue<AuditEntry> _entries = new();

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
        var kept = _entries.Where(entry => entry.When >= before).ToList();
        var removed = _entries.Count - kept.Count;
        _entries = new ConcurrentQueue<AuditEntry>(kept);
        return Task.FromResult(removed);
    }
}
