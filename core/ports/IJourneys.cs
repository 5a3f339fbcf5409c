using System.Collections.Immutable;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Privacy;
using NodaTime;

namespace MicroCare.Core.Ports;

/// <summary>
/// Steps journeys: loads one, applies the rulebook, commits the outcome in one transaction and carries its effects out. Every call may
/// be repeated: what was done is not done again.
/// </summary>
public interface IJourneys
{
    /// <summary>Enrolls a person. The same clinic and external id always lead to the same patient, and to one journey.</summary>
    Task<EnrollmentResult> EnrollAsync(Enrollment.Enrollment enrollment, CancellationToken cancellationToken);

    /// <summary>The alarm rang: does what is due by now and tells when to ring next.</summary>
    /// <exception cref="TextingUnavailableException">A text could not be handed over; it waits in the outbox. Ring again soon.</exception>
    Task<AlarmReading> RingAsync(PatientId patient, CancellationToken cancellationToken);

    /// <summary>A text arrived from a phone, known or not.</summary>
    Task<InboundResult> ReceiveAsync(InboundText text, CancellationToken cancellationToken);

    /// <summary>The carrier reported on a text of ours.</summary>
    Task<InboundResult> ReportAsync(DeliveryReport report, CancellationToken cancellationToken);

    /// <summary>The clinic changed how a patient lives or reads, or a date in their care.</summary>
    /// <param name="patient">Whose.</param>
    /// <param name="id">What makes the change a repeat when it is sent again.</param>
    /// <param name="change">What changed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<InboundResult> ChangeAsync(PatientId patient, InputId id, Enrollment.ProfileChange change, CancellationToken cancellationToken);

    /// <summary>Something happened to a journey that is no text and no report: a person did something, people were called.</summary>
    /// <param name="patient">Whose.</param>
    /// <param name="input">What happened; its id makes a repeat a repeat.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when there is no such patient.</returns>
    Task<InboundResult?> TakeAsync(PatientId patient, JourneyInput input, CancellationToken cancellationToken);

    /// <summary>What there is to see of a patient; null when there is none.</summary>
    Task<PatientView?> ReadAsync(PatientId patient, CancellationToken cancellationToken);
}

/// <summary>What became of an enrollment.</summary>
/// <param name="Status">Whether this call began the journey.</param>
/// <param name="Patient">The patient; empty when refused.</param>
/// <param name="EnrolledAt">When the journey began.</param>
/// <param name="NextWake">When the journey next has something to do.</param>
public sealed record EnrollmentResult(EnrollmentStatus Status, PatientId Patient, Instant EnrolledAt, Instant? NextWake);

/// <summary>What became of an enrollment.</summary>
public enum EnrollmentStatus
{
    /// <summary>A journey began.</summary>
    Created,

    /// <summary>It had begun before, by the same clinic and external id.</summary>
    AlreadyEnrolled,

    /// <summary>The phone number belongs to another journey; nothing was stored.</summary>
    PhoneInUse,

    /// <summary>Whoever had the number said STOP before they were erased: nothing is sent to it until a START comes from it. Nothing was stored.</summary>
    PhoneSuppressed,

    /// <summary>The person is being erased just now; nothing was stored.</summary>
    BeingErased,
}

/// <summary>What the alarm of a journey needs to know.</summary>
/// <param name="NextWake">When to ring next; null: not until somebody calls.</param>
/// <param name="Gone">There is no such journey: never again.</param>
public sealed record AlarmReading(Instant? NextWake, bool Gone = false);

/// <summary>A text from a phone, as the carrier's event tells of it.</summary>
/// <param name="Id">The carrier's id of the message; the same message always has the same.</param>
/// <param name="From">The phone in E.164.</param>
/// <param name="At">When the carrier received it.</param>
public sealed record InboundText(InputId Id, PatientText From, PatientText Text, Instant At)
{
    /// <summary>In how many segments it came, as the carrier counts them; at least 1.</summary>
    public int Segments { get; init; } = 1;
}

/// <summary>A delivery report, as the carrier's event tells of it.</summary>
/// <param name="Text">Our effect key, which the carrier gave back as the text's tag.</param>
public sealed record DeliveryReport(InputId Id, EffectKey Text, DeliveryOutcome Outcome, string? Code);

/// <summary>What an inbound event led to.</summary>
/// <param name="Patient">Whose it was; null when the sender or the text is unknown.</param>
/// <param name="WakeAlarm">The journey now has something to do earlier than its alarm may know of: wake it.</param>
public sealed record InboundResult(PatientId? Patient, bool WakeAlarm);

/// <summary>A patient's journey as the clinic sees it.</summary>
public sealed record PatientView(JourneyState State, ImmutableArray<JourneyFact> Facts);

/// <summary>
/// A text could not be handed to the carrier just now. It stays in the outbox and goes out on the next try, unless its moment has passed.
/// Holds no number and no words.
/// </summary>
public sealed class TextingUnavailableException : Exception
{
    /// <summary>Takes the patient and the cause's type; the cause itself may hold a number and is left out.</summary>
    public TextingUnavailableException(PatientId patient, string cause)
        : base($"A text to patient {patient} could not be handed over: {cause}.")
    {
        Patient = patient;
        Cause = cause;
    }

    /// <summary>Whose text it is.</summary>
    public PatientId Patient { get; }

    /// <summary>The kind of failure, such as an HTTP status.</summary>
    public string Cause { get; }
}
