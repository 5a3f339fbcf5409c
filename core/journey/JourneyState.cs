using System.Collections.Immutable;
using System.Text.Json.Serialization;
using MicroCare.Core.Cases;
using MicroCare.Core.Consent;
using MicroCare.Core.Engagement;
using MicroCare.Core.Identity;
using MicroCare.Core.Programs;
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

    /// <summary>The last texts that a reply may belong to, oldest first, at most five.</summary>
    public ImmutableArray<SentPrompt> Prompts { get; init; } = [];

    /// <summary>Steps that go on by themselves at some moment, in no order.</summary>
    public ImmutableArray<WaitingStep> Waits { get; init; } = [];

    /// <summary>What the program remembers, by name.</summary>
    public ImmutableSortedDictionary<string, Memory> Memories { get; init; } = Nothing<Memory>();

    /// <summary>Answers to the items of instruments, by the item's key.</summary>
    public ImmutableSortedDictionary<string, int> Items { get; init; } = Nothing<int>();

    /// <summary>The last totals, by instrument.</summary>
    public ImmutableSortedDictionary<string, ScoreMark> Scores { get; init; } = Nothing<ScoreMark>();

    /// <summary>How far steps beside the main line are, by step.</summary>
    public ImmutableSortedDictionary<string, RecurrenceMark> Recurrences { get; init; } = Nothing<RecurrenceMark>();

    /// <summary>Skills that count as mastered.</summary>
    public ImmutableArray<string> Mastered { get; init; } = [];

    /// <summary>Steps that were missed and are to come again, the oldest first.</summary>
    public ImmutableArray<StepId> Missed { get; init; } = [];

    /// <summary>Where symptoms are going.</summary>
    public SymptomCourse Course { get; init; } = SymptomCourse.Steady;

    /// <summary>How much reading the patient's texts may ask for.</summary>
    public ReadingLevel Level { get; init; } = ReadingLevel.Standard;

    /// <summary>Who decided on the level.</summary>
    public LevelSource LevelFrom { get; init; } = LevelSource.Nobody;

    /// <summary>How the patient's texts speak.</summary>
    public TextTone Tone { get; init; } = TextTone.Warm;

    /// <summary>How much they say.</summary>
    public TextFormat Format { get; init; } = TextFormat.Full;

    /// <summary>The day of discharge, where the clinic told.</summary>
    public LocalDate? Discharge { get; init; }

    /// <summary>The day of the next appointment, where the clinic told.</summary>
    public LocalDate? Appointment { get; init; }

    /// <summary>When the last program text was decided that no text of the patient's had asked for; the next keeps its distance.</summary>
    public Instant? LastTextAt { get; init; }

    /// <summary>When a step last came by itself; the closing text comes on a later day.</summary>
    public Instant? LastStepAt { get; init; }

    /// <summary>When the steps of the last seven days began, the oldest first; caps count them.</summary>
    public ImmutableArray<Instant> RecentTexts { get; init; } = [];

    /// <summary>The last step of the main line that came to its end, and when; a step that comes some days after it looks here.</summary>
    public Instant? LastStepEndedAt { get; init; }

    /// <summary>When a step ended the program before its last day; null where none did.</summary>
    public Instant? ClosesAt { get; init; }

    /// <summary>Until when the patient asked for quiet; null when they did not.</summary>
    public Instant? PausedUntil { get; init; }

    /// <summary>When the last pause ended; silence is counted from there.</summary>
    public Instant? PauseEndedAt { get; init; }

    /// <summary>How many exercises each shelf of the library has given, by keyword.</summary>
    public ImmutableSortedDictionary<string, int> Given { get; init; } = Nothing<int>();

    /// <summary>Why the last program text came, in the patient's language; what WHY answers. No words of the patient's.</summary>
    public string? LastWhy { get; init; }

    /// <summary>Why steps were left out since the last one that came; told with the next.</summary>
    public SkipReason? LeftOut { get; init; }

    /// <summary>How much the patient takes part.</summary>
    public EngagementStatus Engagement { get; init; } = EngagementStatus.Active;

    /// <summary>When <see cref="Engagement"/> last changed; null before the program.</summary>
    public Instant? EngagementSince { get; init; }

    /// <summary>Whether the gentle text of this silence went out.</summary>
    public bool CheckedIn { get; init; }

    /// <summary>When a question first went out, or was still open, since the patient last wrote; null where they were asked nothing. Silence is counted from here.</summary>
    public Instant? AskedAt { get; init; }

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

    /// <summary>The patient's cases that are not resolved, the oldest first.</summary>
    public ImmutableArray<PatientCase> Cases { get; init; } = [];

    /// <summary>What program texts wait for; empty: nothing.</summary>
    public ImmutableArray<ProgramHold> Holds { get; init; } = [];

    /// <summary>The version of the text of consent that the patient said yes to; null before.</summary>
    public string? ConsentVersion { get; init; }

    /// <summary>Whether the patient's data may be used in research.</summary>
    public ResearchStatus Research { get; init; } = ResearchStatus.NotAsked;

    /// <summary>The version of the text on research that the patient was asked with last, or where their consent is on file.</summary>
    public string? ResearchVersion { get; init; }

    /// <summary>The state the patient lives in, two letters; null: not known.</summary>
    public string? UsState { get; init; }

    /// <summary>When the patient last wrote anything, by the carrier's clock; null: never.</summary>
    public Instant? LastWroteAt { get; init; }

    /// <summary>How many texts in a row did not reach the phone.</summary>
    public int FailedInARow { get; init; }

    /// <summary>How many facts and effects this journey has had; numbers the next one.</summary>
    public int Sequence { get; init; }

    /// <summary>When the journey next has something to do; null when only the patient can move it.</summary>
    public Instant? NextWake { get; init; }

    /// <summary>Whether program texts wait for anything.</summary>
    [JsonIgnore]
    public bool IsHeld => !Holds.IsEmpty;

    /// <summary>What the patient reads best.</summary>
    [JsonIgnore]
    public ReaderProfile Reader => new(Language, Level, Tone, Format);

    private static ImmutableSortedDictionary<string, T> Nothing<T>() => ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal);
}

/// <summary>The last totals of an instrument.</summary>
/// <param name="Last">The last one.</param>
/// <param name="Before">The one before it; null where there is only one.</param>
/// <param name="At">When the last one was complete.</param>
public sealed record ScoreMark(int Last, int? Before, Instant At);

/// <summary>How far a step beside the main line is.</summary>
/// <param name="Count">How many of its occurrences are behind.</param>
/// <param name="Last">The date of the last one; for a step around a date, that date.</param>
public sealed record RecurrenceMark(int Count, LocalDate? Last);

/// <summary>Where symptoms are going, by the totals of the program's instrument.</summary>
public enum SymptomCourse
{
    /// <summary>Neither rise nor fall by what counts, or not known.</summary>
    Steady,

    /// <summary>They fall.</summary>
    Better,

    /// <summary>They rise.</summary>
    Worse,
}

/// <summary>Who decided how plain a patient's texts are.</summary>
public enum LevelSource
{
    /// <summary>Nobody yet.</summary>
    Nobody,

    /// <summary>The clinic; it goes before a score.</summary>
    Clinic,

    /// <summary>The patient's answers to an instrument.</summary>
    Score,
}
