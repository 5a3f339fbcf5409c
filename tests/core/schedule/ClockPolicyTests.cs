using MicroCare.Core.Schedule;
using NodaTime;
using NodaTime.Text;

namespace MicroCare.Tests.Core.Schedule;

public sealed class ClockPolicyTests
{
    private static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    [Theory]
    [InlineData("2026-03-08T01:59", "2026-03-08T06:59:00Z", "2026-03-08T06:59:00Z")] // before
    [InlineData("2026-03-08T02:00", "2026-03-08T07:00:00Z", "2026-03-08T07:00:00Z")] // the first skipped
    [InlineData("2026-03-08T02:30", "2026-03-08T07:00:00Z", "2026-03-08T07:30:00Z")] // inside
    [InlineData("2026-03-08T02:59", "2026-03-08T07:00:00Z", "2026-03-08T07:59:00Z")] // the last skipped
    [InlineData("2026-03-08T03:00", "2026-03-08T07:00:00Z", "2026-03-08T07:00:00Z")] // after
    public void At_InAGap_IsAfterItOrShifted(string local, string after, string shift)
    {
        Assert.Equal(after, At(local, GapPolicy.After, OverlapPolicy.Earlier, NewYork));
        Assert.Equal(after, At(local, GapPolicy.After, OverlapPolicy.Later, NewYork));
        Assert.Equal(shift, At(local, GapPolicy.Shift, OverlapPolicy.Earlier, NewYork));
    }

    [Theory]
    [InlineData("2026-11-01T00:59", "2026-11-01T04:59:00Z", "2026-11-01T04:59:00Z")] // before
    [InlineData("2026-11-01T01:00", "2026-11-01T05:00:00Z", "2026-11-01T06:00:00Z")] // the first that comes twice
    [InlineData("2026-11-01T01:30", "2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z")] // inside
    [InlineData("2026-11-01T01:59", "2026-11-01T05:59:00Z", "2026-11-01T06:59:00Z")] // the last that comes twice
    [InlineData("2026-11-01T02:00", "2026-11-01T07:00:00Z", "2026-11-01T07:00:00Z")] // after
    public void At_InAnOverlap_IsTheEarlierOrTheLater(string local, string earlier, string later)
    {
        Assert.Equal(earlier, At(local, GapPolicy.After, OverlapPolicy.Earlier, NewYork));
        Assert.Equal(earlier, At(local, GapPolicy.Shift, OverlapPolicy.Earlier, NewYork));
        Assert.Equal(later, At(local, GapPolicy.After, OverlapPolicy.Later, NewYork));
    }

    [Theory]
    [InlineData("Africa/Cairo", "2026-04-24T00:30", "2026-04-23T22:00:00Z", "2026-04-23T22:30:00Z")] // at midnight
    [InlineData("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:30:00Z", "2026-10-03T15:45:00Z")] // half an hour
    [InlineData("Pacific/Apia", "2011-12-30T09:00", "2011-12-30T10:00:00Z", "2011-12-30T19:00:00Z")] // a whole day
    public void At_InAnUnusualGap_IsAfterItOrShifted(string zone, string local, string after, string shift)
    {
        Assert.Equal(after, At(local, GapPolicy.After, OverlapPolicy.Earlier, DateTimeZoneProviders.Tzdb[zone]));
        Assert.Equal(shift, At(local, GapPolicy.Shift, OverlapPolicy.Earlier, DateTimeZoneProviders.Tzdb[zone]));
    }

    [Fact]
    public void Usual_Policy_IsAfterAndEarlier() => Assert.Equal(new ClockPolicy(GapPolicy.After, OverlapPolicy.Earlier), ClockPolicy.Usual);

    private static string At(string local, GapPolicy gap, OverlapPolicy overlap, DateTimeZone zone)
    {
        var time = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(local).Value;
        return InstantPattern.General.Format(new ClockPolicy(gap, overlap).At(time.Date, time.TimeOfDay, zone));
    }
}
