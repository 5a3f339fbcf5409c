using System.Collections.Concurrent;
using System.Collections.Immutable;
using MicroCare.Core.Identity;
using MicroCare.Core.Privacy;
using NodaTime;

namespace MicroCare.Adapters.Erasures;

/// <summary>Records of erasures in memory.</summary>
public sealed class InMemoryErasureBook : IErasureBook
{
    private readonly ConcurrentDictionary<(ClinicId Clinic, PatientId Patient, long Journey), ErasureRecord> _records = new();

    /// <inheritdoc />
    public Task<ErasureRecord> AddAsync(ErasureRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        return Task.FromResult(_records.GetOrAdd((record.Clinic, record.Patient, record.Journey), record));
    }

    /// <inheritdoc />
    public Task SetAsync(ErasureRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        _records[(record.Clinic, record.Patient, record.Journey)] = record;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<ErasureRecord?> FindAsync(ClinicId clinic, PatientId patient, CancellationToken cancellationToken) => Task.FromResult(
        _records.Values.Where(record => record.Clinic == clinic && record.Patient == patient).MaxBy(record => record.Journey));

    /// <inheritdoc />
    public Task<ImmutableArray<ErasureRecord>> ListUnfinishedAsync(CancellationToken cancellationToken) =>
        Task.FromResult(_records.Values.Where(record => record.FinishedAt is null).ToImmutableArray());

    /// <inheritdoc />
    public Task<int> RemoveOlderAsync(Instant before, CancellationToken cancellationToken) =>
        Task.FromResult(_records.Where(one => one.Value.FinishedAt < before).Count(one => _records.TryRemove(one.Key, out _)));
}
