using System.Globalization;
using System.Xml.Linq;
using MicroCare.Core.Programs;
using NodaTime;
using static MicroCare.Local.Programs.Html;

namespace MicroCare.Local.Programs;

/// <summary>The program as weeks and days.</summary>
internal static class CalendarSection
{
    private const int DaysAWeek = 7;
    private const int Colors = 8;

    public static XElement Of(InterventionProgram program, LocalDate dayOne)
    {
        var days = program.Steps.Select(step => (step.Day, Step: step)).Concat(program.Recurring.SelectMany(step => DaysOf(step, dayOne).Select(day => (Day: day, Step: step))))
            .ToLookup(one => one.Day, one => one.Step);
        var weeks = Math.Max((program.Days + DaysAWeek - 1) / DaysAWeek, days.Max(day => (day.Key + DaysAWeek - 1) / DaysAWeek));
        var beside = program.Recurring.Where(step => step.Schedule is StepSchedule.Anchored).ToList();
        return Tag(
            "section", Id("calendar"), Tag("h2", "Calendar"),
            Tag("p", "Day by day when nothing is late; \"window\" is the patient's own. A step marked with ? comes only under a condition, one marked with + takes part in a repetition."),
            Tag("div", Class("wide"), Tag(
                "table", Class("calendar"), Tag("caption", "Steps by week and day"),
                Tag("thead", Tag("tr", Head("Week"), Enumerable.Range(1, DaysAWeek).Select(day => Head("Day " + Text(day))).ToArray())),
                Tag("tbody", [.. Enumerable.Range(0, weeks).Select(week => Week(program, week, days))]))),
            beside.Count == 0 ? null : new object[]
            {
                Tag("h3", "Around a date in the patient's care"),
                Tag("ul", [.. beside.Select(step => Tag("li", Chip(program, step), " ", StepWords.When(step)))]),
            });
    }

    /// <summary>The class of an arc's colour; arcs far apart may share one.</summary>
    public static string ColorOf(int arc) => arc < 0 ? "arc" : string.Create(CultureInfo.InvariantCulture, $"arc arc{arc % Colors}");

    private static XElement Week(InterventionProgram program, int week, ILookup<int, ProgramStep> days)
    {
        var arc = program.Arcs.FirstOrDefault(one => one.FirstWeek <= week + 1 && week + 1 <= one.LastWeek);
        return Tag(
            "tr", Tag("th", Attr("scope", "row"), Text(week + 1), arc is null ? null : Tag("span", Class("theme"), " " + AboutSection.ArcTitle(arc, program))),
            Enumerable.Range(1, DaysAWeek).Select(day => Tag("td", [.. days[(week * DaysAWeek) + day].OrderBy(step => step.At.From ?? LocalTime.Midnight).Select(step => Chip(program, step))])).ToArray());
    }

    private static XElement Chip(InterventionProgram program, ProgramStep step) => Tag(
        "a", Class("chip " + ColorOf(step.Arc is { } arc ? program.Arcs.IndexOf(arc) : -1)), Attr("href", "#step-" + step.Id.Value),
        Tag("span", Class("time"), step.At.From is null ? "window" : StepWords.Hour(step.At)), " ",
        step.Id.Value, step.When is null ? null : " ?", step.Day == 0 ? " +" : null);

    private static IEnumerable<int> DaysOf(ProgramStep step, LocalDate dayOne)
    {
        switch (step.Schedule)
        {
            case StepSchedule.Every every:
                for (var day = every.From; day <= every.Until; day += every.Days)
                {
                    yield return day;
                }

                break;
            case StepSchedule.OnWeekdays weekly:
                for (var day = weekly.From; day <= weekly.Until; day++)
                {
                    if (weekly.Weekdays.Contains(dayOne.PlusDays(day - 1).DayOfWeek))
                    {
                        yield return day;
                    }
                }

                break;
        }
    }

    private static XElement Head(string name) => Tag("th", Attr("scope", "col"), name);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
