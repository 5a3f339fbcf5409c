using System.Text.Json.Serialization;
using MicroCare.Core.Cases;
using MicroCare.Core.Consent;
using MicroCare.Core.Identity;
using MicroCare.Core.Privacy;
using MicroCare.Core.Programs;
using MicroCare.Core.Schedule;
using MicroCare.Core.Triage;
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
[JsonDerivedType(typeof(CaseActed), "caseActed")]
[JsonDerivedType(typeof(PeopleCalled), "peopleCalled")]
[JsonDerivedType(typeof(StaffWrote), "staffWrote")]
[JsonDerivedType(typeof(HoldChanged), "holdChanged")]
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
    /// <param name="Guardian">Who consented for somebody under age; null: the patient is of age.</param>
    /// <param name="ResearchSource">Where the patient's consent to research is on file; null: nobody has it.</param>
    /// <param name="UsState">The state the patient lives in, two letters, whose law may ask for shorter hours; null: not known.</param>
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
        LocalDate? Appointment = null,
        GuardianConsent? Guardian = null,
        string? ResearchSource = null,
        string? UsState = null) : JourneyInput;

    /// <summary>The patient wrote. <paramref name="At"/> is when the carrier received it, which may be before an input handled earlier.</summary>
    /// <param name="Text">The words.</param>
    /// <param name="At">See above.</param>
    /// <param name="Opinion">What a statistical model makes of the words; it may raise the class that the rules give them. Null: it has none.</param>
    /// <param name="From">The keyed hash of the number it came from; null: not known.</param>
    /// <example><code>{"type":"replyReceived","id":"sms-1","text":"7","at":"2026-03-02T15:04:05Z"}</code></example>
    public sealed record ReplyReceived(PatientText Text, Instant At, SecondOpinion? Opinion = null, string? From = null) : JourneyInput;

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

    /// <summary>A member of staff did something to a case.</summary>
    /// <param name="Case">Which.</param>
    /// <param name="Action">What: acknowledge, assign, note or resolve.</param>
    /// <param name="By">The opaque id of the member of staff.</param>
    /// <param name="To">Whom it is given to; with assign only.</param>
    /// <param name="Note">What they wrote; with note, and where they like with resolve.</param>
    /// <example><code>{"type":"caseActed","id":"act-1","case":"p7.9","action":"acknowledge","by":"nurse-7"}</code></example>
    public sealed record CaseActed(EffectKey Case, CaseAction Action, string By, string? To = null, PatientText? Note = null) : JourneyInput;

    /// <summary>People on call were told of a case.</summary>
    /// <param name="Case">Which.</param>
    /// <param name="Round">In which round.</param>
    /// <param name="Tier">Which tier, from 1 up; goes on counting when the list begins anew.</param>
    /// <param name="Reached">How many of them took the message.</param>
    /// <param name="Operator">The list was at its end: the operator was alarmed.</param>
    /// <example><code>{"type":"peopleCalled","id":"call-p7.9-1-1","case":"p7.9","round":1,"tier":1,"reached":2,"operator":false}</code></example>
    public sealed record PeopleCalled(EffectKey Case, int Round, int Tier, int Reached, bool Operator) : JourneyInput;

    /// <summary>A person of the clinic writes to the patient, by name.</summary>
    /// <param name="Text">The words, with the name in them.</param>
    /// <param name="By">The opaque id of the member of staff.</param>
    /// <example><code>{"type":"staffWrote","id":"staff-1","text":"Ana Ruiz: how was the night?","by":"nurse-7"}</code></example>
    public sealed record StaffWrote(PatientText Text, string By) : JourneyInput;

    /// <summary>A member of staff holds the program, or lets it go on.</summary>
    /// <param name="Held">Hold it; else every hold is released.</param>
    /// <param name="By">The opaque id of the member of staff.</param>
    /// <example><code>{"type":"holdChanged","id":"hold-1","held":true,"by":"nurse-7"}</code></example>
    public sealed record HoldChanged(bool Held, string By) : JourneyInput;
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
