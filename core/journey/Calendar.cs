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
    private static readonly Duration BetweenStepsOfADay = Duration.FromHours(2);
    private static readonly Duration TooCloseToTheLast = Duration.FromMinutes(90);
    private static readonly Duration ShortestWindow = Duration.FromHours(2);

    /// <summary>The calendar day of the step; of the closing text when <paramref name="step"/> is the number of steps.</summary>
    public static LocalDate DateOf(LocalDate dayOne, InterventionProgram program, int step) =>
        dayOne.PlusDays(step < program.Steps.Length ? program.Steps[step].Day - 1 : program.Days);

    /// <summary>
    /// When the step is due: at its local time, or at the start of the patient's window, but at least two hours after the step before
    /// it on the same day; where that one went out late, two hours after it went out.
    /// </summary>
    public static Instant Due(JourneyState state, InterventionProgram program, int step)
    {
        var zone = LocalClock.Zone(state.Zone);
        var day = program.Steps[step].Day;
        var first = step;
        while (first > 0 && program.Steps[first - 1].Day == day)
        {
            first--;
        }

        var date = DateOf(DayOne(state), program, step);
        var due = LocalClock.At(date, program.Steps[first].At ?? state.Window.From, zone);
        for (var i = first + 1; i <= step; i++)
        {
            due = Instant.Max(LocalClock.At(date, program.Steps[i].At ?? state.Window.From, zone), due + BetweenStepsOfADay);
        }

        return state.Prompts is [.., var last] && due - last.SentAt < TooCloseToTheLast ? last.SentAt + BetweenStepsOfADay : due;
    }

    /// <summary>
    /// From when on the step is no longer sent: the end of the patient's window, or two hours after a fixed time; at least two hours
    /// after it was due, at the latest when the quiet hours begin.
    /// </summary>
    public static Instant Latest(JourneyState state, InterventionProgram program, int step)
    {
        var zone = LocalClock.Zone(state.Zone);
        var date = DateOf(DayOne(state), program, step);
        var latest = Due(state, program, step) + ShortestWindow;
        if (program.Steps[step].At is null)
        {
            latest = Instant.Max(latest, LocalClock.At(date, state.Window.To, zone));
        }

        return Instant.Min(latest, LocalClock.At(date, QuietHours.Close, zone));
    }

    /// <summary>When the closing text is due: at the start of the patient's window on the day after the last one.</summary>
    public static Instant ClosingDue(JourneyState state, InterventionProgram program) =>
        LocalClock.At(DateOf(DayOne(state), program, program.Steps.Length), state.Window.From, LocalClock.Zone(state.Zone));

    private static LocalDate DayOne(JourneyState state) =>
        state.DayOne ?? throw new InvalidOperationException("A program that has not started has no calendar.");
}
