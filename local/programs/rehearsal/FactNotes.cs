using System.Globalization;
using MicroCare.Core.Cases;
using MicroCare.Core.Engagement;
using MicroCare.Core.Instruments;
using MicroCare.Core.Journeys;
using MicroCare.Core.Programs;
using NodaTime;
using NodaTime.Text;

namespace MicroCare.Local.Programs;

/// <summary>Tells in a few words what happened beside the texts. What a text shows by itself has no note.</summary>
/// <param name="program">The program.</param>
/// <param name="zone">The patient's zone.</param>
internal sealed class FactNotes(InterventionProgram program, DateTimeZone zone)
{
    private static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture("ddd d MMM");

    private readonly Dictionary<string, Instrument> _instruments = program.AllSteps.SelectMany(step => step.Content.Concat(step.Gentler))
        .OfType<Instruction.BeginInstrument>().Select(begin => begin.Instrument).DistinctBy(instrument => instrument.Id).ToDictionary(instrument => instrument.Id);

    /// <summary>The note; null where none is needed.</summary>
    public string? Of(JourneyFact fact) => fact switch
    {
        JourneyFact.ProgramStarted started => $"day 1 is {Day.Format(started.DayOne)}",
        JourneyFact.ProgramMigrated migrated => $"comes from version {migrated.From} to {migrated.To}",
        JourneyFact.ConsentAsked { Reminder: true } => "the question for consent once more",
        JourneyFact.ConsentExpired => "no answer to the question for consent: it is closed",
        JourneyFact.PromptSkipped skipped => $"{skipped.Step} left out: {Because(skipped.Reason)}",
        JourneyFact.AnswerUnderstood answered when !IsAsWritten(answered) => $"understood as {answered.Answer.Code}",
        JourneyFact.AnswerUnclear unclear => unclear.Reasked ? "not understood, asked once more" : "not understood, not asked again",
        JourneyFact.TextReceived => "nothing waited for that text",
        JourneyFact.OptedOut => "no more texts",
        JourneyFact.OptedIn => "texts again",
        JourneyFact.EngagementChanged { To: not EngagementStatus.Active } changed => $"{Lower(changed.To)}: silent for {changed.SilentHours} hours",
        JourneyFact.EngagementChanged => "active again",
        JourneyFact.CheckInSent => "the gentle text after silence",
        JourneyFact.CaseOpened opened => $"CASE for the clinic: {CaseOf(opened.Reason)}",
        JourneyFact.CaseRenewed => "the clinic's case is raised again",
        JourneyFact.CaseTakenBack => "the clinic's case is taken back",
        JourneyFact.CrisisTextReceived => "SIGN OF DANGER in the patient's words: the crisis lines go out, people are called",
        JourneyFact.ProgramHeld { Reason: HoldReason.Lapsed } => "the program waits until the patient writes",
        JourneyFact.ProgramHeld held => $"the program waits: {Lower(held.Reason)}",
        JourneyFact.ProgramReleased released => $"no longer waits: {Lower(released.Reason)}",
        JourneyFact.ConsentOutdated => "another text of consent holds: the patient is asked again",
        JourneyFact.ResearchAsked => "asked about research",
        JourneyFact.ResearchConsented => "research may use the data",
        JourneyFact.ResearchRefused => "research may not use the data",
        JourneyFact.ProgramResumed resumed => resumed.ShiftedDays == 0 ? "the program goes on" : $"the program goes on, {resumed.ShiftedDays} days later than planned",
        JourneyFact.ProgramCompleted => "the program is complete",
        JourneyFact.ProgramEnded => "the program ends without a text, after three weeks of silence",
        JourneyFact.StepContinued continued => $"{continued.Step} goes on after its wait",
        JourneyFact.FollowUpSkipped skipped => $"{skipped.Step} does not go on: its moment has passed",
        JourneyFact.ReminderSent reminder => $"{reminder.Step}: reminder",
        JourneyFact.QuestionGivenUp lost => $"{lost.Step}: no longer waits for an answer",
        JourneyFact.GoalSet goal => $"goal set: {goal.Name}",
        JourneyFact.GoalReviewed goal => $"goal {goal.Name} {(goal.Reached ? "reached" : "not reached")}",
        JourneyFact.InstrumentScored scored => Score(scored),
        JourneyFact.InstrumentAbandoned left => $"{Title(left.Instrument)} left undone: {left.Answered} of {left.Items} answered, no score",
        JourneyFact.SafetyAnswered danger => $"SIGN OF DANGER: {Title(danger.Instrument)} {danger.Item} = {danger.Value}",
        JourneyFact.AnswerOfConcern concern => $"of concern: {Title(concern.Instrument)} {concern.Item} = {concern.Value}",
        JourneyFact.CourseChanged course => $"symptoms: {Lower(course.To)} ({Title(course.Instrument)} {Signed(course.Change)})",
        JourneyFact.LevelChanged level => $"texts are {Lower(level.To)} from now on, by {(level.By == LevelSource.Clinic ? "the clinic's word" : "a score")}",
        JourneyFact.SkillMastered skill => $"skill mastered: {skill.Skill}",
        JourneyFact.ExerciseSent exercise => $"exercise {exercise.Exercise}, on demand",
        JourneyFact.Paused paused => $"paused until {Day.Format(paused.Until.InZone(zone).Date)}",
        JourneyFact.PauseEnded ended => ended.ByPatient ? "the patient ends the pause" : "the pause is over",
        JourneyFact.ProfileChanged changed => $"the clinic changed: {changed.Fields}",
        JourneyFact.AnchorMoved moved => $"the clinic tells: {Lower(moved.Anchor)} {(moved.Date is { } date ? "on " + Day.Format(date) : "cancelled")}",
        JourneyFact.StepFaulted fault => $"FAULT in {fault.Step}: {fault.Fault}{(fault.Name is null ? "" : $" ({fault.Name})")}; what it had decided is taken back",
        _ => null,
    };

    /// <summary>Why nothing was sent, in words.</summary>
    public static string Because(SkipReason reason) => reason switch
    {
        SkipReason.WindowPassed => "its window had passed",
        SkipReason.NotMeant => "its condition does not hold",
        SkipReason.Mastered => "the skill is mastered",
        SkipReason.Advanced => "symptoms fall, the patient moves on",
        SkipReason.CapReached => "so much has come already",
        SkipReason.NothingMissed => "nothing was missed",
        SkipReason.NothingToSay => "it had nothing to say",
        SkipReason.Faulted => "the program did something wrong in it",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Unknown reason."),
    };

    private static string CaseOf(CaseReason reason) => reason switch
    {
        CaseReason.Silent => "silent for very long",
        CaseReason.NoConsentAnswer => "never answered the question for consent",
        CaseReason.ConsentUnclear => "neither a yes nor a no to the question for consent",
        CaseReason.Safety => "an answer that is a sign of danger, look at once",
        CaseReason.Worsening => "symptoms rise",
        CaseReason.AnswerOfConcern => "an answer of concern",
        CaseReason.Crisis => "a text that tells of danger, look at once",
        CaseReason.SideEffect => "a side effect",
        CaseReason.WantsPerson => "wants to talk to a person",
        CaseReason.Complaint => "a complaint",
        CaseReason.Appointment => "writes of an appointment",
        CaseReason.Technical => "texts or phone do not work",
        CaseReason.Question => "a question",
        CaseReason.Unreachable => "texts do not reach the phone",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Unknown reason."),
    };

    private static bool IsAsWritten(JourneyFact.AnswerUnderstood fact) =>
        fact.Answer is Core.Replies.Answer.FreeText || string.Equals(fact.Words?.Words, fact.Answer.Code, StringComparison.OrdinalIgnoreCase);

    private string Score(JourneyFact.InstrumentScored fact)
    {
        var most = _instruments.GetValueOrDefault(fact.Instrument)?.Scoring is { } scoring ? $" of {scoring.Max}" : "";
        return $"{Title(fact.Instrument)}: {fact.Score}{most}{(fact.Band is null ? "" : $", {fact.Band}")}{(fact.Change is { } change ? $" ({Signed(change)})" : "")}";
    }

    private string Title(string instrument) => _instruments.TryGetValue(instrument, out var known) ? known.Title.In(known.Title.Languages.Contains("en") ? "en" : known.Title.Languages.First()) : instrument;

    private static string Signed(int change) => change.ToString("+0;-0;unchanged", CultureInfo.InvariantCulture);

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
