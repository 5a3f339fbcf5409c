using System.Globalization;
using MicroCare.Core.Identity;

namespace MicroCare.Core.Programs.Checking;

/// <summary>What a patient was told to expect, and what the program's own pace lets through.</summary>
internal static class BurdenCheck
{
    private const int DaysAWeek = 7;

    public static void Check(Findings findings)
    {
        var planned = new PlannedTexts(findings.Program);
        CheckExpectation(findings, planned);
        var told = new HashSet<StepId>();
        for (var weekday = 0; weekday < DaysAWeek; weekday++)
        {
            CheckCaps(findings, planned, weekday, told);
        }
    }

    /// <summary>What was promised must not be less than the mean week, and not more than twice the busiest one.</summary>
    private static void CheckExpectation(Findings findings, PlannedTexts planned)
    {
        if (findings.Program.About is not { } about)
        {
            return;
        }

        var weeks = planned.Days().CountBy(day => (day - 1) / DaysAWeek).Select(week => week.Value).ToList();
        var mean = weeks.Sum() / Math.Max(1, findings.Program.Days / (double)DaysAWeek);
        var busiest = weeks.DefaultIfEmpty(0).Max();
        if (about.TextsAWeek < mean || about.TextsAWeek > 2 * busiest)
        {
            var plan = string.Create(CultureInfo.InvariantCulture, $"{mean:0.0} in the mean week and {busiest} in the busiest");
            findings.Add(about.Place, $"'texts_a_week' says {about.TextsAWeek}; the plan begins {plan}. Write the number of the busiest.");
        }
    }

    /// <summary>A step that comes on condition may leave its place to others, so such steps count as one a day; a catch-up waits for room. A step is told of once.</summary>
    private static void CheckCaps(Findings findings, PlannedTexts planned, int weekday, HashSet<StepId> told)
    {
        var pace = findings.Program.Pace;
        var days = planned.Openers(weekday).Where(one => !one.Step.CatchUp).GroupBy(one => one.Day).OrderBy(day => day.Key)
            .Select(day => (Day: day.Key, Steps: day.Select(one => one.Step).DistinctBy(step => step.When is null && step.Practises is null && !step.Advance ? step.Id.Value : "").ToList()))
            .ToList();
        foreach (var (day, steps) in days)
        {
            if (steps.Count > pace.ADay && steps[pace.ADay] is var starved && told.Add(starved.Id))
            {
                findings.Add(starved.Place, $"Step '{starved.Id}' may never come: {steps.Count} steps begin on day {day}, and pace.a_day is {pace.ADay}. Move it to another day, or raise a_day.");
            }

            var week = days.Where(other => other.Day > day - DaysAWeek && other.Day <= day).SelectMany(other => other.Steps).ToList();
            if (week.Count > pace.AWeek && told.Add(week[^1].Id))
            {
                findings.Add(
                    week[^1].Place, $"Step '{week[^1].Id}' may never come: {week.Count} steps begin in the seven days up to day {day}, and pace.a_week is {pace.AWeek}. Spread them out, or raise a_week.");
            }
        }
    }
}
