using MicroCare.Core.Programs;
using MicroCare.Core.Schedule;
using NodaTime;
using NodaTime.Text;

namespace MicroCare.Tests.Core.Schedule;

public sealed class TextingHoursTests
{
    // 2026-03-06 is a Friday.
    [Theory]
    [InlineData(null, "2026-03-06T08:00:00", true)]
    [InlineData(null, "2026-03-06T20:59:59", true)]
    [InlineData(null, "2026-03-06T21:00:00", false)]
    [InlineData("NY", "2026-03-06T20:30:00", true)]
    [InlineData("fl", "2026-03-06T07:59:59", false)]
    [InlineData("FL", "2026-03-06T08:00:00", true)]
    [InlineData("FL", "2026-03-06T19:59:59", true)]
    [InlineData("FL", "2026-03-06T20:00:00", false)]
    [InlineData("OK", "2026-03-06T20:00:00", false)]
    [InlineData("WA", "2026-03-06T20:00:00", false)]
    [InlineData("MD", "2026-03-06T20:00:00", false)]
    [InlineData("MS", "2026-03-06T20:00:00", false)]
    [InlineData("CT", "2026-03-06T08:59:59", false)]
    [InlineData("CT", "2026-03-06T09:00:00", true)]
    [InlineData("CT", "2026-03-06T20:00:00", false)]
    [InlineData("TX", "2026-03-06T08:59:59", false)]
    [InlineData("TX", "2026-03-06T20:59:59", true)]
    [InlineData("TX", "2026-03-07T09:00:00", true)] // Saturday
    [InlineData("TX", "2026-03-08T11:59:59", false)] // Sunday
    [InlineData("TX", "2026-03-08T12:00:00", true)]
    [InlineData("RI", "2026-03-06T18:00:00", false)]
    [InlineData("RI", "2026-03-07T16:59:59", true)]
    [InlineData("RI", "2026-03-07T17:00:00", false)]
    public void Allow_InAState_KeepsItsHoursByWeekday(string? state, string local, bool allowed) =>
        Assert.Equal(allowed, TextingHours.For(state).Allow(LocalDateTimePattern.GeneralIso.Parse(local).GetValueOrThrow()));

    [Theory]
    [InlineData("FL", "America/New_York", "2026-03-06T15:00:00Z", "2026-03-06T15:00:00Z")] // 10:00
    [InlineData("FL", "America/New_York", "2026-03-07T01:00:00Z", "2026-03-07T13:00:00Z")] // Friday 20:00
    [InlineData("FL", "America/New_York", "2026-03-08T01:00:00Z", "2026-03-08T12:00:00Z")] // Saturday 20:00; the clock springs forward
    [InlineData("FL", "America/New_York", "2026-11-01T00:00:00Z", "2026-11-01T13:00:00Z")] // Saturday 20:00; the clock falls back
    [InlineData("FL", "America/New_York", "2026-11-01T05:30:00Z", "2026-11-01T13:00:00Z")] // Sunday 1:30, the first
    [InlineData("FL", "America/New_York", "2026-11-01T06:30:00Z", "2026-11-01T13:00:00Z")] // Sunday 1:30, the second
    [InlineData("TX", "America/Chicago", "2026-03-08T03:00:00Z", "2026-03-08T17:00:00Z")] // Saturday 21:00 to Sunday noon, an hour less between
    [InlineData("TX", "America/Chicago", "2026-03-08T16:59:59Z", "2026-03-08T17:00:00Z")] // Sunday 11:59:59
    [InlineData("TX", "America/Chicago", "2026-11-01T16:00:00Z", "2026-11-01T18:00:00Z")] // Sunday 10:00
    [InlineData("TX", "America/Chicago", "2026-11-02T03:00:00Z", "2026-11-02T15:00:00Z")] // Sunday 21:00 to Monday 9:00
    [InlineData("CT", "America/New_York", "2026-03-09T00:00:00Z", "2026-03-09T13:00:00Z")] // Sunday 20:00 of the short day
    [InlineData(null, "America/Phoenix", "2026-03-09T04:00:00Z", "2026-03-09T15:00:00Z")] // 21:00, and no change of clocks
    public void NextAllowed_AroundChangesOfClocks_IsNowOrTheNextOpening(string? state, string zone, string from, string expected)
    {
        var next = TextingHours.For(state).NextAllowed(InstantPattern.General.Parse(from).GetValueOrThrow(), DateTimeZoneProviders.Tzdb[zone]);

        Assert.Equal(expected, InstantPattern.General.Format(next));
    }

    [Theory]
    [InlineData("FL", "America/New_York", "2026-03-07", "2026-03-08T01:00:00Z")]
    [InlineData("FL", "America/New_York", "2026-03-08", "2026-03-09T00:00:00Z")]
    [InlineData("FL", "America/New_York", "2026-10-31", "2026-11-01T00:00:00Z")]
    [InlineData("FL", "America/New_York", "2026-11-01", "2026-11-02T01:00:00Z")]
    [InlineData(null, "America/New_York", "2026-11-01", "2026-11-02T02:00:00Z")]
    public void CloseOf_ADayOfChangingClocks_IsTheLocalTimeOfThatDay(string? state, string zone, string date, string expected) => Assert.Equal(
        expected,
        InstantPattern.General.Format(TextingHours.For(state).CloseOf(LocalDatePattern.Iso.Parse(date).GetValueOrThrow(), DateTimeZoneProviders.Tzdb[zone])));

    [Fact]
    public void Usual_EveryMinuteOfAWeek_IsWhatQuietHoursSay()
    {
        var zone = DateTimeZoneProviders.Tzdb["America/Chicago"];
        for (var at = Instant.FromUtc(2026, 3, 2, 0, 0); at < Instant.FromUtc(2026, 3, 10, 0, 0); at += Duration.FromMinutes(7))
        {
            Assert.Equal(QuietHours.Allow(at.InZone(zone).TimeOfDay), TextingHours.Usual.Allow(at, zone));
            Assert.Equal(QuietHours.NextAllowed(at, zone), TextingHours.Usual.NextAllowed(at, zone));
        }
    }

    [Fact]
    public void All_States_AreWithinTheFederalHoursAndCiteTheirStatute()
    {
        Assert.Equal(["CT", "FL", "MD", "MS", "OK", "RI", "TX", "WA"], StateHours.All.Keys.Order());
        var week = Enumerable.Range(0, 7).Select(day => new LocalDate(2026, 3, 2).PlusDays(day)).ToList();
        foreach (var state in StateHours.All.Values)
        {
            Assert.NotEmpty(state.Statute);
            Assert.All(week, date => Assert.True(state.Hours.OpenOf(date) >= QuietHours.Open && state.Hours.CloseOf(date) <= QuietHours.Close, state.State));
            Assert.Contains(week, date => state.Hours.OpenOf(date) > QuietHours.Open || state.Hours.CloseOf(date) < QuietHours.Close);
        }
    }

    [Fact]
    public void Read_ADayThatIsClosed_IsSkipped()
    {
        var hours = Read("sunday: closed").Hours;
        var zone = DateTimeZoneProviders.Tzdb["America/Chicago"];

        Assert.False(hours.Allow(new LocalDateTime(2026, 3, 8, 12, 0)));
        Assert.Null(hours.OpenOf(new LocalDate(2026, 3, 8)));
        Assert.Equal(LocalTime.Midnight, hours.CloseOf(new LocalDate(2026, 3, 8)));
        Assert.Equal("2026-03-09T14:00:00Z", InstantPattern.General.Format(hours.NextAllowed(Instant.FromUtc(2026, 3, 8, 3, 0), zone)));
    }

    [Theory]
    [InlineData("sunday: never")]
    [InlineData("sunday: { open: \"07:00\", close: \"20:00\" }")]
    [InlineData("sunday: { open: \"20:00\", close: \"09:00\" }")]
    [InlineData("sunday: { open: \"09:00\" }")]
    [InlineData("holiday: closed")]
    [InlineData("monday: closed\n  tuesday: closed\n  wednesday: closed\n  thursday: closed\n  friday: closed\n  saturday: closed\n  sunday: closed")]
    public void Read_HoursThatCannotBe_IsRefusedWithItsPlace(string line) =>
        Assert.Contains("hours.yaml:", Assert.Throws<ProgramFormatException>(() => Read(line)).Message, StringComparison.Ordinal);

    private static StateHours Read(string line) => Assert.Single(StateHours.Read(
        "hours.yaml", $"XX:\n  open: \"09:00\"\n  close: \"20:00\"\n  statute: none\n  checked: reports\n  {line}\n"));
}
