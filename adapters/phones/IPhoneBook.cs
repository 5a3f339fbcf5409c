using MicroCare.Core.Identity;
using MicroCare.Core.Privacy;
using NodaTime;

namespace MicroCare.Adapters.Phones;

/// <summary>Finds the patient behind a phone. Numbers are kept only as keyed hashes.</summary>
public interface IPhoneBook
{
    /// <summary>Gives the number to the patient; false when it is another patient's. The same patient again is fine.</summary>
    Task<bool> ReserveAsync(PatientText phone, PatientId patient, CancellationToken cancellationToken);

    /// <summary>Whose number it is; null when nobody's.</summary>
    Task<PatientId?> FindAsync(PatientText phone, CancellationToken cancellationToken);

    /// <summary>The caller knows that the number is the patient's: a book that remembers what it found needs not look it up.</summary>
    void Remember(PatientText phone, PatientId patient)
    {
    }

    /// <summary>The caller found that the number is no longer whose it was: a book that remembers forgets it.</summary>
    void Forget(PatientText phone)
    {
    }

    /// <summary>Takes the number from the patient, with all that is noted of it as a stranger's; another patient's stays theirs.</summary>
    Task ReleaseAsync(PatientText phone, PatientId patient, CancellationToken cancellationToken);

    /// <summary>Whoever has the number wants no texts, and is no patient any more: nobody is enrolled with it until <see cref="LiftAsync"/>.</summary>
    /// <param name="phone">The number.</param>
    /// <param name="since">Since when they want none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task SuppressAsync(PatientText phone, Instant since, CancellationToken cancellationToken);

    /// <summary>Whether nobody may be enrolled with the number.</summary>
    Task<bool> IsSuppressedAsync(PatientText phone, CancellationToken cancellationToken);

    /// <summary>A START came from the number; one that was written before the suppression changes nothing.</summary>
    Task LiftAsync(PatientText phone, Instant startedAt, CancellationToken cancellationToken);

    /// <summary>
    /// Whether a number that is nobody's may be answered now: once in 24 hours. The answer is noted before it is given, so a crash
    /// may swallow it but never doubles it. The message that was let through is let through again when it is handled again.
    /// </summary>
    Task<bool> MayAnswerStrangerAsync(PatientText phone, InputId message, Instant now, CancellationToken cancellationToken);
}
