using System.Globalization;
using MicroCare.Core.Programs;
using NodaTime;
using NodaTime.Text;

namespace MicroCare.Local.Programs;

/// <summary>Tells in words when a step comes, for whom, and what it is for.</summary>
internal static class StepWords
{
    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>On which days, such as "day 4" or "every 14 days, from day 1 to day 56".</summary>
    public static string Days(StepSchedule schedule) => schedule switch
    {
        StepSchedule.OnDay on => Text($"day {on.Day}"),
        StepSchedule.AfterPrevious after => Text($"{Counted(after.Days, "day")} after the end of the step above (day {after.Day} when nothing is late)"),
        StepSchedule.Every every => Text($"every {Counted(every.Days, "day")}, from day {every.From} to day {every.Until}"),
        StepSchedule.OnWeekdays weekly => Text($"every {string.Join(" and ", weekly.Weekdays.Select(day => day.ToString()))}, from day {weekly.From} to day {weekly.Until}"),
        StepSchedule.Anchored anchored => Anchored(anchored),
        StepSchedule.Never => "only when another step leads to it or a patient asks for it",
        _ => throw new ArgumentOutOfRangeException(nameof(schedule), "Unknown schedule."),
    };

    /// <summary>When in the day.</summary>
    public static string Hour(StepTime at) => at switch
    {
        { From: null } => "the patient's window",
        { From: { } from, To: { } to } => $"{Time.Format(from)} to {Time.Format(to)}",
        { From: { } from } => Time.Format(from),
    };

    /// <summary>Both.</summary>
    public static string When(ProgramStep step) => step.Schedule is StepSchedule.Never ? Days(step.Schedule) : $"{Days(step.Schedule)}, {Hour(step.At)}";

    /// <summary>What else holds for the step, by the key that says so in the file; empty where nothing does.</summary>
    public static IEnumerable<(string Key, string Value)> Rules(ProgramStep step)
    {
        if (step.When is { } when)
        {
            yield return ("when", ExpressionText.Of(when));
        }

        if (step is { Teaches: { } taught, Mastered: { } mastered })
        {
            yield return ("teaches", $"{taught}, mastered when {ExpressionText.Of(mastered)}");
        }

        if (step.Practises is { } practised)
        {
            yield return ("practises", $"{practised}: left out once that is mastered");
        }

        if (step.Advance)
        {
            yield return ("advance", "left out while symptoms fall");
        }

        if (!step.Gentler.IsEmpty)
        {
            yield return ("gentler", "has a gentler form for while symptoms rise");
        }

        if (step.RepeatIfMissed)
        {
            yield return ("repeat_if_missed", "comes again in a catch-up step when it was missed");
        }

        if (step.CatchUp)
        {
            yield return ("catch_up", "sends the oldest missed step; left out where nothing was missed");
        }
    }

    /// <summary>A length of time in the unit that suits it.</summary>
    public static string Length(Duration duration) => duration.TotalHours switch
    {
        >= 24 when duration.TotalHours % 24 == 0 => Counted((int)duration.TotalDays, "day"),
        >= 1 when duration.TotalMinutes % 60 == 0 => Counted((int)duration.TotalHours, "hour"),
        _ => Counted((int)duration.TotalMinutes, "minute"),
    };

    /// <summary>A number with its noun.</summary>
    public static string Counted(int count, string noun) => Text($"{count} {noun}{(count == 1 ? "" : "s")}");

    private static string Anchored(StepSchedule.Anchored anchored)
    {
        var anchor = anchored.Anchor.ToString().ToLowerInvariant();
        return anchored.Offset switch
        {
            0 => $"on the day of the {anchor}",
            < 0 => $"{Counted(-anchored.Offset, "day")} before the {anchor}",
            _ => $"{Counted(anchored.Offset, "day")} after the {anchor}",
        };
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
