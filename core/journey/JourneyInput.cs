using System.Text.Json.Serialization;
using MicroCare.Core.Identity;
using MicroCare.Core.Privacy;
using MicroCare.Core.Programs;
using MicroCare.Core.Schedule;
using NodaTime;

namespace MicroCare.Core.Journeys;

/// <summary>Everything that can happen to a journey. Each carries an id: the same id arriving twice changes nothing.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Enrolled), "enrolled")]
[JsonDerivedType(typeof(ReplyReceived), "replyReceived")]
[JsonDerivedType(typeof(ClockReached), "clockReached")]
[JsonDerivedType(typeof(DeliveryReported), "deliveryReported")]
[JsonDerivedType(typeof(TextExpired), "textExpired")]
[JsonDerivedType(typeof(ProfileChanged), "profileChanged")]
[JsonDerivedType(typeof(AnchorMoved), "anchorMoved")]
public abstract record JourneyInput
{
    private JourneyInput()
    {
    }

    /// <summary>What makes this input this input.</summary>
    public required InputId Id { get; init; }

    /// <summary>A clinic's system enrolled the patient; the first input of every journey and of no other moment.</summary>
    /// <param name="Patient">The patient.</param>
    /// <param name="Clinic">The clinic.</param>
    /// <param name="Program">The program.</param>
    /// <param name="Zone">The patient's IANA time zone.</param>
    /// <param name="Language">What they read.</param>
    /// <param name="Window">When they want texts.</param>
    /// <param name="ConsentSource">Where the clinic's own consent to be texted is on file.</param>
    /// <param name="Reading">What the clinic knows of how they read; null: nothing.</param>
    /// <param name="Discharge">The day of discharge; null: not known.</param>
    /// <param name="Appointment">The day of the next appointment; null: not known.</param>
    /// <example><code>
    /// {"type":"enrolled","id":"enroll","patient":"p7","clinic":"riverside","program":"first-steps","zone":"America/Chicago",
    ///  "language":"es","window":{"from":"09:00:00","to":"11:00:00"},"consentSource":"paper form","reading":{"level":"plain"},"appointment":"2026-03-12"}
    /// </code></example>
    public sealed record Enrolled(
        PatientId Patient,
        ClinicId Clinic,
        ProgramId Program,
        string Zone,
        string Language,
        PreferredWindow Window,
        string ConsentSource,
        ReadingWish? Reading = null,
        LocalDate? Discharge = null,
        LocalDate? Appointment = null) : JourneyInput;

    /// <summary>The patient wrote. <paramref name="At"/> is when the carrier received it, which may be before an input handled earlier.</summary>
    /// <example><code>{"type":"replyReceived","id":"sms-1","text":"7","at":"2026-03-02T15:04:05Z"}</code></example>
    public sealed record ReplyReceived(PatientText Text, Instant At) : JourneyInput;

    /// <summary>The journey's next wake, or a later moment, has come.</summary>
    /// <example><code>{"type":"clockReached","id":"clock-17723"}</code></example>
    public sealed record ClockReached : JourneyInput;

    /// <summary>The carrier told what became of a text.</summary>
    /// <param name="Text">The text's effect key.</param>
    /// <param name="Outcome">What became of it.</param>
    /// <param name="Code">The carrier's short code or phrase, no personal data; null when it gave none.</param>
    /// <example><code>{"type":"deliveryReported","id":"dr-1","text":"p7.3","outcome":"delivered"}</code></example>
    public sealed record DeliveryReported(EffectKey Text, DeliveryOutcome Outcome, string? Code = null) : JourneyInput;

    /// <summary>A text waited in the outbox beyond its last useful moment and was not sent.</summary>
    /// <example><code>{"type":"textExpired","id":"expired-p7.3","text":"p7.3"}</code></example>
    public sealed record TextExpired(EffectKey Text) : JourneyInput;

    /// <summary>The clinic changed what it knows of how a patient lives and reads. Null: as it was.</summary>
    /// <example><code>{"type":"profileChanged","id":"profile-1","zone":"America/Denver","language":"en","reading":{"level":"plain"}}</code></example>
    public sealed record ProfileChanged(
        string? Zone = null, string? Language = null, PreferredWindow? Window = null, ReadingWish? Reading = null) : JourneyInput;

    /// <summary>The clinic told, moved or cancelled a date in a patient's care.</summary>
    /// <param name="Anchor">Which: discharge or appointment.</param>
    /// <param name="Date">The day; null: there is none any more.</param>
    /// <example><code>{"type":"anchorMoved","id":"anchor-1","anchor":"appointment","date":"2026-03-12"}</code></example>
    public sealed record AnchorMoved(ScheduleAnchor Anchor, LocalDate? Date) : JourneyInput;
}

/// <summary>How the clinic wants a patient's texts to be. Null: as it was, or as the program has it.</summary>
/// <param name="Level">The reading level.</param>
/// <param name="Tone">How they speak.</param>
/// <param name="Format">How much they say.</param>
public sealed record ReadingWish(ReadingLevel? Level = null, TextTone? Tone = null, TextFormat? Format = null);

/// <summary>What became of a text.</summary>
public enum DeliveryOutcome
{
    /// <summary>It reached the phone.</summary>
    Delivered,

    /// <summary>It will not reach the phone.</summary>
    Failed,

    /// <summary>The carrier holds the number on its own opt-out list.</summary>
    Blocked,
}
