using System.Collections.Concurrent;
using System.Collections.Immutable;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;

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
}
