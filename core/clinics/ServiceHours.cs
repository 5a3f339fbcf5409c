using System.Collections.Immutable;
using NodaTime;

namespace MicroCare.Core.Clinics;

/// <summary>When somebody at the clinic reads what patients write.</summary>
/// <param name="Zone">The clinic's IANA time zone.</param>
/// <param name="Days">From (inclusive) and to (exclusive) by weekday; a day that is left out is closed. Midnight as an end is the end of the day.</param>
public sealed record ServiceHours(string Zone, ImmutableSortedDictionary<IsoDayOfWeek, (LocalTime From, LocalTime To)> Days)
{
    /// <summary>Whether somebody reads at that instant.</summary>
    public bool IsOpen(Instant instant)
    {
        var local = instant.InZone(DateTimeZoneProviders.Tzdb[Zone]).LocalDateTime;
        return Days.TryGetValue(local.DayOfWeek, out var hours)
            && local.TimeOfDay >= hours.From
            && (hours.To == LocalTime.Midnight || local.TimeOfDay < hours.To);
    }
}
