using MicroCare.Core.Journeys;
using MicroCare.Core.Programs;
using MicroCare.Core.Schedule;
using NodaTime;
using NodaTime.Text;

namespace MicroCare.Core.Enrollment;

/// <summary>Reads the fields that tell how a person lives and reads.</summary>
internal static class ProfileFields
{
    private const int ShortestWindowMinutes = 30;
    private static readonly LocalTimePattern TimePattern = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>How texts are to be; null where nothing is said.</summary>
    public static ReadingWish? Reading(string? level, string? tone, string? format, List<FieldProblem> problems)
    {
        var wish = new ReadingWish(
            OneOf<ReadingLevel>(level, "readingLevel", problems), OneOf<TextTone>(tone, "tone", problems), OneOf<TextFormat>(format, "format", problems));
        return wish == new ReadingWish() ? null : wish;
    }

    /// <summary>A date; null where nothing is said.</summary>
    public static LocalDate? Date(string? text, string field, List<FieldProblem> problems)
    {
        if (text is null)
        {
            return null;
        }

        if (LocalDatePattern.Iso.Parse(text) is { Success: true } date && date.Value.Year is >= 2000 and <= 2200)
        {
            return date.Value;
        }

        problems.Add(new(field, "Send a date as yyyy-MM-dd, such as 2026-11-30, or leave the field out."));
        return null;
    }

    /// <summary>A date of birth; null where nothing is said.</summary>
    public static LocalDate? BirthDate(string? text, string field, List<FieldProblem> problems)
    {
        if (text is null)
        {
            return null;
        }

        if (LocalDatePattern.Iso.Parse(text) is { Success: true } date)
        {
            return date.Value;
        }

        problems.Add(new(field, "Send the date of birth as yyyy-MM-dd, such as 1984-05-17, or leave the field out."));
        return null;
    }

    /// <summary>A window; null where it cannot be used.</summary>
    public static PreferredWindow? Window(WindowRequest? window, List<FieldProblem> problems)
    {
        var from = Time(window?.From, "preferredWindow.from", problems);
        var to = Time(window?.To, "preferredWindow.to", problems);
        if (from is not { } start || to is not { } end)
        {
            return null;
        }

        if (start < QuietHours.Open || end > QuietHours.Close || Period.Between(start, end, PeriodUnits.Minutes).Minutes < ShortestWindowMinutes)
        {
            problems.Add(new(
                "preferredWindow",
                $"Send a window of at least {ShortestWindowMinutes} minutes between 08:00 and 21:00 in the person's own time, 'from' before 'to'."));
            return null;
        }

        return new PreferredWindow(start, end);
    }

    private static LocalTime? Time(string? text, string field, List<FieldProblem> problems)
    {
        var time = text is null ? null : TimePattern.Parse(text);
        if (time is { Success: true })
        {
            return time.Value;
        }

        problems.Add(new(field, "Send a local time of day as HH:mm, such as 09:00."));
        return null;
    }

    private static T? OneOf<T>(string? word, string field, List<FieldProblem> problems)
        where T : struct, Enum
    {
        if (word is null)
        {
            return null;
        }

        var names = Enum.GetNames<T>().Select(name => name.ToLowerInvariant()).ToList();
        if (names.IndexOf(word) is >= 0 and var at)
        {
            return Enum.GetValues<T>()[at];
        }

        problems.Add(new(field, $"Send one of: {string.Join(", ", names)}; or leave the field out."));
        return null;
    }
}
