using System.Collections.Immutable;
using MicroCare.Core.Identity;
using MicroCare.Core.Privacy;

namespace MicroCare.Core.Ports;

/// <summary>
/// Erases a person, one place after another. Each call may be repeated and may be the first one after a crash: what is done is not done again. Between
/// <see cref="MarkAsync"/> and <see cref="ErasePatientAsync"/> a marker stands where the journey was, so that nothing can bring it back.
/// </summary>
public interface IErasure
{
    /// <summary>How long whatever was under way when the marker was set gets to end before the rest is removed.</summary>
    TimeSpan Grace { get; }

    /// <summary>
    /// Notes that a patient is to be erased. The record of the erasure that is under way, or that was the last, where there is no such patient any more; null where
    /// there never was one.
    /// </summary>
    /// <param name="clinics">The clinics that the caller may reach.</param>
    /// <param name="patient">Whom.</param>
    /// <param name="who">The opaque id of the caller.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<ErasureRecord?> BeginAsync(IEnumerable<ClinicId> clinics, PatientId patient, string who, ErasureReason reason, CancellationToken cancellationToken);

    /// <summary>The newest record of a patient's erasure; null where there is none.</summary>
    Task<ErasureRecord?> FindAsync(ClinicId clinic, PatientId patient, CancellationToken cancellationToken);

    /// <summary>Erasures that were noted and are not finished.</summary>
    Task<ImmutableArray<ErasureRecord>> ListUnfinishedAsync(CancellationToken cancellationToken);

    /// <summary>Puts the marker in the place of the journey, which from then on takes nothing and sends nothing.</summary>
    Task MarkAsync(ErasureTarget target, CancellationToken cancellationToken);

    /// <summary>Removes the patient's cases from the clinic's list.</summary>
    Task EraseCasesAsync(ErasureTarget target, CancellationToken cancellationToken);

    /// <summary>Removes what the patient wrote, and reports on texts to them, from the messages that could not be handled.</summary>
    Task EraseDeadLettersAsync(ErasureTarget target, CancellationToken cancellationToken);

    /// <summary>Takes the patient's rows out of the clinic's exports, finished and unfinished.</summary>
    Task EraseFromExportsAsync(ErasureTarget target, CancellationToken cancellationToken);

    /// <summary>Forgets the answers to requests that name the patient.</summary>
    Task ForgetAnswersAsync(ErasureTarget target, CancellationToken cancellationToken);

    /// <summary>Keeps what the law asks for, and sees to it that a number whose owner said STOP is not texted again.</summary>
    Task KeepEvidenceAsync(ErasureTarget target, CancellationToken cancellationToken);

    /// <summary>Removes the journey with all that was written, and gives the number free; the marker goes last.</summary>
    Task ErasePatientAsync(ErasureTarget target, CancellationToken cancellationToken);

    /// <summary>Notes that nothing is left.</summary>
    Task FinishAsync(ErasureTarget target, CancellationToken cancellationToken);
}

/// <summary>Whose journey is erased. Opaque ids only: it travels through durable histories.</summary>
/// <param name="Clinic">The patient's clinic.</param>
/// <param name="Patient">The patient.</param>
/// <param name="Journey">As in <see cref="ErasureRecord"/>.</param>
public sealed record ErasureTarget(ClinicId Clinic, PatientId Patient, long Journey)
{
    /// <summary>The target of a record.</summary>
    public static ErasureTarget Of(ErasureRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new(record.Clinic, record.Patient, record.Journey);
    }
}
