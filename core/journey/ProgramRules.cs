using MicroCare.Core.Engagement;
using MicroCare.Core.Programs;
using MicroCare.Core.Schedule;
using NodaTime;

namespace MicroCare.Core.Journeys;

/// <summary>Sends the program's steps on their days, in the patient's own time.</summary>
internal static class ProgramRules
{
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

    /// <summary>
    /// Goes on where the program was: its calendar moves so that the next step comes no earlier than <paramref name="earliest"/>. What recurs and fell into the
    /// time of quiet is left out.
    /// </summary>
    public static void Resume(Draft draft, LocalDate earliest)
    {
        var dayOne = draft.State.DayOne ?? throw new InvalidOperationException("A program that never started cannot resume.");
        var nextDate = Calendar.DateOf(draft.State, draft.Program, draft.State.NextStep);
        var shift = Math.Max(0, Period.Between(nextDate, earliest, PeriodUnits.Days).Days);
        draft.State = draft.State with { DayOne = dayOne.PlusDays(shift) };
        foreach (var step in draft.Program.Recurring.Where(step => step.Schedule is StepSchedule.OnWeekdays))
        {
            var mark = draft.State.Recurrences.GetValueOrDefault(step.Id.Value) ?? new RecurrenceMark(0, null);
            var last = earliest.PlusDays(-1);
            draft.State = draft.State with
            {
                Recurrences = draft.State.Recurrences.SetItem(step.Id.Value, mark with { Last = mark.Last > last ? mark.Last : last }),
            };
        }

        draft.Note(n => new JourneyFact.ProgramResumed(shift) { Sequence = n, At = draft.Now });
    }

    /// <summary>Sends the step whose time has come; skips those that are not to come.</summary>
    public static void Tick(Draft draft)
    {
        if (draft.State.Engagement == EngagementStatus.Lapsed || draft.State.PausedUntil is not null || draft.State.IsHeld)
        {
            return;
        }

        while (StepPicker.Next(draft.State, draft.Program) is { } next)
        {
            if (next.Due > draft.Now)
            {
                return;
            }

            if (Decide(draft, next) is not { } skipped)
            {
                return;
            }

            Skip(draft, next, skipped);
        }

        if (draft.MayText && draft.Now >= Calendar.ClosingDue(draft.State, draft.Program))
        {
            var key = draft.Send(TextPurpose.Closing, draft.Program.Messages.Closing, draft.UsefulFor(Duration.FromHours(6)));
            draft.State = draft.State with { Phase = JourneyPhase.Completed, Prompts = [], Waits = [] };
            draft.Note(n => new JourneyFact.ProgramCompleted(key) { Sequence = n, At = draft.Now });
        }
    }

    /// <summary>Sends the step, or tells why not.</summary>
    private static SkipReason? Decide(Draft draft, DueStep next)
    {
        var step = next.Step;
        if (draft.Now >= next.Latest(draft.State, draft.Program))
        {
            DialogRules.Miss(draft, step);
            return SkipReason.WindowPassed;
        }

        if (IsCapped(draft))
        {
            DialogRules.Miss(draft, step);
            return SkipReason.CapReached;
        }

        return WhyNot(draft, step) ?? (step.CatchUp ? CatchUp(draft, next) : Send(draft, step, next, caughtUp: false));
    }

    /// <summary>Why the step is not for this patient now; null where it is.</summary>
    private static SkipReason? WhyNot(Draft draft, ProgramStep step)
    {
        var meant = true;
        if (step.When is { } when && !FaultRules.Try(draft, step.Id, () => meant = Recall.Evaluate(when, draft).IsYes))
        {
            return SkipReason.Faulted;
        }

        if (!meant)
        {
            return SkipReason.NotMeant;
        }

        if (step.Practises is { } skill && draft.State.Mastered.Contains(skill, StringComparer.Ordinal))
        {
            return SkipReason.Mastered;
        }

        return step.Advance && draft.State.Course == SymptomCourse.Better ? SkipReason.Advanced : null;
    }

    private static SkipReason? CatchUp(Draft draft, DueStep next)
    {
        // A question that is still open since yesterday counts as missed too.
        foreach (var open in draft.State.Prompts.Where(prompt => prompt.IsOpen && draft.Now - prompt.SentAt >= Duration.FromHours(20)))
        {
            if (draft.Program.Find(open.Step) is { } asked)
            {
                DialogRules.Miss(draft, asked);
            }
        }

        while (draft.State.Missed is [var missed, .. var rest])
        {
            draft.State = draft.State with { Missed = rest };
            if (draft.Program.Find(missed) is { } step && WhyNot(draft, step) is null)
            {
                return Send(draft, step, next, caughtUp: true);
            }
        }

        return SkipReason.NothingMissed;
    }

    private static SkipReason? Send(Draft draft, ProgramStep step, DueStep next, bool caughtUp)
    {
        var part = draft.State.Course == SymptomCourse.Worse && !step.Gentler.IsEmpty ? StepPart.Gentler : StepPart.Content;
        var turn = Turn.Unasked(next.Latest(draft.State, draft.Program));
        var why = "";
        var sound = FaultRules.Try(draft, step.Id, () =>
        {
            why = Reasons.ForStep(draft, step, caughtUp, part);
            DialogRules.GoOn(draft, DialogPlace.BeginningOf(step.Id, part), turn);
        });
        if (!sound || turn.Sent.Count == 0)
        {
            return sound ? SkipReason.NothingToSay : SkipReason.Faulted;
        }

        // The decision point's text is the one that asks; where none does, the last.
        var (text, asks) = turn.Sent[^1];
        foreach (var (other, _) in turn.Sent[..^1])
        {
            draft.Note(n => new JourneyFact.StepTextSent(step.Id, other) { Sequence = n, At = draft.Now });
        }

        draft.State = draft.State with { LastWhy = why, LeftOut = null, LastStepAt = draft.Now };
        draft.CountStep();
        draft.Note(n => new JourneyFact.PromptSent(step.Id, text, StudyDay(draft, next.Date), next.Due, asks, draft.State.Engagement, why)
        {
            Sequence = n,
            At = draft.Now,
        });
        Advance(draft, next);
        return null;
    }

    private static void Skip(Draft draft, DueStep next, SkipReason reason)
    {
        draft.Note(n => new JourneyFact.PromptSkipped(next.Step.Id, StudyDay(draft, next.Date), next.Due, reason, draft.State.Engagement)
        {
            Sequence = n,
            At = draft.Now,
        });
        if (reason is SkipReason.Mastered or SkipReason.Advanced)
        {
            draft.State = draft.State with { LeftOut = reason };
        }

        Advance(draft, next);
    }

    private static bool IsCapped(Draft draft)
    {
        // Days are the patient's: an hour that a clock skips, or a text that went out a little late, leaves nothing out a week later.
        var week = draft.State.RecentTexts.Select(at => LocalClock.DateOf(at, draft.Zone)).Where(date => date > draft.Today.PlusDays(-7)).ToList();
        return week.Count >= draft.Program.Pace.AWeek || week.Count(date => date == draft.Today) >= draft.Program.Pace.ADay;
    }

    private static void Advance(Draft draft, DueStep next)
    {
        if (next.Mark is { } mark)
        {
            draft.State = draft.State with { Recurrences = draft.State.Recurrences.SetItem(next.Step.Id.Value, mark) };
            return;
        }

        var following = draft.State.NextStep + 1;
        draft.State = draft.State with
        {
            NextStep = following,
            NextStepId = following < draft.Program.Steps.Length ? draft.Program.Steps[following].Id : null,
        };
    }

    private static int StudyDay(Draft draft, LocalDate date) => Period.Between(draft.State.DayOne!.Value, date, PeriodUnits.Days).Days + 1;
}
