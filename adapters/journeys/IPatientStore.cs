using System.Collections.Immutable;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Privacy;
using NodaTime;

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

    /// <summary>What was sent to a patient, in no promised order; for people of the clinic only. Texts of before this was kept are missing.</summary>
    Task<ImmutableArray<SentText>> ReadSentAsync(PatientId patient, CancellationToken cancellationToken);

    /// <summary>The states of one share of the patients, by paging; in no promised order.</summary>
    IAsyncEnumerable<JourneyState> ScanAsync(int share, CancellationToken cancellationToken);

    /// <summary>The facts of one share of the patients, a patient at a time, each in order. Words are left out.</summary>
    IAsyncEnumerable<KeyValuePair<PatientId, List<JourneyFact>>> ScanFactsAsync(int share, CancellationToken cancellationToken);

    /// <summary>
    /// Puts a marker in the place of a journey's state: from then on nothing loads, nothing commits and no scan meets it. Where the journey is another one, is
    /// marked already, or is gone, nothing changes.
    /// </summary>
    /// <param name="patient">Whose.</param>
    /// <param name="journey">Which: the millisecond in which it began.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task MarkErasingAsync(PatientId patient, long journey, CancellationToken cancellationToken);

    /// <summary>What the marker knows; null where there is none.</summary>
    Task<ErasingPatient?> FindErasingAsync(PatientId patient, CancellationToken cancellationToken);

    /// <summary>Removes all that is left of a marked journey, the marker last. Where the journey is not marked, nothing changes.</summary>
    Task EraseAsync(PatientId patient, long journey, CancellationToken cancellationToken);
}

/// <summary>A text that was decided to go out.</summary>
/// <param name="Key">Its effect key.</param>
/// <param name="At">When it was decided.</param>
/// <param name="Body">The words, with <c>{name}</c> and <c>{clinic}</c> still to be filled in.</param>
public sealed record SentText(EffectKey Key, Instant At, PatientText Body)
{
    /// <summary>The texts of an outcome.</summary>
    public static IEnumerable<SentText> Of(PatientCommit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        return commit.Outcome.Effects.OfType<JourneyEffect.SendText>().Where(text => text.Body is not null).Select(text => new SentText(text.Key, commit.At, text.Body!));
    }
}

/// <summary>What is known of a patient while they are being erased.</summary>
/// <param name="Clinic">Their clinic.</param>
/// <param name="Phone">Their number, by which the rest of what is theirs is found.</param>
/// <param name="Journey">Which journey.</param>
public sealed record ErasingPatient(ClinicId Clinic, PatientText Phone, long Journey);
