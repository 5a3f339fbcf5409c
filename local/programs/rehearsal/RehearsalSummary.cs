using System.Globalization;
using MicroCare.Core.Journeys;
using NodaTime;
using NodaTime.Text;

namespace MicroCare.Local.Programs;

/// <summary>What a rehearsal comes to, in a sentence or two.</summary>
internal static class RehearsalSummary
{
    private static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture("dddd d MMMM uuuu");

    /// <summary>How it ended, and how much was texted.</summary>
    public static string Of(RehearsedJourney journey)
    {
        var weeks = journey.Weeks;
        var unasked = weeks.Sum(week => week.Unasked);
        var most = weeks.MaxBy(week => week.Unasked)!;
        var expected = journey.Program.About is { } about ? $" The program announces {about.TextsAWeek} a week." : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Ending(journey)} {weeks.Sum(week => week.Out)} texts out in {weeks.Sum(week => week.Segments)} segments, {weeks.Sum(week => week.In)} in, over {weeks.Length} weeks. {unasked} of them came unasked, {(double)unasked / weeks.Length:0.0} a week and {most.Unasked} at most (week {most.Week}).{expected}");
    }

    /// <summary>Texts out and in of each week.</summary>
    public static string WeekByWeek(RehearsedJourney journey) =>
        "Week by week, out/in: " + string.Join("  ", journey.Weeks.Select(week => string.Create(CultureInfo.InvariantCulture, $"{week.Out}/{week.In}")));

    /// <summary>The program's first day, before any pause; null where it never began.</summary>
    public static LocalDate? DayOneOf(RehearsedJourney journey) => journey.Facts.OfType<JourneyFact.ProgramStarted>().FirstOrDefault()?.DayOne;

    /// <summary>The date, and the day of the program as it then counts: a pause moves the days that follow it.</summary>
    public static string Heading(RehearsedJourney journey, LocalDate date)
    {
        var shifted = journey.Facts.OfType<JourneyFact.ProgramResumed>()
            .Where(resumed => resumed.At.InZone(DateTimeZoneProviders.Tzdb[journey.Settings.Zone]).Date <= date).Sum(resumed => resumed.ShiftedDays);
        var day = DayOneOf(journey) is { } first ? Period.DaysBetween(first, date) + 1 - shifted : 0;
        return Day.Format(date) + (day >= 1 && day <= journey.Program.Days ? string.Create(CultureInfo.InvariantCulture, $", day {day}") : "");
    }

    private static string Ending(RehearsedJourney journey) => journey.End.Phase switch
    {
        JourneyPhase.Completed => "Completed.",
        JourneyPhase.Ended => "Ended after a long silence.",
        JourneyPhase.ConsentExpired => "Never answered the question for consent.",
        JourneyPhase.Declined => "Said no.",
        JourneyPhase.OptedOut => "Said stop.",
        _ => $"{journey.End.Phase}.",
    };
}
