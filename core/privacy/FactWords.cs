using System.Globalization;
using System.Text;
using MicroCare.Core.Journeys;

namespace MicroCare.Core.Privacy;

/// <summary>What happened, in a line that a person can read. Holds no words of anybody's, no key and no hash.</summary>
public static class FactWords
{
    /// <summary>The line.</summary>
    public static string Of(JourneyFact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return fact switch
        {
            JourneyFact.Enrolled f => $"The clinic enrolled you in the program {f.Program}, version {f.ProgramVersion}.",
            JourneyFact.ConsentAsked { Reminder: true } => "You were reminded of the question whether you want to take part.",
            JourneyFact.ConsentAsked => "You were asked whether you want to take part.",
            JourneyFact.ConsentGiven => "You said yes.",
            JourneyFact.ConsentDeclined => "You said no.",
            JourneyFact.ConsentUnclear => "Your answer was neither a yes nor a no.",
            JourneyFact.ConsentExpired => "No answer came, and the question was closed.",
            JourneyFact.ConsentOutdated => "The text of consent changed, and you were to be asked again.",
            JourneyFact.ResearchAsked => "You were asked whether your data may be used in research.",
            JourneyFact.ResearchConsented { ByClinic: true } => "The clinic told that it holds your consent to research.",
            JourneyFact.ResearchConsented => "You agreed that your data may be used in research.",
            JourneyFact.ResearchRefused { Withdrawn: true } => "You took your consent to research back.",
            JourneyFact.ResearchRefused => "You did not agree that your data are used in research.",
            JourneyFact.PrivacyAsked => "You asked about your privacy.",
            JourneyFact.ProgramStarted f => $"The program began; its first day is {f.DayOne:uuuu-MM-dd}.",
            JourneyFact.ProgramMigrated f => $"The program changed from version {f.From} to {f.To}.",
            JourneyFact.PromptSent f => $"The step {f.Step} was sent.{(f.Why is null ? "" : $" Why: {f.Why}")}",
            JourneyFact.PromptSkipped f => $"The step {f.Step} was left out: {Plain(f.Reason)}.",
            JourneyFact.AnswerUnderstood f => $"Your answer to {f.Step} was understood as {f.Answer.Code}.",
            JourneyFact.AnswerUnclear f => $"Your answer to {f.Step} was not understood{(f.Reasked ? ", and you were asked again" : "")}.",
            JourneyFact.TextReceived => "You wrote a text that answered no question.",
            JourneyFact.HelpAsked => "You asked for help with the texts.",
            JourneyFact.AnswerSent f => $"A text was sent: {Plain(f.Purpose)}.",
            JourneyFact.TextDelivered => "A text reached your phone.",
            JourneyFact.TextFailed f => $"A text did not reach your phone{(f.Code is null ? "" : $" ({f.Code})")}.",
            JourneyFact.TextExpired => "A text was not sent, because its moment had passed.",
            JourneyFact.OptedOut { Channel: OptOutChannel.Carrier } => "Your phone network told that you want no texts.",
            JourneyFact.OptedOut => "You said that you want no more texts.",
            JourneyFact.OptedIn => "You said that you want texts again.",
            JourneyFact.EngagementChanged f => $"You were seen as {Plain(f.To)} (before: {Plain(f.From)}), after {f.SilentHours} hours without a text from you.",
            JourneyFact.CheckInSent => "A text asked how you are, after silence.",
            JourneyFact.CaseOpened f => $"Your care team was asked to look: {Plain(f.Reason)}.",
            JourneyFact.CaseRenewed => "Your care team was asked again, because you wrote of the same.",
            JourneyFact.CaseAcknowledged f => $"{f.By} looks after it.",
            JourneyFact.CaseAssigned f => $"{f.By} gave it to {f.To}.",
            JourneyFact.CaseNoted f => $"{f.By} wrote a note.",
            JourneyFact.CaseResolved f => $"{f.By} was done with it.",
            JourneyFact.CaseTakenBack => "It was no longer needed.",
            JourneyFact.PeopleCalled f => $"People on call were told ({f.Reached} messages).",
            JourneyFact.OperatorAlarmed => "Nobody on call had answered; the operator was alarmed.",
            JourneyFact.CrisisTextReceived => "A text of yours was read as a sign of danger; the crisis lines were sent and people were called.",
            JourneyFact.StaffWrote f => $"{f.By} of your care team wrote to you.",
            JourneyFact.ProgramHeld f => $"The program waited: {Plain(f.Reason)}{(f.By is null ? "" : $", by {f.By}")}.",
            JourneyFact.ProgramReleased f => $"The program no longer waited for that: {Plain(f.Reason)}{(f.By is null ? "" : $", by {f.By}")}.",
            JourneyFact.ProgramResumed f => f.ShiftedDays == 0 ? "The program went on." : $"The program went on, {f.ShiftedDays} days later than planned.",
            JourneyFact.ProgramCompleted => "The program was complete.",
            JourneyFact.ProgramEnded => "The program ended, after long silence.",
            JourneyFact.StepTextSent f => $"One more text of the step {f.Step} was sent.",
            JourneyFact.StepContinued f => $"The step {f.Step} went on.",
            JourneyFact.FollowUpSkipped f => $"The step {f.Step} did not go on, because its moment had passed.",
            JourneyFact.ReminderSent f => $"You were reminded of a question of the step {f.Step}.",
            JourneyFact.QuestionGivenUp f => $"A question of the step {f.Step} was no longer waited for.",
            JourneyFact.GoalSet f => $"You set a goal ({f.Name}).",
            JourneyFact.GoalReviewed f => $"You told that you {(f.Reached ? "reached" : "did not reach")} a goal ({f.Name}).",
            JourneyFact.InstrumentStarted f => $"The questionnaire {f.Instrument} began.",
            JourneyFact.InstrumentScored f => $"The questionnaire {f.Instrument} came to {Whole(f.Score)}{(f.Band is null ? "" : $" ({f.Band})")}.",
            JourneyFact.InstrumentAbandoned f => $"The questionnaire {f.Instrument} was left undone: {f.Answered} of {f.Items} answered.",
            JourneyFact.SafetyAnswered f => $"An answer to {f.Instrument} ({f.Item}: {f.Value}) was read as a sign of danger; the crisis lines were sent.",
            JourneyFact.AnswerOfConcern f => $"An answer to {f.Instrument} ({f.Item}: {f.Value}) was told to your care team.",
            JourneyFact.CourseChanged f => $"Your symptoms were seen as {Plain(f.To)}, by {f.Instrument}.",
            JourneyFact.LevelChanged f => $"Your texts became {Plain(f.To)}, by {Plain(f.By)}.",
            JourneyFact.SkillMastered f => $"The skill {f.Skill} counted as mastered.",
            JourneyFact.ExerciseSent f => $"You asked for an exercise ({f.Keyword}) and got {f.Exercise}.",
            JourneyFact.Paused => "You asked for quiet.",
            JourneyFact.PauseEnded f => f.ByPatient ? "You ended the quiet." : "The quiet was over.",
            JourneyFact.WhyAsked => "You asked why a text came.",
            JourneyFact.ProfileChanged f => $"The clinic changed: {f.Fields}.",
            JourneyFact.AnchorMoved f => f.Date is { } date ? $"The clinic told: {Plain(f.Anchor)} on {date:uuuu-MM-dd}." : $"The clinic told: no {Plain(f.Anchor)} any more.",
            JourneyFact.StepFaulted f => $"Something was wrong in the step {f.Step}; it was left out.",
            _ => throw new ArgumentOutOfRangeException(nameof(fact), fact.GetType().Name, "Nothing tells this fact in words."),
        };
    }

    /// <summary>The name of a value as words: <c>NoConsentAnswer</c> becomes "no consent answer".</summary>
    public static string Plain<TEnum>(TEnum value)
        where TEnum : struct, Enum
    {
        var words = new StringBuilder();
        foreach (var letter in value.ToString())
        {
            if (char.IsUpper(letter) && words.Length > 0)
            {
                words.Append(' ');
            }

            words.Append(char.ToLowerInvariant(letter));
        }

        return words.ToString();
    }

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);
}
