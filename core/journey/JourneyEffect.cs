using System.Text.Json.Serialization;
using MicroCare.Core.Cases;
using MicroCare.Core.Identity;
using MicroCare.Core.Privacy;
using MicroCare.Core.Programs;
using NodaTime;

namespace MicroCare.Core.Journeys;

/// <summary>What the outside world is asked to do. Carried out at least once; its key lets the receiver drop a repeat.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(SendText), "sendText")]
[JsonDerivedType(typeof(ShowCase), "showCase")]
[JsonDerivedType(typeof(CallPeople), "callPeople")]
[JsonDerivedType(typeof(TellCarrier), "tellCarrier")]
[JsonDerivedType(typeof(ReportProgramFault), "reportProgramFault")]
public abstract record JourneyEffect
{
    private JourneyEffect()
    {
    }

    /// <summary>The effect's own key.</summary>
    public required EffectKey Key { get; init; }

    /// <summary>Send this text.</summary>
    /// <param name="Purpose">Why it goes out.</param>
    /// <param name="Body">The words, with <c>{name}</c> and <c>{clinic}</c> still to be filled in; null where a store keeps them apart.</param>
    /// <param name="NotAfter">The last moment at which it is still useful, exclusive; later it is dropped, with a fact.</param>
    /// <example><code>
    /// {"type":"sendText","key":"p7.3","purpose":"prompt","body":"Hi {name}","notAfter":"2026-03-02T17:00:00Z"}
    /// </code></example>
    public sealed record SendText(TextPurpose Purpose, PatientText? Body, Instant NotAfter) : JourneyEffect;

    /// <summary>Put a case before the clinic as it stands now; one that is shown already is replaced, unless what is shown is newer.</summary>
    /// <example><code>
    /// {"type":"showCase","key":"p7.12","clinic":"riverside","patient":"p7",
    ///  "case":{"id":"p7.9","reason":"silent","openedAt":"2026-03-10T15:00:00Z","status":"open","round":1,"raisedAt":"2026-03-10T15:00:00Z","tiersTold":0}}
    /// </code></example>
    public sealed record ShowCase(ClinicId Clinic, PatientId Patient, PatientCase Case) : JourneyEffect;

    /// <summary>Call the people on call for an emergency, until one acknowledges.</summary>
    /// <param name="Case">The case.</param>
    /// <param name="Round">Which time people are called for it; the same round is called once.</param>
    /// <example><code>{"type":"callPeople","key":"p7.13","case":"p7.9","round":1}</code></example>
    public sealed record CallPeople(EffectKey Case, int Round) : JourneyEffect;

    /// <summary>Put the number on the carrier's opt-out list, or take it off.</summary>
    /// <example><code>{"type":"tellCarrier","key":"p7.13","optedOut":true}</code></example>
    public sealed record TellCarrier(bool OptedOut) : JourneyEffect;

    /// <summary>Tell whoever keeps the programs that one of them did something wrong. Nothing of the patient is in it.</summary>
    /// <example><code>
    /// {"type":"reportProgramFault","key":"p7.9","program":"first-steps","programVersion":1,"step":"d03-plan","fault":"divisionByZero"}
    /// </code></example>
    public sealed record ReportProgramFault(ProgramId Program, int ProgramVersion, StepId Step, ProgramFault Fault, string? Name = null) : JourneyEffect;
}

/// <summary>Why a text goes out.</summary>
public enum TextPurpose
{
    /// <summary>Asks for consent, or reminds of the question, or asks it once more.</summary>
    Consent,

    /// <summary>A program step.</summary>
    Prompt,

    /// <summary>Answers what the patient wrote.</summary>
    Answer,

    /// <summary>The gentle text after silence.</summary>
    CheckIn,

    /// <summary>The one confirmation after STOP; beside the crisis lines the only text that may go out to somebody who has stopped.</summary>
    StopConfirmation,

    /// <summary>The program's last text.</summary>
    Closing,

    /// <summary>The crisis lines, after a sign of danger; goes out at any hour, and to somebody who has stopped.</summary>
    Safety,

    /// <summary>A person of the clinic writes.</summary>
    Staff,

    /// <summary>Asks whether the patient's data may be used in research.</summary>
    Research,
}
