using MicroCare.Core.Programs;
using NodaTime;
using NodaTime.Text;

namespace MicroCare.Tests.Core.Programs;

public sealed class AvoidedDaysTests
{
    private static readonly AvoidedDays Some = new(
        [new LocalDate(2026, 11, 27)], [new AnnualDate(2, 29), new AnnualDate(12, 26)], [Holiday.NewYear, Holiday.IndependenceDay, Holiday.Thanksgiving, Holiday.Christmas]);

    [Theory]
    [InlineData("2026-11-25", "2026-11-25")]
    [InlineData("2026-11-26", "2026-11-28")] // Thanksgiving, and a date after it
    [InlineData("2026-11-27", "2026-11-28")]
    [InlineData("2027-11-25", "2027-11-26")] // Thanksgiving again, and the date of the year before no longer
    [InlineData("2027-11-27", "2027-11-27")]
    [InlineData("2029-11-22", "2029-11-23")] // its earliest day
    [InlineData("2029-11-29", "2029-11-29")] // the fifth Thursday
    [InlineData("2030-11-28", "2030-11-29")] // its latest day
    [InlineData("2026-12-25", "2026-12-27")] // two in a row
    [InlineData("2026-12-31", "2026-12-31")]
    [InlineData("2027-01-01", "2027-01-02")]
    [InlineData("2026-07-04", "2026-07-05")]
    [InlineData("2028-02-29", "2028-03-01")]
    [InlineData("2027-02-28", "2027-02-28")]
    public void NextOpen_OfADay_IsItOrTheNextOther(string date, string expected) =>
        Assert.Equal(LocalDatePattern.Iso.Parse(expected).Value, Some.NextOpen(LocalDatePattern.Iso.Parse(date).Value));

    [Fact]
    public void NextOpen_WithNothingToAvoid_IsTheDay() => Assert.Equal(new LocalDate(2026, 12, 25), AvoidedDays.None.NextOpen(new LocalDate(2026, 12, 25)));
}
