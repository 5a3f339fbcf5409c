using NodaTime;
using NodaTime.TimeZones;

namespace MicroCare.Core.Schedule;

/// <summary>Turns a patient's calendar and clock into instants, when they are needed and never earlier: a rule change in a zone is picked up.</summary>
public static class LocalClock
{
    /// <summary>
    /// The instant at which a clock in that zone shows this time of that day. In a gap (the clock springs forward over the time)
    /// it is the first instant after the gap; in an overlap (the clock shows the time twice) it is the earlier of the two.
    /// A program may choose another <see cref="ClockPolicy"/> for its steps.
    /// </summary>
    public static Instant At(LocalDate date, LocalTime time, DateTimeZone zone) => ClockPolicy.Usual.At(date, time, zone);

    /// <summary>The patient's calendar day at that instant.</summary>
    public static LocalDate DateOf(Instant instant, DateTimeZone zone) => instant.InZone(zone).Date;

    /// <summary>The IANA zone of that name, or null. Aliases such as <c>US/Pacific</c> are accepted; offsets and Windows names are not.</summary>
    public static DateTimeZone? FindZone(string name) =>
        name.Contains('/', StringComparison.Ordinal) ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) : null;

    /// <summary>The zone of a stored patient.</summary>
    /// <exception cref="DateTimeZoneNotFoundException">The name is no IANA zone: enrollment lets none such in.</exception>
    public static DateTimeZone Zone(string name) => DateTimeZoneProviders.Tzdb[name];
}
