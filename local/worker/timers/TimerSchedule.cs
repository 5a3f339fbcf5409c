using Microsoft.Azure.Functions.Worker;
using NCrontab;

namespace MicroCare.Local.Worker;

/// <summary>A six-field NCRONTAB expression, in UTC.</summary>
internal sealed class TimerSchedule(FunctionEntry function, string expression)
{
    private readonly CrontabSchedule _schedule = CrontabSchedule.TryParse(expression, new CrontabSchedule.ParseOptions { IncludingSeconds = true })
        ?? throw function.Wrong($"has the schedule '{expression}', which is no NCRONTAB expression of six fields (seconds first)");

    /// <summary>The first occurrence after an instant; the end of time when there is none.</summary>
    public DateTime After(DateTime utc) => DateTime.SpecifyKind(_schedule.GetNextOccurrence(utc), DateTimeKind.Utc);

    /// <summary>
    /// What counts at a start, given what was recorded: <c>Next</c> lies in the past when an occurrence was missed. A schedule that has changed since is
    /// followed from now on, and what the old one missed is not made up for.
    /// </summary>
    public ScheduleStatus AtStart(ScheduleStatus? recorded, DateTime now)
    {
        if (recorded is null)
        {
            return new ScheduleStatus { Next = After(now), LastUpdated = now };
        }

        var from = recorded.Last != default ? recorded.Last : recorded.LastUpdated != default ? recorded.LastUpdated : now;
        var expected = After(from);
        if (recorded.Next == expected)
        {
            return recorded;
        }

        return new ScheduleStatus { Next = now > expected ? After(now) : expected, LastUpdated = from };
    }
}
