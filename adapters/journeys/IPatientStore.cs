using System.Collections.Immutable;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;

namespace MicroCare.Adapters.Journeys;

/// <summary>Keeps patients' aggregates.</summary>
public interface IPatientStore
{
    /// <summary>How many shares <see cref="ScanAsync"/> and <see cref="ScanFactsAsync"/> cut the patients into.</summary>
    int Shares { get; }

    /// <summary>Reads an aggregate; null when there is none.</summary>
    Task<PatientRecord?> LoadAsync(PatientId patient, CancellationToken cancellationToken);

    /// <summary>Commits one step in one transaction.</summary>
    Task<CommitResult> CommitAsync(PatientCommit commit, CancellationToken cancellationToken);

    /// <summary>Takes effects that were carried out from the outbox, without a step; what is gone already is fine.</summary>
    Task SettleAsync(PatientId patient, ImmutableArray<EffectKey> effects, CancellationToken cancellationToken);

    /// <summary>All facts of a patient, in order.</summary>
    Task<ImmutableArray<JourneyFact>> ReadFactsAsync(PatientId patient, CancellationToken cancellationToken);

    /// <summary>The states of one share of the patients, by paging; in no promised order.</summary>
    IAsyncEnumerable<JourneyState> ScanAsync(int share, CancellationToken cancellationToken);

    /// <summary>The facts of one share of the patients, a patient at a time, each in order. Words are left out.</summary>
    IAsyncEnumerable<KeyValuePair<PatientId, List<JourneyFact>>> ScanFactsAsync(int share, CancellationToken cancellationToken);
}
