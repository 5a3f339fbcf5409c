using System.Collections.Immutable;
using NodaTime;

namespace MicroCare.Core.Programs.Reading;

/// <summary>Reads when a step comes.</summary>
internal sealed class ScheduleReader(int days)
{
    private const int FarthestOffset = 366;
    private static readonly string[] Kinds = ["day", "after", "every", "weekdays", "anchor"];

    /// <summary>Reads the days; <paramref name="previousDay"/> is the day of the step above on the main line.</summary>
    public StepSchedule Read(YamlMap step, int previousDay)
    {
        var kinds = Array.FindAll(Kinds, step.Has);
        if (kinds.Length > 1)
        {
            step.Problem(kinds[1], $"A step has one schedule; this one has {string.Join(" and ", kinds.Select(kind => $"'{kind}'"))}. Keep one.");
        }

        return kinds switch
        {
            [] => new StepSchedule.Never(),
            ["day", ..] => new StepSchedule.OnDay(step.Whole("day", 1, days) ?? previousDay),
            ["after", ..] => ReadAfter(step, previousDay),
            ["every", ..] => ReadEvery(step),
            ["weekdays", ..] => ReadWeekdays(step),
            _ => ReadAnchor(step),
        };
    }

    /// <summary>Reads the time of day.</summary>
    public static StepTime ReadTime(YamlMap step)
    {
        if (step.IsMap("at"))
        {
            var window = step.Map("at")!;
            var from = Time(window, "from");
            var to = window.Text("to") is { } text ? TimeWords.TimeOfDay(text) : null;
            window.RefuseTheRest();
            if (from is null || to is null)
            {
                return StepTime.Preferred;
            }

            if (to <= from || to > Schedule.QuietHours.Close)
            {
                step.Problem("at", "This window can never open: 'to' must be later than 'from', and 21:00 at the latest.");
            }

            return new StepTime(from, to);
        }

        if (step.Text("at", required: false) is not { } at || at == "preferred")
        {
            return StepTime.Preferred;
        }

        if (TimeWords.TextingTime(at) is not { } time)
        {
            step.Problem("at", $"'at' must be 'preferred' or a time such as \"18:30\", from 08:00 to 20:29, or a window {{ from, to }}; '{at}' is not.");
            return StepTime.Preferred;
        }

        return new StepTime(time, null);
    }

    private static LocalTime? Time(YamlMap window, string key)
    {
        if (window.Text(key) is not { } text)
        {
            return null;
        }

        if (TimeWords.TextingTime(text) is { } time)
        {
            return time;
        }

        window.Problem(key, $"'{text}' can never open: texts go out from 08:00 to 20:59. Write a time such as \"17:00\".");
        return null;
    }

    private StepSchedule.AfterPrevious ReadAfter(YamlMap step, int previousDay)
    {
        var count = ReadDays(step, "after");
        if (previousDay + count > days)
        {
            step.Problem("after", $"This step comes on day {previousDay + count}, after the program's last day ({days}).");
        }

        return new StepSchedule.AfterPrevious(count, previousDay + count);
    }

    private StepSchedule.Every ReadEvery(YamlMap step)
    {
        var count = ReadDays(step, "every");
        var (from, until) = ReadRange(step);
        return new StepSchedule.Every(count, from, until);
    }

    private StepSchedule.OnWeekdays ReadWeekdays(YamlMap step)
    {
        var (from, until) = ReadRange(step);
        var weekdays = ImmutableArray.CreateBuilder<IsoDayOfWeek>();
        foreach (var word in step.Words("weekdays"))
        {
            if (TimeWords.Weekday(word) is { } day && !weekdays.Contains(day))
            {
                weekdays.Add(day);
            }
            else
            {
                step.Problem("weekdays", $"'{word}' is no weekday, or stands there twice. Write mon, tue, wed, thu, fri, sat or sun.");
            }
        }

        if (weekdays.Count == 0)
        {
            step.Problem("weekdays", "'weekdays' needs at least one weekday.");
        }

        return new StepSchedule.OnWeekdays([.. weekdays.Order()], from, until);
    }

    private static StepSchedule.Anchored ReadAnchor(YamlMap step)
    {
        var word = step.Text("anchor");
        ScheduleAnchor? anchor = word switch
        {
            "enrollment" => ScheduleAnchor.Enrollment,
            "discharge" => ScheduleAnchor.Discharge,
            "appointment" => ScheduleAnchor.Appointment,
            _ => null,
        };
        if (anchor is null)
        {
            step.Problem("anchor", $"'{word}' is no anchor. Known: enrollment, discharge, appointment.");
        }

        return new StepSchedule.Anchored(anchor ?? ScheduleAnchor.Enrollment, step.Whole("offset", -FarthestOffset, FarthestOffset, required: false) ?? 0);
    }

    private (int From, int Until) ReadRange(YamlMap step)
    {
        var from = step.Whole("from", 1, days, required: false) ?? 1;
        var until = step.Whole("until", 1, days, required: false) ?? days;
        if (until < from)
        {
            step.Problem("until", $"This step can never come: 'until' ({until}) is before 'from' ({from}).");
        }

        return (from, until);
    }

    private static int ReadDays(YamlMap step, string key)
    {
        var text = step.Text(key) ?? "";
        if (TimeWords.Length(text) is { } length && length.Days >= 1 && length == Duration.FromDays(length.Days))
        {
            return length.Days;
        }

        step.Problem(key, $"'{text}' is no number of days. Write '2 days' or '1 week'.");
        return 1;
    }
}
