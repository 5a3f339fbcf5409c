using System.Collections.Frozen;
using System.Globalization;
using MicroCare.Core.Schedule;
using NodaTime;
using NodaTime.Text;

namespace MicroCare.Core.Programs.Reading;

/// <summary>How programs write lengths of time, times of day, weekdays and days of the year.</summary>
internal static class TimeWords
{
    private const int LongestDays = 366;
    private static readonly LocalTimePattern TimePattern = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    private static readonly FrozenDictionary<string, Duration> Units = new Dictionary<string, Duration>(StringComparer.Ordinal)
    {
        ["minute"] = Duration.FromMinutes(1),
        ["minutes"] = Duration.FromMinutes(1),
        ["hour"] = Duration.FromHours(1),
        ["hours"] = Duration.FromHours(1),
        ["day"] = Duration.FromDays(1),
        ["days"] = Duration.FromDays(1),
        ["week"] = Duration.FromDays(7),
        ["weeks"] = Duration.FromDays(7),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, IsoDayOfWeek> Weekdays = Enum.GetValues<IsoDayOfWeek>().Where(day => day != IsoDayOfWeek.None)
        .SelectMany(day => new[] { day.ToString().ToLowerInvariant(), day.ToString()[..3].ToLowerInvariant() }.Select(word => (Word: word, Day: day)))
        .ToFrozenDictionary(pair => pair.Word, pair => pair.Day, StringComparer.Ordinal);

    public static Duration? Length(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var number, var unit]
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and < 1_000_000
        && Units.TryGetValue(unit, out var one) && one * count <= Duration.FromDays(LongestDays)
            ? one * count
            : null;

    public static LocalTime? TimeOfDay(string text) => TimePattern.Parse(text) is { Success: true } time ? time.Value : null;

    /// <summary>A time of day at which a text may begin with half an hour to go before the quiet hours.</summary>
    public static LocalTime? TextingTime(string text) =>
        TimeOfDay(text) is { } time && QuietHours.Allow(time) && QuietHours.Allow(time.PlusMinutes(30)) ? time : null;

    public static IsoDayOfWeek? Weekday(string text) => Weekdays.TryGetValue(text.ToLowerInvariant(), out var day) ? day : null;
}
