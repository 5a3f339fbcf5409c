using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;

namespace MicroCare.Adapters.Journeys;

/// <summary>Patients in memory, with the same promises as in tables; for simulation, tests and measurements.</summary>
public sealed class InMemoryPatientStore : IPatientStore
{
    private readonly ConcurrentDictionary<PatientId, Partition> _partitions = new();

    /// <inheritdoc />
    public int Shares => 8;

    /// <inheritdoc />
    public Task<PatientRecord?> LoadAsync(PatientId patient, CancellationToken cancellationToken)
    {
        if (!_partitions.TryGetValue(patient, out var partition))
        {
            return Task.FromResult<PatientRecord?>(null);
        }

        lock (partition)
        {
            return Task.FromResult(partition.Record);
        }
    }

    /// <inheritdoc />
    public Task<CommitResult> CommitAsync(PatientCommit commit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commit);
        var partition = _partitions.GetOrAdd(commit.Outcome.State.Patient, static _ => new Partition());
        lock (partition)
        {
            if (commit.Input is { } input && partition.Inputs.Contains(input))
            {
                return Task.FromResult<CommitResult>(new CommitResult.Repeated());
            }

            if (partition.Record?.Version != commit.Before?.Version || partition.Erasing is not null)
            {
                return Task.FromResult<CommitResult>(new CommitResult.Raced());
            }

            if (commit.Input is { } taken)
            {
                partition.Inputs.Add(taken);
            }

            partition.Facts.AddRange(commit.Outcome.Facts);
            partition.Sent.AddRange(SentText.Of(commit));
            partition.Record = new PatientRecord(commit.Outcome.State, commit.Contact, commit.OutboxAfter(), partition.NextVersion());
            return Task.FromResult<CommitResult>(new CommitResult.Committed(partition.Record));
        }
    }

    /// <inheritdoc />
    public Task SettleAsync(PatientId patient, ImmutableArray<EffectKey> effects, CancellationToken cancellationToken)
    {
        if (_partitions.TryGetValue(patient, out var partition))
        {
            lock (partition)
            {
                if (partition.Record is { } record && record.Outbox.RemoveAll(pending => effects.Contains(pending.Effect.Key)) is var left
                    && left.Length < record.Outbox.Length)
                {
                    partition.Record = record with { Outbox = left, Version = partition.NextVersion() };
                }
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<ImmutableArray<JourneyFact>> ReadFactsAsync(PatientId patient, CancellationToken cancellationToken)
    {
        if (!_partitions.TryGetValue(patient, out var partition))
        {
            return Task.FromResult(ImmutableArray<JourneyFact>.Empty);
        }

        lock (partition)
        {
            return Task.FromResult(partition.Facts.ToImmutableArray());
        }
    }

    /// <inheritdoc />
    public Task<ImmutableArray<SentText>> ReadSentAsync(PatientId patient, CancellationToken cancellationToken)
    {
        if (!_partitions.TryGetValue(patient, out var partition))
        {
            return Task.FromResult(ImmutableArray<SentText>.Empty);
        }

        lock (partition)
        {
            return Task.FromResult(partition.Sent.ToImmutableArray());
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<JourneyState> ScanAsync(int share, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var (patient, _) in Of(share))
        {
            if (await LoadAsync(patient, cancellationToken) is { } record)
            {
                yield return record.State;
            }
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<KeyValuePair<PatientId, List<JourneyFact>>> ScanFactsAsync(
        int share, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var (patient, _) in Of(share).Where(pair => pair.Value.Erasing is null))
        {
            var facts = await ReadFactsAsync(patient, cancellationToken);
            yield return new(patient, [.. facts.Select(fact => fact with { Words = null })]);
        }
    }

    /// <inheritdoc />
    public Task MarkErasingAsync(PatientId patient, long journey, CancellationToken cancellationToken)
    {
        if (_partitions.TryGetValue(patient, out var partition))
        {
            lock (partition)
            {
                if (partition.Record is { } record && record.State.EnrolledAt.ToUnixTimeMilliseconds() == journey)
                {
                    partition.Erasing = new ErasingPatient(record.State.Clinic, record.Contact.Phone, journey);
                    partition.Record = null;
                }
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<ErasingPatient?> FindErasingAsync(PatientId patient, CancellationToken cancellationToken) =>
        Task.FromResult(_partitions.TryGetValue(patient, out var partition) ? partition.Erasing : null);

    /// <inheritdoc />
    public Task EraseAsync(PatientId patient, long journey, CancellationToken cancellationToken)
    {
        if (_partitions.TryGetValue(patient, out var partition))
        {
            lock (partition)
            {
                if (partition.Erasing?.Journey == journey)
                {
                    // The partition object stays with whoever holds it: emptied, as a table's would be.
                    partition.Facts.Clear();
                    partition.Sent.Clear();
                    partition.Inputs.Clear();
                    partition.Erasing = null;
                }
            }
        }

        return Task.CompletedTask;
    }

    private IEnumerable<KeyValuePair<PatientId, Partition>> Of(int share) =>
        _partitions.Where(pair => pair.Key.Value[0] % Shares == share).OrderBy(pair => pair.Key.Value, StringComparer.Ordinal);

    private sealed class Partition
    {
        private long _versions;

        public HashSet<InputId> Inputs { get; } = [];

        public List<JourneyFact> Facts { get; } = [];

        public List<SentText> Sent { get; } = [];

        public PatientRecord? Record { get; set; }

        public ErasingPatient? Erasing { get; set; }

        public string NextVersion() => (++_versions).ToString(CultureInfo.InvariantCulture);
    }
}
