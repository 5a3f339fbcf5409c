using MicroCare.Core.Programs;
using MicroCare.Core.Schedule;
using NodaTime;

namespace MicroCare.Core.Journeys;

/// <summary>
/// When a patient's steps are due: worked out anew whenever it is asked for, from days and local times, never stored as instants, so that
/// neither daylight saving nor a change of the program leaves a stale time behind.
/// </summary>
public static class Calendar
{
    private const int LongestWaitForPrevious = 7;
    private const int ShortestEveningMinutes = 30;
    private static readonly Duration ShortestWindow = Duration.FromHours(2);

    /// <summary>The calendar day of the step on the main line; of the closing text when <paramref name="step"/> is the number of steps.</summary>
    public static LocalDate DateOf(JourneyState state, InterventionProgram program, int step)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(program);
        if (step >= program.Steps.Length)
        {
            return DayOne(state).PlusDays(program.Days);
        }

        var nominal = DayOne(state).PlusDays(program.Steps[step].Day - 1);
        if (program.Steps[step].Schedule is not StepSchedule.AfterPrevious after || step == 0)
        {
            return program.Pace.Avoid.NextOpen(nominal);
        }

        // A step that has a day of its own does not wait behind one that is late.
        var following = program.Steps.Skip(step + 1).FirstOrDefault(other => other.Schedule is StepSchedule.OnDay);
        var date = AfterPrevious(state, program.Steps[step - 1], after, nominal);
        return program.Pace.Avoid.NextOpen(following is null ? date : LocalDate.Min(date, DayOne(state).PlusDays(following.Day - 1)));
    }

    /// <summary>
    /// When the step of the main line is due: at its local time, or at the start of the patient's window, but a gap after the step before it on the same day;
    /// where a text went out shortly before, a gap after that.
    /// </summary>
    public static Instant Due(JourneyState state, InterventionProgram program, int step)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(program);
        return DueOn(state, program, step, DateOf(state, program, step));
    }

    /// <summary>The same, for who knows the step's day.</summary>
    internal static Instant DueOn(JourneyState state, InterventionProgram program, int step, LocalDate date)
    {
        var zone = LocalClock.Zone(state.Zone);
        var first = step;
        while (first > 0 && program.Steps[first - 1].Day == program.Steps[step].Day)
        {
            first--;
        }

        var due = TimeOf(state, program, date, program.Steps[first].At, zone);
        for (var i = first + 1; i <= step; i++)
        {
            due = Instant.Max(TimeOf(state, program, date, program.Steps[i].At, zone), due + program.Pace.Gap);
        }

        return ApartFromTheLast(state, program, due);
    }

    /// <summary>When a step beside the main line is due on that day.</summary>
    public static Instant DueOn(JourneyState state, InterventionProgram program, LocalDate date, StepTime at)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(program);
        return ApartFromTheLast(state, program, TimeOf(state, program, date, at, LocalClock.Zone(state.Zone)));
    }

    /// <summary>
    /// From when on the step of the main line is no longer sent: the end of its window; two hours after a fixed time; the end of the patient's window, and at
    /// least two hours after it was due. At the latest when the quiet hours begin.
    /// </summary>
    public static Instant Latest(JourneyState state, InterventionProgram program, int step)
    {
        ArgumentNullException.ThrowIfNull(program);
        return LatestOn(state, program, DateOf(state, program, step), program.Steps[step].At, Due(state, program, step));
    }

    /// <summary>The same for a step beside the main line.</summary>
    public static Instant LatestOn(JourneyState state, InterventionProgram program, LocalDate date, StepTime at, Instant due)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(program);
        var zone = LocalClock.Zone(state.Zone);
        var latest = at switch
        {
            { To: { } to } => program.Pace.Clock.At(date, to, zone),
            { From: not null } => due + ShortestWindow,
            _ => Instant.Max(due + ShortestWindow, program.Pace.Clock.At(date, state.Window.To, zone)),
        };
        return Instant.Min(latest, TextingHours.For(state.UsState).CloseOf(date, zone));
    }

    /// <summary>
    /// When the closing text is due: at the start of the patient's window on the day after the last one, or after a later day on which a step still came; or when a
    /// step ended the program.
    /// </summary>
    public static Instant ClosingDue(JourneyState state, InterventionProgram program)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(program);
        if (state.ClosesAt is { } closes)
        {
            return closes;
        }

        var zone = LocalClock.Zone(state.Zone);
        var date = DateOf(state, program, program.Steps.Length);
        return LocalClock.At(state.LastStepAt is { } last ? LocalDate.Max(date, LocalClock.DateOf(last, zone).PlusDays(1)) : date, state.Window.From, zone);
    }

    internal static LocalDate DayOne(JourneyState state) =>
        state.DayOne ?? throw new InvalidOperationException("A program that has not started has no calendar.");

    /// <summary>So many days after the end of the step before; where that one is still under way it is waited for, but no longer than a week.</summary>
    private static LocalDate AfterPrevious(JourneyState state, ProgramStep previous, StepSchedule.AfterPrevious after, LocalDate nominal)
    {
        var underWay = state.Prompts.Any(prompt => prompt.Step == previous.Id && prompt.IsOpen) || state.Waits.Any(wait => wait.Step == previous.Id);
        if (underWay)
        {
            return nominal.PlusDays(LongestWaitForPrevious);
        }

        return state.LastStepEndedAt is { } ended
            ? LocalDate.Max(nominal, LocalClock.DateOf(ended, LocalClock.Zone(state.Zone)).PlusDays(after.Days))
            : nominal;
    }

    /// <summary>The step's time or the patient's, brought into the hours in which the patient's state lets texts start on that day.</summary>
    private static Instant TimeOf(JourneyState state, InterventionProgram program, LocalDate date, StepTime at, DateTimeZone zone)
    {
        var hours = TextingHours.For(state.UsState);
        var time = at.From ?? state.Window.From;
        var (open, last) = (hours.OpenOf(date) ?? QuietHours.Open, hours.CloseOf(date).PlusMinutes(-ShortestEveningMinutes));
        time = time < open ? open : time > last && last > open ? last : time;
        return program.Pace.Clock.At(date, time, zone);
    }

    // A gap of two hours may shrink to an hour and a half before a step moves: a text that went out a little late moves nothing.
    private static Instant ApartFromTheLast(JourneyState state, InterventionProgram program, Instant due) =>
        state.LastTextAt is { } last && due - last < program.Pace.Gap * 3 / 4 ? last + program.Pace.Gap : due;
}
