using NodaTime;

namespace MicroCare.Core.Schedule;

/// <summary>
/// The hours in which no text may start unless it answers the patient's own: before 8:00 and from 21:00 in the patient's zone.
/// 47 CFR 64.1200(c)(1) sets them for solicitations; we hold them as a floor for everything.
/// </summary>
public static class QuietHours
{
    /// <summary>8:00; texts may go out from here on (inclusive).</summary>
    public static readonly LocalTime Open = new(8, 0);

    /// <summary>21:00; texts may no longer go out from here on.</summary>
    public static readonly LocalTime Close = new(21, 0);

    /// <summary>Whether a text may start at that local time.</summary>
    public static bool Allow(LocalTime time) => time >= Open && time < Close;

    /// <summary>The instant itself where a text may start then, else the next opening in the patient's zone.</summary>
    public static Instant NextAllowed(Instant instant, DateTimeZone zone)
    {
        var local = instant.InZone(zone).LocalDateTime;
        if (Allow(local.TimeOfDay))
        {
            return instant;
        }

        var date = local.TimeOfDay < Open ? local.Date : local.Date.PlusDays(1);
        return LocalClock.At(date, Open, zone);
    }
}
