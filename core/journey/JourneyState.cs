using System.Collections.Immutable;
using MicroCare.Core.Engagement;
using MicroCare.Core.Identity;
using MicroCare.Core.Schedule;
using NodaTime;

namespace MicroCare.Core.Journeys;

/// <summary>Where a patient's journey stands.</summary>
public enum JourneyPhase
{
    /// <summary>Enrolled by the clinic; no text but the question for consent may go out.</summary>
    AwaitingConsent,

    /// <summary>Consented; the program's steps go out.</summary>
    Running,

    /// <summary>The closing text has gone out.</summary>
    Completed,

    /// <summary>Answered no to the question for consent.</summary>
    Declined,

    /// <summary>Never answered the question for consent.</summary>
    ConsentExpired,

    /// <summary>Said stop. Nothing goes out until START.</summary>
    OptedOut,

    /// <summary>Lapsed for so long that the program closed without a text.</summary>
    Ended,
}

/// <summary>
/// All that the rulebook knows of one patient; no name, no number, no words. Immutable; its JSON form is what is stored.
/// </summary>
public sealed record JourneyState
{
    /// <summary>The patient.</summary>
    public required PatientId Patient { get; init; }

    /// <summary>The clinic that enrolled the patient.</summary>
    public required ClinicId Clinic { get; init; }

    /// <summary>The program.</summary>
    public required ProgramId Program { get; init; }

    /// <summary>The program's version that the cursor <see cref="NextStep"/> belongs to.</summary>
    public required int ProgramVersion { get; init; }

    /// <summary>The patient's IANA time zone.</summary>
    public required string Zone { get; init; }

    /// <summary>ISO 639-1 code of the language the patient reads.</summary>
    public required string Language { get; init; }

    /// <summary>When in the day the patient wants program texts.</summary>
    public required PreferredWindow Window { get; init; }

    /// <summary>When the clinic's enrollment arrived.</summary>
    public required Instant EnrolledAt { get; init; }

    /// <summary>Where the journey stands.</summary>
    public JourneyPhase Phase { get; init; } = JourneyPhase.AwaitingConsent;

    /// <summary>The phase that START returns to; set while opted out.</summary>
    public JourneyPhase? PhaseBeforeStop { get; init; }

    /// <summary>When the question for consent went out; null before.</summary>
    public Instant? ConsentAskedAt { get; init; }

    /// <summary>Whether the one reminder of the question went out.</summary>
    public bool ConsentReminded { get; init; }

    /// <summary>How many unclear answers the question got.</summary>
    public int ConsentUnclear { get; init; }

    /// <summary>When the patient said yes; null before.</summary>
    public Instant? ConsentGivenAt { get; init; }

    /// <summary>The local date of the program's first day; null before consent. Moves on when the program was on hold.</summary>
    public LocalDate? DayOne { get; init; }

    /// <summary>Index of the next step in the program; the number of steps when all are behind.</summary>
    public int NextStep { get; init; }

    /// <summary>The id of that step, by which a new version of the program finds the patient's place; null when all are behind.</summary>
    public StepId? NextStepId { get; init; }

    /// <summary>The last texts that a reply may belong to, oldest first, at most three.</summary>
    public ImmutableArray<SentPrompt> Prompts { get; init; } = [];

    /// <summary>How much the patient takes part.</summary>
    public EngagementStatus Engagement { get; init; } = EngagementStatus.Active;

    /// <summary>When <see cref="Engagement"/> last changed; null before the program.</summary>
    public Instant? EngagementSince { get; init; }

    /// <summary>Whether the gentle text of this silence went out.</summary>
    public bool CheckedIn { get; init; }

    /// <summary>How often the patient writes.</summary>
    public ReplyRhythm Rhythm { get; init; } = ReplyRhythm.Unknown;

    /// <summary>When the patient last said START; a STOP written before it and delivered after it no longer counts.</summary>
    public Instant? StartedAgainAt { get; init; }

    /// <summary>When the patient last wrote STOP; a START written before it and delivered after it no longer counts.</summary>
    public Instant? StoppedAt { get; init; }

    /// <summary>The number of the last START: the carrier's blocks of texts decided before it no longer count.</summary>
    public int StartedAgainSequence { get; init; }

    /// <summary>When an unasked text was last answered; once a day is enough.</summary>
    public Instant? UnmatchedAnsweredAt { get; init; }

    /// <summary>The clinic's open task for this patient, if any.</summary>
    public EffectKey? OpenTask { get; init; }

    /// <summary>How many facts and effects this journey has had; numbers the next one.</summary>
    public int Sequence { get; init; }

    /// <summary>When the journey next has something to do; null when only the patient can move it.</summary>
    public Instant? NextWake { get; init; }
}

/// <summary>A program step's text that went out and that a reply may belong to.</summary>
/// <param name="Step">The step.</param>
/// <param name="Key">The text's effect key.</param>
/// <param name="SentAt">When it was decided to go out.</param>
/// <param name="Asks">Whether it asked something.</param>
/// <param name="Reasked">Whether it was asked once more after an unclear answer.</param>
/// <param name="Answered">Whether nothing more is expected: answered, or unclear twice.</param>
public sealed record SentPrompt(StepId Step, EffectKey Key, Instant SentAt, bool Asks, bool Reasked = false, bool Answered = false);
