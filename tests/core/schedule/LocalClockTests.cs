using MicroCare.Core.Schedule;
using NodaTime;
using NodaTime.Text;

namespace MicroCare.Tests.Core.Schedule;

public sealed class LocalClockTests
{
    [Theory]
    // New York springs forward: 2:00 to 3:00 of March 8 does not exist.
    [InlineData("America/New_York", "2026-03-08T01:59:59", "2026-03-08T06:59:59Z")]
    [InlineData("America/New_York", "2026-03-08T02:00:00", "2026-03-08T07:00:00Z")]
    [InlineData("America/New_York", "2026-03-08T02:30:00", "2026-03-08T07:00:00Z")]
    [InlineData("America/New_York", "2026-03-08T02:59:59", "2026-03-08T07:00:00Z")]
    [InlineData("America/New_York", "2026-03-08T03:00:00", "2026-03-08T07:00:00Z")]
    // New York falls back: 1:00 to 2:00 of November 1 comes twice; the first counts.
    [InlineData("America/New_York", "2026-11-01T00:59:59", "2026-11-01T04:59:59Z")]
    [InlineData("America/New_York", "2026-11-01T01:00:00", "2026-11-01T05:00:00Z")]
    [InlineData("America/New_York", "2026-11-01T01:30:00", "2026-11-01T05:30:00Z")]
    [InlineData("America/New_York", "2026-11-01T01:59:59", "2026-11-01T05:59:59Z")]
    [InlineData("America/New_York", "2026-11-01T02:00:00", "2026-11-01T07:00:00Z")]
    // Havana springs forward at midnight: the day begins at 1:00.
    [InlineData("America/Havana", "2026-03-07T23:59:59", "2026-03-08T04:59:59Z")]
    [InlineData("America/Havana", "2026-03-08T00:00:00", "2026-03-08T05:00:00Z")]
    [InlineData("America/Havana", "2026-03-08T00:30:00", "2026-03-08T05:00:00Z")]
    [InlineData("America/Havana", "2026-03-08T00:59:59", "2026-03-08T05:00:00Z")]
    [InlineData("America/Havana", "2026-03-08T01:00:00", "2026-03-08T05:00:00Z")]
    // Phoenix keeps its clock.
    [InlineData("America/Phoenix", "2026-03-08T02:30:00", "2026-03-08T09:30:00Z")]
    [InlineData("America/Phoenix", "2026-11-01T01:30:00", "2026-11-01T08:30:00Z")]
    // Apia left out a whole day.
    [InlineData("Pacific/Apia", "2011-12-30T09:00:00", "2011-12-30T10:00:00Z")]
    public void At_AroundATransition_IsTheFirstInstantThatFits(string zone, string local, string expected)
    {
        var time = LocalDateTimePattern.GeneralIso.Parse(local).GetValueOrThrow();

        var instant = LocalClock.At(time.Date, time.TimeOfDay, DateTimeZoneProviders.Tzdb[zone]);

        Assert.Equal(expected, InstantPattern.General.Format(instant));
    }

    [Theory]
    [InlineData("America/New_York", true)]
    [InlineData("US/Pacific", true)]
    [InlineData("Eastern Standard Time", false)]
    [InlineData("EST", false)]
    [InlineData("UTC-5", false)]
    [InlineData("America/Nowhere", false)]
    [InlineData("", false)]
    public void FindZone_OfAName_KnowsOnlyIanaRegions(string name, bool known) => Assert.Equal(known, LocalClock.FindZone(name) is not null);
}
