using System.Text.Json.Serialization;
using MicroCare.Core.Identity;
using MicroCare.Core.Privacy;
using MicroCare.Core.Programs;
using NodaTime;

namespace MicroCare.Core.Journeys;

/// <summary>What the outside world is asked to do. Carried out at least once; its key lets the receiver drop a repeat.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(SendText), "sendText")]
[JsonDerivedType(typeof(OpenTask), "openTask")]
[JsonDerivedType(typeof(CloseTask), "closeTask")]
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

    /// <summary>Put a task before the clinic.</summary>
    /// <example><code>{"type":"openTask","key":"p7.9","clinic":"riverside","patient":"p7","reason":"silent"}</code></example>
    public sealed record OpenTask(ClinicId Clinic, PatientId Patient, TaskReason Reason) : JourneyEffect;

    /// <summary>Take a task back: the patient did themselves what somebody should have asked for.</summary>
    /// <example><code>{"type":"closeTask","key":"p7.12","clinic":"riverside","task":"p7.9"}</code></example>
    public sealed record CloseTask(ClinicId Clinic, EffectKey Task) : JourneyEffect;

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

    /// <summary>The one confirmation after STOP; the only text that may go out to somebody who has stopped.</summary>
    StopConfirmation,

    /// <summary>The program's last text.</summary>
    Closing,

    /// <summary>The crisis lines, after an answer that is a sign of danger; goes out at any hour.</summary>
    Safety,
}

/// <summary>Why a clinic should look at a patient.</summary>
public enum TaskReason
{
    /// <summary>Silent for very long, in spite of a gentle text.</summary>
    Silent,

    /// <summary>The question for consent was never answered.</summary>
    NoConsentAnswer,

    /// <summary>The question for consent was answered twice, and neither was a yes or a no.</summary>
    ConsentUnclear,

    /// <summary>An answer to a questionnaire is a sign of danger. Look at once.</summary>
    Safety,

    /// <summary>Symptoms rise, by the program's questionnaire.</summary>
    Worsening,

    /// <summary>An answer to a questionnaire is one that the care team should know of, such as a side effect.</summary>
    AnswerOfConcern,
}
