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

    /// <summary>
    /// Whether a number that is nobody's may be answered now: once in 24 hours. The answer is noted before it is given, so a crash
    /// may swallow it but never doubles it. The message that was let through is let through again when it is handled again.
    /// </summary>
    Task<bool> MayAnswerStrangerAsync(PatientText phone, InputId message, Instant now, CancellationToken cancellationToken);
}
