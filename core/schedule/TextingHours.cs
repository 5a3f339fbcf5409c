using System.Collections.Immutable;
using NodaTime;

namespace MicroCare.Core.Schedule;

/// <summary>
/// The hours in which a text may start that answers nobody, by weekday, in the receiver's own local time: those of the receiver's state, and never more than the federal
/// ones of <see cref="QuietHours"/>. Holidays are days like others.
/// </summary>
public sealed class TextingHours
{
    private const int DaysOfAWeek = 7;
    private readonly ImmutableArray<DayHours?> _days;

    internal TextingHours(ImmutableArray<DayHours?> days) => _days = days;

    /// <summary>8:00 to 21:00 every day: where no state is known, or it asks for no less.</summary>
    public static TextingHours Usual { get; } = new([.. Enumerable.Repeat<DayHours?>(new DayHours(QuietHours.Open, QuietHours.Close), DaysOfAWeek)]);

    /// <summary>Those of a state.</summary>
    /// <param name="state">Its two letters, in any case; null, or what is no state of the list, has the usual hours.</param>
    public static TextingHours For(string? state) => state is not null && StateHours.All.TryGetValue(state.Trim(), out var found) ? found.Hours : Usual;

    /// <summary>Whether a text may start at that local time. An hour that a clock shows twice is open both times, or closed both times.</summary>
    public bool Allow(LocalDateTime local) => Of(local.DayOfWeek) is { } day && local.TimeOfDay >= day.Open && local.TimeOfDay < day.Close;

    /// <summary>The same for an instant, in the receiver's zone.</summary>
    public bool Allow(Instant instant, DateTimeZone zone) => Allow(instant.InZone(zone).LocalDateTime);

    /// <summary>The instant itself where a text may start then, else the next opening in the receiver's zone, days ahead where days are closed.</summary>
    public Instant NextAllowed(Instant instant, DateTimeZone zone)
    {
        var local = instant.InZone(zone).LocalDateTime;
        if (Allow(local))
        {
            return instant;
        }

        for (var date = local.Date; ; date = date.PlusDays(1))
        {
            if (Of(date.DayOfWeek) is { } day && (date > local.Date || local.TimeOfDay < day.Open))
            {
                return LocalClock.At(date, day.Open, zone);
            }
        }
    }

    /// <summary>From when on no text may start on that day; midnight, which is before any, where the day is closed.</summary>
    public LocalTime CloseOf(LocalDate date) => Of(date.DayOfWeek)?.Close ?? LocalTime.Midnight;

    /// <summary>The same as an instant.</summary>
    public Instant CloseOf(LocalDate date, DateTimeZone zone) => LocalClock.At(date, CloseOf(date), zone);

    /// <summary>From when on a text may start on that day; null where the day is closed.</summary>
    public LocalTime? OpenOf(LocalDate date) => Of(date.DayOfWeek)?.Open;

    private DayHours? Of(IsoDayOfWeek weekday) => _days[(int)weekday - 1];
}

/// <summary>The hours of one weekday: from <paramref name="Open"/>, inclusive, to <paramref name="Close"/>, exclusive.</summary>
internal sealed record DayHours(LocalTime Open, LocalTime Close);
