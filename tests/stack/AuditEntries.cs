using System.Collections.Concurrent;
using System.Collections.Immutable;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using NodaTime;

namespace MicroCare.Tests.Stack;

/// <summary>An audit trail that a test can read.</summary>
public sealed class AuditEntries : IAuditTrail
{
    private readonly ConcurrentQueue<AuditEntry> _entries = new();

    public IReadOnlyCollection<AuditEntry> All => _entries;

    public Task WriteAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        _entries.Enqueue(entry);
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<AuditEntry>> ReadAsync(ClinicId clinic, PatientId patient, int most, CancellationToken cancellationToken) => Task.FromResult(
        _entries.Where(entry => entry.Clinic == clinic && entry.Patient == patient).Reverse().Take(most).ToImmutableArray());

    public Task<int> RemoveOlderAsync(Instant before, CancellationToken cancellationToken) => Task.FromResult(0);
}
