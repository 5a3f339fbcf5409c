using MicroCare.Core.Engagement;
using MicroCare.Core.Programs;
using NodaTime;

namespace MicroCare.Core.Journeys;

/// <summary>Sends the program's steps on their days, in the patient's own time.</summary>
internal static class ProgramRules
{
    private const int PromptsKept = 3;
    private static readonly Duration StartMargin = Duration.FromMinutes(10);

    /// <summary>Sets the first day: today when the first step is still to come today, else tomorrow.</summary>
    public static void Start(Draft draft)
    {
        var dayOne = draft.Today;
        if (Calendar.Due(draft.State with { DayOne = dayOne }, draft.Program, draft.State.NextStep) < draft.Now + StartMargin)
        {
            dayOne = dayOne.PlusDays(1);
        }

        draft.State = draft.State with { DayOne = dayOne };
        draft.Note(n => new JourneyFact.ProgramStarted(dayOne) { Sequence = n, At = draft.Now });
    }

    /// <summary>Goes on where the program was: its calendar moves so that the next step comes no earlier than tomorrow.</summary>
    public static void Resume(Draft draft)
    {
        var dayOne = draft.State.DayOne ?? throw new InvalidOperationException("A program that never started cannot resume.");
        var nextDate = Calendar.DateOf(dayOne, draft.Program, draft.State.NextStep);
        var shift = Period.Between(nextDate, draft.Today.PlusDays(1), PeriodUnits.Days).Days;
        if (shift > 0)
        {
            draft.State = draft.State with { DayOne = dayOne.PlusDays(shift) };
        }

        draft.Note(n => new JourneyFact.ProgramResumed(Math.Max(0, shift)) { Sequence = n, At = draft.Now });
    }

    /// <summary>Sends the step whose time has come; skips those whose window has passed.</summary>
    public static void Tick(Draft draft)
    {
        if (draft.State.Engagement == EngagementStatus.Lapsed)
        {
            return;
        }

        while (draft.State.NextStep < draft.Program.Steps.Length)
        {
            var due = Calendar.Due(draft.State, draft.Program, draft.State.NextStep);
            if (due > draft.Now)
            {
                return;
            }

            var step = draft.Program.Steps[draft.State.NextStep];
            var latest = Calendar.Latest(draft.State, draft.Program, draft.State.NextStep);
            if (draft.Now < latest)
            {
                SendPrompt(draft, step, due, latest);
                return;
            }

            draft.Note(n => new JourneyFact.PromptSkipped(step.Id, StudyDay(draft, due), due, SkipReason.WindowPassed, draft.State.Engagement)
            {
                Sequence = n,
                At = draft.Now,
            });
            Advance(draft);
        }

        if (draft.MayText && draft.Now >= Calendar.ClosingDue(draft.State, draft.Program))
        {
            var key = draft.Send(TextPurpose.Closing, draft.Program.Messages.Closing, draft.UsefulFor(Duration.FromHours(6)));
            draft.State = draft.State with { Phase = JourneyPhase.Completed, Prompts = [] };
            draft.Note(n => new JourneyFact.ProgramCompleted(key) { Sequence = n, At = draft.Now });
        }
    }

    private static void SendPrompt(Draft draft, ProgramStep step, Instant due, Instant latest)
    {
        var key = draft.Send(TextPurpose.Prompt, step.Text, latest);
        var asks = step.Answer is not null;
        var prompts = draft.State.Prompts.Add(new SentPrompt(step.Id, key, draft.Now, asks));
        draft.State = draft.State with { Prompts = prompts.Length > PromptsKept ? prompts.RemoveAt(0) : prompts };
        draft.Note(n => new JourneyFact.PromptSent(step.Id, key, StudyDay(draft, due), due, asks, draft.State.Engagement) { Sequence = n, At = draft.Now });
        Advance(draft);
    }

    private static void Advance(Draft draft)
    {
        var next = draft.State.NextStep + 1;
        draft.State = draft.State with { NextStep = next, NextStepId = next < draft.Program.Steps.Length ? draft.Program.Steps[next].Id : null };
    }

    private static int StudyDay(Draft draft, Instant due) =>
        Period.Between(draft.State.DayOne!.Value, Schedule.LocalClock.DateOf(due, draft.Zone), PeriodUnits.Days).Days + 1;
}
