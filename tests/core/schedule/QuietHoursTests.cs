using MicroCare.Core.Schedule;
using NodaTime;
using NodaTime.Text;

namespace MicroCare.Tests.Core.Schedule;

public sealed class QuietHoursTests
{
    [Theory]
    [InlineData(7, 59, false)]
    [InlineData(8, 0, true)]
    [InlineData(20, 59, true)]
    [InlineData(21, 0, false)]
    [InlineData(0, 0, false)]
    public void Allow_AtTheBorders_OpensAtEightAndClosesAtNine(int hour, int minute, bool allowed) =>
        Assert.Equal(allowed, QuietHours.Allow(new LocalTime(hour, minute)));

    [Theory]
    [InlineData("2026-03-02T14:00:00Z", "2026-03-02T14:00:00Z")] // 8:00
    [InlineData("2026-03-02T13:59:59Z", "2026-03-02T14:00:00Z")] // 7:59:59
    [InlineData("2026-03-03T02:59:59Z", "2026-03-03T02:59:59Z")] // 20:59:59
    [InlineData("2026-03-03T03:00:00Z", "2026-03-03T14:00:00Z")] // 21:00
    [InlineData("2026-03-08T05:00:00Z", "2026-03-08T13:00:00Z")] // 23:00 before the clock springs forward
    public void NextAllowed_InChicago_IsNowOrTheNextMorning(string from, string expected)
    {
        var next = QuietHours.NextAllowed(InstantPattern.General.Parse(from).GetValueOrThrow(), DateTimeZoneProviders.Tzdb["America/Chicago"]);

        Assert.Equal(expected, InstantPattern.General.Format(next));
    }

    [Fact]
    public void AsideTime_OfEveryWindow_IsFarFromItAndByDay()
    {
        for (var from = QuietHours.Open; from <= new LocalTime(20, 30); from = from.PlusMinutes(30))
        {
            var aside = new PreferredWindow(from, from.PlusMinutes(30)).AsideTime;

            Assert.InRange(aside, new LocalTime(9, 0), new LocalTime(20, 0));
            Assert.True(Math.Abs(Period.Between(from, aside, PeriodUnits.Minutes).Minutes) >= 240, $"{from} has its aside at {aside}.");
        }
    }
}
