using System.Collections.Immutable;
using MicroCare.Core.Programs.Reading;
using MicroCare.Core.Schedule;
using NodaTime;
using NodaTime.Text;

namespace MicroCare.Core.Clinics.Reading;

/// <summary>Reads when somebody at the clinic reads: <c>always</c>, or a zone and hours by weekday, such as <c>mon-fri: 08:00-17:00</c>.</summary>
internal static class WatchedReader
{
    private static readonly string[] Names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    private static readonly LocalTimePattern TimePattern = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>The hours; null where the clinic gives none, or wrong ones.</summary>
    public static ServiceHours? Read(YamlMap map)
    {
        if (map.Has("watched") && !map.IsMap("watched"))
        {
            if (map.Text("watched") == "always")
            {
                return Always;
            }

            map.Problem("watched", "'watched' must be always, or a mapping with 'zone' and 'hours'. Leave it out where nobody reads live.");
            return null;
        }

        if (map.Map("watched", required: false) is not { } watched)
        {
            return null;
        }

        var zone = watched.Text("zone") is { } text ? LocalClock.FindZone(text) : null;
        if (zone is null && watched.Has("zone"))
        {
            watched.Problem("zone", "'watched.zone' must be an IANA time zone, such as America/Chicago.");
        }

        var days = ImmutableSortedDictionary.CreateBuilder<IsoDayOfWeek, (LocalTime From, LocalTime To)>();
        if (watched.Map("hours") is { } hours)
        {
            foreach (var key in hours.Keys.ToList())
            {
                ReadDays(hours, key, days);
            }

            hours.RefuseTheRest();
        }

        watched.RefuseTheRest();
        return zone is null ? null : new ServiceHours(zone.Id, days.ToImmutable());
    }

    private static ServiceHours Always => new(
        "Etc/UTC", Enum.GetValues<IsoDayOfWeek>().Where(day => day != IsoDayOfWeek.None).ToImmutableSortedDictionary(day => day, _ => (LocalTime.Midnight, LocalTime.Midnight)));

    private static void ReadDays(YamlMap hours, string key, ImmutableSortedDictionary<IsoDayOfWeek, (LocalTime From, LocalTime To)>.Builder days)
    {
        var text = hours.Text(key);
        var ends = key.Split('-').Select(name => Array.IndexOf(Names, name)).ToList();
        if (ends.Count > 2 || ends.Contains(-1) || ends[^1] < ends[0])
        {
            hours.Problem(key, $"'{key}' is no weekday. Write mon, tue, wed, thu, fri, sat or sun, or a range such as mon-fri.");
            return;
        }

        if (text is null || Span(text) is not { } span)
        {
            hours.Problem(key, "Write hours as \"08:00-17:00\", the end later than the beginning; \"24:00\" is the end of the day.");
            return;
        }

        for (var day = ends[0]; day <= ends[^1]; day++)
        {
            if (!days.TryAdd((IsoDayOfWeek)(day + 1), span))
            {
                hours.Problem(key, $"{Names[day]} has hours in another line already. Keep one.");
            }
        }
    }

    private static (LocalTime From, LocalTime To)? Span(string text)
    {
        if (text.Split('-') is not [var first, var last] || TimePattern.Parse(first.Trim()) is not { Success: true } from)
        {
            return null;
        }

        if (last.Trim() is "24:00")
        {
            return (from.Value, LocalTime.Midnight);
        }

        return TimePattern.Parse(last.Trim()) is { Success: true } to && to.Value > from.Value ? (from.Value, to.Value) : null;
    }
}
