using System.Text.Json.Serialization;
using MicroCare.Core.Cases;
using MicroCare.Core.Consent;
using MicroCare.Core.Engagement;
using MicroCare.Core.Identity;
using MicroCare.Core.Privacy;
using MicroCare.Core.Programs;
using MicroCare.Core.Replies;
using MicroCare.Core.Triage;
using NodaTime;

namespace MicroCare.Core.Journeys;

/// <summary>What has happened, for ever: audit, dashboards and research data are read from facts and from nothing else.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Enrolled), "enrolled")]
[JsonDerivedType(typeof(ConsentAsked), "consentAsked")]
[JsonDerivedType(typeof(ConsentGiven), "consentGiven")]
[JsonDerivedType(typeof(ConsentDeclined), "consentDeclined")]
[JsonDerivedType(typeof(ConsentUnclear), "consentUnclear")]
[JsonDerivedType(typeof(ConsentExpired), "consentExpired")]
[JsonDerivedType(typeof(ConsentOutdated), "consentOutdated")]
[JsonDerivedType(typeof(ResearchAsked), "researchAsked")]
[JsonDerivedType(typeof(ResearchConsented), "researchConsented")]
[JsonDerivedType(typeof(ResearchRefused), "researchRefused")]
[JsonDerivedType(typeof(PrivacyAsked), "privacyAsked")]
[JsonDerivedType(typeof(ProgramStarted), "programStarted")]
[JsonDerivedType(typeof(ProgramMigrated), "programMigrated")]
[JsonDerivedType(typeof(PromptSent), "promptSent")]
[JsonDerivedType(typeof(PromptSkipped), "promptSkipped")]
[JsonDerivedType(typeof(AnswerUnderstood), "answerUnderstood")]
[JsonDerivedType(typeof(AnswerUnclear), "answerUnclear")]
[JsonDerivedType(typeof(TextReceived), "textReceived")]
[JsonDerivedType(typeof(HelpAsked), "helpAsked")]
[JsonDerivedType(typeof(AnswerSent), "answerSent")]
[JsonDerivedType(typeof(TextDelivered), "textDelivered")]
[JsonDerivedType(typeof(TextFailed), "textFailed")]
[JsonDerivedType(typeof(TextExpired), "textExpired")]
[JsonDerivedType(typeof(OptedOut), "optedOut")]
[JsonDerivedType(typeof(OptedIn), "optedIn")]
[JsonDerivedType(typeof(EngagementChanged), "engagementChanged")]
[JsonDerivedType(typeof(CheckInSent), "checkInSent")]
[JsonDerivedType(typeof(CaseOpened), "caseOpened")]
[JsonDerivedType(typeof(CaseRenewed), "caseRenewed")]
[JsonDerivedType(typeof(CaseAcknowledged), "caseAcknowledged")]
[JsonDerivedType(typeof(CaseAssigned), "caseAssigned")]
[JsonDerivedType(typeof(CaseNoted), "caseNoted")]
[JsonDerivedType(typeof(CaseResolved), "caseResolved")]
[JsonDerivedType(typeof(CaseTakenBack), "caseTakenBack")]
[JsonDerivedType(typeof(PeopleCalled), "peopleCalled")]
[JsonDerivedType(typeof(OperatorAlarmed), "operatorAlarmed")]
[JsonDerivedType(typeof(CrisisTextReceived), "crisisTextReceived")]
[JsonDerivedType(typeof(StaffWrote), "staffWrote")]
[JsonDerivedType(typeof(ProgramHeld), "programHeld")]
[JsonDerivedType(typeof(ProgramReleased), "programReleased")]
[JsonDerivedType(typeof(ProgramResumed), "programResumed")]
[JsonDerivedType(typeof(ProgramCompleted), "programCompleted")]
[JsonDerivedType(typeof(ProgramEnded), "programEnded")]
[JsonDerivedType(typeof(StepTextSent), "stepTextSent")]
[JsonDerivedType(typeof(StepContinued), "stepContinued")]
[JsonDerivedType(typeof(FollowUpSkipped), "followUpSkipped")]
[JsonDerivedType(typeof(ReminderSent), "reminderSent")]
[JsonDerivedType(typeof(QuestionGivenUp), "questionGivenUp")]
[JsonDerivedType(typeof(GoalSet), "goalSet")]
[JsonDerivedType(typeof(GoalReviewed), "goalReviewed")]
[JsonDerivedType(typeof(InstrumentStarted), "instrumentStarted")]
[JsonDerivedType(typeof(InstrumentScored), "instrumentScored")]
[JsonDerivedType(typeof(InstrumentAbandoned), "instrumentAbandoned")]
[JsonDerivedType(typeof(SafetyAnswered), "safetyAnswered")]
[JsonDerivedType(typeof(AnswerOfConcern), "answerOfConcern")]
[JsonDerivedType(typeof(CourseChanged), "courseChanged")]
[JsonDerivedType(typeof(LevelChanged), "levelChanged")]
[JsonDerivedType(typeof(SkillMastered), "skillMastered")]
[JsonDerivedType(typeof(ExerciseSent), "exerciseSent")]
[JsonDerivedType(typeof(Paused), "paused")]
[JsonDerivedType(typeof(PauseEnded), "pauseEnded")]
[JsonDerivedType(typeof(WhyAsked), "whyAsked")]
[JsonDerivedType(typeof(ProfileChanged), "profileChanged")]
[JsonDerivedType(typeof(AnchorMoved), "anchorMoved")]
[JsonDerivedType(typeof(StepFaulted), "stepFaulted")]
public abstract record JourneyFact
{
    private JourneyFact()
    {
    }

    /// <summary>The fact's number within the journey, from 1 up, shared with the journey's effects.</summary>
    public required int Sequence { get; init; }

    /// <summary>When it became a fact.</summary>
    public required Instant At { get; init; }

    /// <summary>What the patient wrote, where they did; stores encrypt it apart from the rest. Null elsewhere.</summary>
    public PatientText? Words { get; init; }

    /// <summary>What the words were classed as, and why; with the first fact that tells of a text of the patient's. Null elsewhere.</summary>
    public TriageNote? Triage { get; init; }

    /// <summary>The journey began.</summary>
    /// <example><code>
    /// {"type":"enrolled","sequence":1,"at":"2026-03-02T15:00:00Z","program":"first-steps","programVersion":1,"consentSource":"paper form"}
    /// </code></example>
    public sealed record Enrolled(ProgramId Program, int ProgramVersion, string ConsentSource, GuardianConsent? Guardian = null) : JourneyFact;

    /// <summary>The question for consent was decided to go out, for the first time or as a reminder.</summary>
    /// <param name="Text">The text's effect key.</param>
    /// <param name="Reminder">Whether it had been asked before.</param>
    /// <param name="Shown">What was shown: version, language, words.</param>
    /// <example><code>
    /// {"type":"consentAsked","sequence":2,"at":"2026-03-02T15:00:00Z","text":"p7.3","reminder":false,
    ///  "shown":{"version":"riverside/2","language":"en","words":"{clinic} would like to text you. Reply YES or NO."}}
    /// </code></example>
    public sealed record ConsentAsked(EffectKey Text, bool Reminder, ConsentShown? Shown = null) : JourneyFact;

    /// <summary>The patient said yes.</summary>
    /// <param name="Version">To which version of the text.</param>
    /// <param name="From">The keyed hash of the number that the yes came from.</param>
    /// <example><code>{"type":"consentGiven","sequence":4,"at":"2026-03-02T15:00:00Z","words":"YES","version":"riverside/2","from":"3f9a"}</code></example>
    public sealed record ConsentGiven(string? Version = null, string? From = null) : JourneyFact;

    /// <summary>Another version of the text of consent holds now: the program waits, and the patient is asked again.</summary>
    /// <example><code>{"type":"consentOutdated","sequence":4,"at":"2026-06-02T15:00:00Z","version":"riverside/2"}</code></example>
    public sealed record ConsentOutdated(string? Version) : JourneyFact;

    /// <summary>The question about research was decided to go out.</summary>
    /// <example><code>
    /// {"type":"researchAsked","sequence":6,"at":"2026-03-02T15:00:00Z","text":"p7.7",
    ///  "shown":{"version":"riverside-research/1","language":"en","words":"May your answers help research? Reply DATA YES or DATA NO."}}
    /// </code></example>
    public sealed record ResearchAsked(EffectKey Text, ConsentShown Shown) : JourneyFact;

    /// <summary>The patient's data may be used in research from now on.</summary>
    /// <param name="Version">The text they agreed to; for consent on paper, where it is on file.</param>
    /// <param name="ByClinic">The clinic holds the consent.</param>
    /// <example><code>{"type":"researchConsented","sequence":8,"at":"2026-03-02T15:00:00Z","words":"data yes","version":"riverside-research/1","byClinic":false}</code></example>
    public sealed record ResearchConsented(string Version, bool ByClinic) : JourneyFact;

    /// <summary>The patient's data may not be used in research, or no longer.</summary>
    /// <param name="Withdrawn">They had agreed before.</param>
    /// <example><code>{"type":"researchRefused","sequence":8,"at":"2026-03-02T15:00:00Z","words":"DATA STOP","withdrawn":true}</code></example>
    public sealed record ResearchRefused(bool Withdrawn) : JourneyFact;

    /// <summary>The patient asked what is kept of them.</summary>
    /// <example><code>{"type":"privacyAsked","sequence":8,"at":"2026-03-02T15:00:00Z","words":"PRIVACY"}</code></example>
    public sealed record PrivacyAsked : JourneyFact;

    /// <summary>The patient said no.</summary>
    /// <example><code>{"type":"consentDeclined","sequence":4,"at":"2026-03-02T15:00:00Z","words":"no"}</code></example>
    public sealed record ConsentDeclined : JourneyFact;

    /// <summary>The patient answered neither yes nor no.</summary>
    /// <example><code>{"type":"consentUnclear","sequence":4,"at":"2026-03-02T15:00:00Z","words":"who is this"}</code></example>
    public sealed record ConsentUnclear : JourneyFact;

    /// <summary>A week went by without an answer; the patient is not asked again.</summary>
    /// <example><code>{"type":"consentExpired","sequence":4,"at":"2026-03-09T15:00:00Z"}</code></example>
    public sealed record ConsentExpired : JourneyFact;

    /// <summary>The program's first day is set.</summary>
    /// <example><code>{"type":"programStarted","sequence":5,"at":"2026-03-02T15:00:00Z","dayOne":"2026-03-03"}</code></example>
    public sealed record ProgramStarted(LocalDate DayOne) : JourneyFact;

    /// <summary>The program's version changed under the patient, at a step's border.</summary>
    /// <example><code>{"type":"programMigrated","sequence":5,"at":"2026-03-02T15:00:00Z","from":1,"to":2}</code></example>
    public sealed record ProgramMigrated(int From, int To) : JourneyFact;

    /// <summary>A decision point: the step's text was decided to go out.</summary>
    /// <param name="Step">The step.</param>
    /// <param name="Text">The text's effect key; delivery and answer refer to it.</param>
    /// <param name="StudyDay">Days since the program's first day plus one, in the patient's own calendar.</param>
    /// <param name="DueAt">When it was due.</param>
    /// <param name="Asks">Whether it asked something.</param>
    /// <param name="Engagement">How much the patient took part just then.</param>
    /// <param name="Why">Why this step, in words that the patient can read; what WHY answers.</param>
    /// <example><code>
    /// {"type":"promptSent","sequence":8,"at":"2026-03-03T15:00:00Z","step":"d01-welcome","text":"p7.9","studyDay":1,
    ///  "dueAt":"2026-03-03T15:00:00Z","asks":true,"engagement":"active","why":"It is day 1 of First Steps, and this step belongs to that day."}
    /// </code></example>
    public sealed record PromptSent(
        StepId Step, EffectKey Text, int StudyDay, Instant DueAt, bool Asks, EngagementStatus Engagement, string? Why = null) : JourneyFact;

    /// <summary>A decision point at which nothing was sent.</summary>
    /// <example><code>
    /// {"type":"promptSkipped","sequence":8,"at":"2026-03-04T15:00:00Z","step":"d01-welcome","studyDay":1,"dueAt":"2026-03-03T15:00:00Z",
    ///  "reason":"windowPassed","engagement":"active"}
    /// </code></example>
    public sealed record PromptSkipped(StepId Step, int StudyDay, Instant DueAt, SkipReason Reason, EngagementStatus Engagement) : JourneyFact;

    /// <summary>A reply was matched to its prompt and understood.</summary>
    /// <param name="Step">The step that asked.</param>
    /// <param name="Text">The asking text's effect key.</param>
    /// <param name="Answer">What was understood.</param>
    /// <param name="LatencySeconds">From the prompt's going out to the carrier's receiving the reply; never negative.</param>
    /// <example><code>
    /// {"type":"answerUnderstood","sequence":10,"at":"2026-03-03T15:10:00Z","words":"7","step":"d01-welcome","text":"p7.9",
    ///  "answer":{"type":"number","value":7},"latencySeconds":600}
    /// </code></example>
    public sealed record AnswerUnderstood(StepId Step, EffectKey Text, Answer Answer, int LatencySeconds) : JourneyFact;

    /// <summary>A reply was matched to its prompt and not understood.</summary>
    /// <example><code>
    /// {"type":"answerUnclear","sequence":10,"at":"2026-03-03T15:10:00Z","words":"dunno","step":"d01-welcome","text":"p7.9","reasked":true}
    /// </code></example>
    public sealed record AnswerUnclear(StepId Step, EffectKey Text, bool Reasked) : JourneyFact;

    /// <summary>The patient wrote, and nothing was waiting for it.</summary>
    /// <example><code>{"type":"textReceived","sequence":10,"at":"2026-03-03T15:10:00Z","words":"thanks"}</code></example>
    public sealed record TextReceived : JourneyFact;

    /// <summary>The patient asked who we are.</summary>
    /// <example><code>{"type":"helpAsked","sequence":10,"at":"2026-03-03T15:10:00Z","words":"HELP"}</code></example>
    public sealed record HelpAsked : JourneyFact;

    /// <summary>A text that answers the patient's own was decided to go out.</summary>
    /// <example><code>{"type":"answerSent","sequence":12,"at":"2026-03-03T15:10:00Z","text":"p7.11","purpose":"answer"}</code></example>
    public sealed record AnswerSent(EffectKey Text, TextPurpose Purpose) : JourneyFact;

    /// <summary>The carrier reported a text as delivered.</summary>
    /// <example><code>{"type":"textDelivered","sequence":10,"at":"2026-03-03T15:00:02Z","text":"p7.9"}</code></example>
    public sealed record TextDelivered(EffectKey Text) : JourneyFact;

    /// <summary>The carrier will not deliver a text.</summary>
    /// <example><code>{"type":"textFailed","sequence":10,"at":"2026-03-03T15:00:02Z","text":"p7.9","code":"unreachable"}</code></example>
    public sealed record TextFailed(EffectKey Text, string? Code) : JourneyFact;

    /// <summary>A text could not be handed to the carrier in time and was dropped.</summary>
    /// <example><code>{"type":"textExpired","sequence":10,"at":"2026-03-03T17:00:02Z","text":"p7.9"}</code></example>
    public sealed record TextExpired(EffectKey Text) : JourneyFact;

    /// <summary>No more texts. <paramref name="Channel"/> tells who knew first.</summary>
    /// <example><code>{"type":"optedOut","sequence":10,"at":"2026-03-03T15:10:00Z","words":"STOP","channel":"text"}</code></example>
    public sealed record OptedOut(OptOutChannel Channel) : JourneyFact;

    /// <summary>The patient came back with START.</summary>
    /// <example><code>{"type":"optedIn","sequence":14,"at":"2026-03-05T15:10:00Z","words":"START"}</code></example>
    public sealed record OptedIn : JourneyFact;

    /// <summary>The patient takes part more, or less, than before.</summary>
    /// <param name="From">Before.</param>
    /// <param name="To">From now on.</param>
    /// <param name="SilentHours">Hours since the patient last wrote.</param>
    /// <param name="ThresholdHours">The silence, in hours, that their rhythm allowed; null when they wrote.</param>
    /// <example><code>
    /// {"type":"engagementChanged","sequence":20,"at":"2026-03-07T15:00:00Z","from":"active","to":"drifting","silentHours":72,"thresholdHours":72}
    /// </code></example>
    public sealed record EngagementChanged(EngagementStatus From, EngagementStatus To, int SilentHours, int? ThresholdHours) : JourneyFact;

    /// <summary>The gentle text after silence was decided to go out.</summary>
    /// <example><code>{"type":"checkInSent","sequence":21,"at":"2026-03-07T21:00:00Z","text":"p7.22"}</code></example>
    public sealed record CheckInSent(EffectKey Text) : JourneyFact;

    /// <summary>The clinic was asked to look.</summary>
    /// <example><code>{"type":"caseOpened","sequence":24,"at":"2026-03-10T15:00:00Z","case":"p7.25","reason":"silent"}</code></example>
    public sealed record CaseOpened(EffectKey Case, CaseReason Reason) : JourneyFact;

    /// <summary>The patient wrote of the same while the case was not resolved; in an emergency people are called again.</summary>
    /// <example><code>{"type":"caseRenewed","sequence":24,"at":"2026-03-10T15:00:00Z","case":"p7.25","round":2}</code></example>
    public sealed record CaseRenewed(EffectKey Case, int Round) : JourneyFact;

    /// <summary>A member of staff looks after the case.</summary>
    /// <example><code>{"type":"caseAcknowledged","sequence":24,"at":"2026-03-10T15:00:00Z","case":"p7.25","by":"nurse-7"}</code></example>
    public sealed record CaseAcknowledged(EffectKey Case, string By) : JourneyFact;

    /// <summary>The case was given to somebody.</summary>
    /// <example><code>{"type":"caseAssigned","sequence":24,"at":"2026-03-10T15:00:00Z","case":"p7.25","to":"nurse-8","by":"nurse-7"}</code></example>
    public sealed record CaseAssigned(EffectKey Case, string To, string By) : JourneyFact;

    /// <summary>A member of staff wrote a note; its words are kept as a patient's are.</summary>
    /// <example><code>{"type":"caseNoted","sequence":24,"at":"2026-03-10T15:00:00Z","words":"called back","case":"p7.25","by":"nurse-7"}</code></example>
    public sealed record CaseNoted(EffectKey Case, string By) : JourneyFact;

    /// <summary>A member of staff is done with the case; what they wrote of it are the words.</summary>
    /// <example><code>{"type":"caseResolved","sequence":24,"at":"2026-03-10T15:00:00Z","words":"is safe","case":"p7.25","by":"nurse-7"}</code></example>
    public sealed record CaseResolved(EffectKey Case, string By) : JourneyFact;

    /// <summary>The clinic need not look any more: the patient did themselves what somebody should have asked for.</summary>
    /// <example><code>{"type":"caseTakenBack","sequence":30,"at":"2026-03-11T15:00:00Z","case":"p7.25"}</code></example>
    public sealed record CaseTakenBack(EffectKey Case) : JourneyFact;

    /// <summary>People on call were told of an emergency.</summary>
    /// <param name="Case">Which.</param>
    /// <param name="Round">In which round.</param>
    /// <param name="Tier">Which tier, from 1 up.</param>
    /// <param name="Reached">How many messages were taken.</param>
    /// <example><code>{"type":"peopleCalled","sequence":30,"at":"2026-03-11T15:00:01Z","case":"p7.25","round":1,"tier":1,"reached":2}</code></example>
    public sealed record PeopleCalled(EffectKey Case, int Round, int Tier, int Reached) : JourneyFact;

    /// <summary>Nobody on call acknowledged: the operator was alarmed, and the list begins anew.</summary>
    /// <example><code>{"type":"operatorAlarmed","sequence":30,"at":"2026-03-11T15:15:01Z","case":"p7.25","round":1}</code></example>
    public sealed record OperatorAlarmed(EffectKey Case, int Round) : JourneyFact;

    /// <summary>The patient wrote of danger. The crisis lines were sent and people are called; that is why the text went out at any hour.</summary>
    /// <example><code>{"type":"crisisTextReceived","sequence":30,"at":"2026-03-11T15:00:00Z","words":"i cant go on","score":0.97}</code></example>
    public sealed record CrisisTextReceived(double Score) : JourneyFact;

    /// <summary>A person of the clinic wrote to the patient; the words are theirs.</summary>
    /// <example><code>{"type":"staffWrote","sequence":30,"at":"2026-03-11T15:10:00Z","words":"Ana Ruiz: how are you now?","text":"p7.31","by":"nurse-7"}</code></example>
    public sealed record StaffWrote(EffectKey Text, string By) : JourneyFact;

    /// <summary>Program texts wait.</summary>
    /// <param name="Reason">For what.</param>
    /// <param name="By">Who decided on it; null: nobody, it follows from what happened.</param>
    /// <example><code>{"type":"programHeld","sequence":26,"at":"2026-03-10T15:00:00Z","reason":"lapsed"}</code></example>
    public sealed record ProgramHeld(HoldReason Reason = HoldReason.Lapsed, string? By = null) : JourneyFact;

    /// <summary>Program texts no longer wait for that.</summary>
    /// <example><code>{"type":"programReleased","sequence":26,"at":"2026-03-10T15:00:00Z","reason":"crisis","by":"nurse-7"}</code></example>
    public sealed record ProgramReleased(HoldReason Reason, string? By) : JourneyFact;

    /// <summary>The program goes on where it was; its calendar moved by <paramref name="ShiftedDays"/> days.</summary>
    /// <example><code>{"type":"programResumed","sequence":31,"at":"2026-03-11T15:00:00Z","shiftedDays":3}</code></example>
    public sealed record ProgramResumed(int ShiftedDays) : JourneyFact;

    /// <summary>The closing text was decided to go out.</summary>
    /// <example><code>{"type":"programCompleted","sequence":90,"at":"2026-03-17T15:00:00Z","text":"p7.91"}</code></example>
    public sealed record ProgramCompleted(EffectKey Text) : JourneyFact;

    /// <summary>The program closed without a text, after three weeks of lapse.</summary>
    /// <example><code>{"type":"programEnded","sequence":90,"at":"2026-04-01T15:00:00Z"}</code></example>
    public sealed record ProgramEnded : JourneyFact;

    /// <summary>One more text of a step was decided to go out, beside the one that its decision point names.</summary>
    /// <example><code>{"type":"stepTextSent","sequence":9,"at":"2026-03-03T15:00:00Z","step":"d01-welcome","text":"p7.8"}</code></example>
    public sealed record StepTextSent(StepId Step, EffectKey Text) : JourneyFact;

    /// <summary>A step that had waited went on.</summary>
    /// <example><code>{"type":"stepContinued","sequence":9,"at":"2026-03-05T15:00:00Z","step":"d01-plan","dueAt":"2026-03-05T15:00:00Z"}</code></example>
    public sealed record StepContinued(StepId Step, Instant DueAt) : JourneyFact;

    /// <summary>A step that had waited did not go on: its moment had passed (the service was down, or the program on hold).</summary>
    /// <example><code>{"type":"followUpSkipped","sequence":9,"at":"2026-03-07T15:00:00Z","step":"d01-plan","dueAt":"2026-03-05T15:00:00Z"}</code></example>
    public sealed record FollowUpSkipped(StepId Step, Instant DueAt) : JourneyFact;

    /// <summary>A question was decided to be asked once more, because nothing came.</summary>
    /// <example><code>{"type":"reminderSent","sequence":9,"at":"2026-03-04T15:00:00Z","step":"d01-welcome","text":"p7.8","of":"p7.3"}</code></example>
    public sealed record ReminderSent(StepId Step, EffectKey Text, EffectKey Of) : JourneyFact;

    /// <summary>A question is no longer waited for.</summary>
    /// <example><code>{"type":"questionGivenUp","sequence":9,"at":"2026-03-06T15:00:00Z","step":"d01-welcome","text":"p7.3"}</code></example>
    public sealed record QuestionGivenUp(StepId Step, EffectKey Text) : JourneyFact;

    /// <summary>The patient set a goal.</summary>
    /// <example><code>{"type":"goalSet","sequence":9,"at":"2026-03-03T15:10:00Z","step":"d03-plan","name":"plan"}</code></example>
    public sealed record GoalSet(StepId Step, string Name) : JourneyFact;

    /// <summary>The patient told whether they reached their goal.</summary>
    /// <example><code>{"type":"goalReviewed","sequence":9,"at":"2026-03-05T15:10:00Z","step":"d03-plan","name":"plan","reached":true}</code></example>
    public sealed record GoalReviewed(StepId Step, string Name, bool Reached) : JourneyFact;

    /// <summary>An instrument began.</summary>
    /// <example><code>{"type":"instrumentStarted","sequence":9,"at":"2026-03-03T15:00:00Z","instrument":"phq2","version":1}</code></example>
    public sealed record InstrumentStarted(string Instrument, int Version) : JourneyFact;

    /// <summary>Every item was answered.</summary>
    /// <param name="Instrument">Which.</param>
    /// <param name="Version">Of its file.</param>
    /// <param name="Score">The total.</param>
    /// <param name="Band">What the total is called; null where the instrument has no bands.</param>
    /// <param name="Change">Since the total before; null where there was none.</param>
    /// <example><code>
    /// {"type":"instrumentScored","sequence":20,"at":"2026-03-03T15:10:00Z","instrument":"phq9","version":1,"score":12,"band":"moderate","change":-3}
    /// </code></example>
    public sealed record InstrumentScored(string Instrument, int Version, int Score, string? Band, int? Change) : JourneyFact;

    /// <summary>An instrument was left undone, and has no score.</summary>
    /// <example><code>{"type":"instrumentAbandoned","sequence":20,"at":"2026-03-06T15:10:00Z","instrument":"phq9","answered":4,"items":9}</code></example>
    public sealed record InstrumentAbandoned(string Instrument, int Answered, int Items) : JourneyFact;

    /// <summary>An answer to an item is a sign of danger; the crisis lines were sent and the care team was told at once.</summary>
    /// <example><code>{"type":"safetyAnswered","sequence":20,"at":"2026-03-03T15:10:00Z","instrument":"phq9","item":"harm","value":1}</code></example>
    public sealed record SafetyAnswered(string Instrument, string Item, int Value) : JourneyFact;

    /// <summary>An answer to an item is one that the care team should know of.</summary>
    /// <example><code>{"type":"answerOfConcern","sequence":20,"at":"2026-03-03T15:10:00Z","instrument":"side-effects","item":"worse","value":2}</code></example>
    public sealed record AnswerOfConcern(string Instrument, string Item, int Value) : JourneyFact;

    /// <summary>Symptoms began to rise or fall, or no longer do.</summary>
    /// <example><code>{"type":"courseChanged","sequence":21,"at":"2026-03-17T15:10:00Z","from":"steady","to":"worse","instrument":"phq9","change":6}</code></example>
    public sealed record CourseChanged(SymptomCourse From, SymptomCourse To, string Instrument, int Change) : JourneyFact;

    /// <summary>How plain texts are was decided.</summary>
    /// <example><code>{"type":"levelChanged","sequence":21,"at":"2026-03-04T15:10:00Z","to":"plain","by":"score"}</code></example>
    public sealed record LevelChanged(ReadingLevel To, LevelSource By) : JourneyFact;

    /// <summary>A skill counts as mastered.</summary>
    /// <example><code>{"type":"skillMastered","sequence":21,"at":"2026-03-04T15:10:00Z","skill":"breathing","step":"d02-breathe"}</code></example>
    public sealed record SkillMastered(string Skill, StepId Step) : JourneyFact;

    /// <summary>The patient asked for an exercise and got one.</summary>
    /// <example><code>{"type":"exerciseSent","sequence":9,"at":"2026-03-03T23:10:00Z","words":"calm","keyword":"CALM","exercise":"calm-out"}</code></example>
    public sealed record ExerciseSent(string Keyword, StepId Exercise) : JourneyFact;

    /// <summary>The patient asked for quiet.</summary>
    /// <example><code>{"type":"paused","sequence":9,"at":"2026-03-03T15:10:00Z","words":"PAUSE 2 WEEKS","until":"2026-03-17T15:00:00Z"}</code></example>
    public sealed record Paused(Instant Until) : JourneyFact;

    /// <summary>The quiet is over: the time came, or the patient said so.</summary>
    /// <example><code>{"type":"pauseEnded","sequence":9,"at":"2026-03-17T15:00:00Z","byPatient":false}</code></example>
    public sealed record PauseEnded(bool ByPatient) : JourneyFact;

    /// <summary>The patient asked why they got a text.</summary>
    /// <example><code>{"type":"whyAsked","sequence":9,"at":"2026-03-03T15:10:00Z","words":"WHY"}</code></example>
    public sealed record WhyAsked : JourneyFact;

    /// <summary>The clinic changed how a patient lives or reads; the names of what changed.</summary>
    /// <example><code>{"type":"profileChanged","sequence":9,"at":"2026-03-03T15:10:00Z","fields":"zone, language"}</code></example>
    public sealed record ProfileChanged(string Fields) : JourneyFact;

    /// <summary>The clinic told, moved or cancelled a date.</summary>
    /// <example><code>{"type":"anchorMoved","sequence":9,"at":"2026-03-03T15:10:00Z","anchor":"appointment","date":"2026-03-12"}</code></example>
    public sealed record AnchorMoved(ScheduleAnchor Anchor, LocalDate? Date) : JourneyFact;

    /// <summary>The program did something wrong; the step was given up, and the journey goes on.</summary>
    /// <param name="Step">The step.</param>
    /// <param name="Fault">What went wrong.</param>
    /// <param name="Name">The name in the program that it is about; null where there is none.</param>
    /// <example><code>{"type":"stepFaulted","sequence":9,"at":"2026-03-03T15:00:00Z","step":"d03-plan","fault":"divisionByZero"}</code></example>
    public sealed record StepFaulted(StepId Step, ProgramFault Fault, string? Name) : JourneyFact;
}

/// <summary>Why nothing was sent at a decision point.</summary>
public enum SkipReason
{
    /// <summary>The step's window had passed when its turn came (the service was down, or the step is gone).</summary>
    WindowPassed,

    /// <summary>The step's condition did not hold.</summary>
    NotMeant,

    /// <summary>The skill that it practises is mastered.</summary>
    Mastered,

    /// <summary>Symptoms fall, and the patient moves on.</summary>
    Advanced,

    /// <summary>So much had come that day or week already.</summary>
    CapReached,

    /// <summary>A catch-up step, and nothing was missed.</summary>
    NothingMissed,

    /// <summary>The step had nothing to say this time.</summary>
    NothingToSay,

    /// <summary>The program did something wrong in it.</summary>
    Faulted,
}

/// <summary>Who knew first of an opt-out.</summary>
public enum OptOutChannel
{
    /// <summary>The patient's text.</summary>
    Text,

    /// <summary>The carrier, which refused a text for it.</summary>
    Carrier,
}
