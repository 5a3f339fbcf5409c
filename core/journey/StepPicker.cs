using MicroCare.Core.Programs;
using NodaTime;

namespace MicroCare.Core.Journeys;

/// <summary>A step whose turn comes.</summary>
/// <param name="Step">The step.</param>
/// <param name="Date">The day it belongs to.</param>
/// <param name="Due">When it is due.</param>
/// <param name="Mark">How far it is once this occurrence is behind; null on the main line.</param>
internal readonly record struct DueStep(ProgramStep Step, LocalDate Date, Instant Due, RecurrenceMark? Mark)
{
    /// <summary>From when on it is no longer sent.</summary>
    public Instant Latest(JourneyState state, InterventionProgram program) => Calendar.LatestOn(state, program, Date, Step.At, Due);
}

/// <summary>Finds the step whose turn comes next: the next one of the main line, or one beside it. The main line goes first where both are due at once.</summary>
internal static class StepPicker
{
    private const int DaysAWeek = 7;

    /// <summary>The next step; null where none is left.</summary>
    public static DueStep? Next(JourneyState state, InterventionProgram program)
    {
        if (state.ClosesAt is not null)
        {
            return null;
        }

        DueStep? next = null;
        if (state.NextStep < program.Steps.Length)
        {
            var date = Calendar.DateOf(state, program, state.NextStep);
            next = new DueStep(program.Steps[state.NextStep], date, Calendar.DueOn(state, program, state.NextStep, date), null);
        }

        foreach (var step in program.Recurring)
        {
            if (NextOf(state, program, step) is not var (nominal, mark))
            {
                continue;
            }

            var date = program.Pace.Avoid.NextOpen(nominal);
            var due = Calendar.DueOn(state, program, date, step.At);
            if (next is not { } first || due < first.Due)
            {
                next = new DueStep(step, date, due, mark);
            }
        }

        return next;
    }

    private static (LocalDate Nominal, RecurrenceMark Mark)? NextOf(JourneyState state, InterventionProgram program, ProgramStep step)
    {
        var dayOne = Calendar.DayOne(state);
        state.Recurrences.TryGetValue(step.Id.Value, out var mark);
        switch (step.Schedule)
        {
            case StepSchedule.Every every:
                var day = every.From + ((mark?.Count ?? 0) * every.Days);
                return day <= every.Until ? (dayOne.PlusDays(day - 1), new RecurrenceMark((mark?.Count ?? 0) + 1, null)) : null;

            case StepSchedule.OnWeekdays weekly:
                var first = dayOne.PlusDays(weekly.From - 1);
                var from = mark?.Last is { } last && last >= first ? last.PlusDays(1) : first;
                for (var ahead = 0; ahead < DaysAWeek; ahead++)
                {
                    var date = from.PlusDays(ahead);
                    if (weekly.Weekdays.Contains(date.DayOfWeek))
                    {
                        return date <= dayOne.PlusDays(weekly.Until - 1) ? (date, new RecurrenceMark((mark?.Count ?? 0) + 1, date)) : null;
                    }
                }

                return null;

            case StepSchedule.Anchored anchored:
                // The closing text does not wait for a date beyond the program's last day.
                return AnchorOf(state, anchored.Anchor) is { } anchor && mark?.Last != anchor && anchor.PlusDays(anchored.Offset) < dayOne.PlusDays(program.Days)
                    ? (anchor.PlusDays(anchored.Offset), new RecurrenceMark((mark?.Count ?? 0) + 1, anchor))
                    : null;

            default:
                throw new InvalidOperationException($"A step with {step.Schedule.GetType().Name} does not stand beside the main line.");
        }
    }

    private static LocalDate? AnchorOf(JourneyState state, ScheduleAnchor anchor) => anchor switch
    {
        ScheduleAnchor.Enrollment => Schedule.LocalClock.DateOf(state.EnrolledAt, Schedule.LocalClock.Zone(state.Zone)),
        ScheduleAnchor.Discharge => state.Discharge,
        ScheduleAnchor.Appointment => state.Appointment,
        _ => throw new ArgumentOutOfRangeException(nameof(anchor), anchor, "Unknown anchor."),
    };
}
