using System.Text.Json.Serialization;
using MicroCare.Core.Identity;
using MicroCare.Core.Privacy;
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
public abstract record JourneyInput
{
    private JourneyInput()
    {
    }

    /// <summary>What makes this input this input.</summary>
    public required InputId Id { get; init; }

    /// <summary>A clinic's system enrolled the patient; the first input of every journey and of no other moment.</summary>
    /// <example><code>
    /// {"type":"enrolled","id":"enroll","patient":"p7","clinic":"riverside","program":"first-steps","zone":"America/Chicago",
    ///  "language":"es","window":{"from":"09:00:00","to":"11:00:00"},"consentSource":"paper form"}
    /// </code></example>
    public sealed record Enrolled(
        PatientId Patient, ClinicId Clinic, ProgramId Program, string Zone, string Language, PreferredWindow Window, string ConsentSource) : JourneyInput;

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
}

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
