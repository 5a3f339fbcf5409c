using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Schedule;
using NodaTime;
using NodaTime.Text;

namespace MicroCare.Tests.Core.Journeys;

public sealed class CalendarTests
{
    private static readonly LocalTime Nine = new(9, 0);

    [Theory]
    [InlineData("America/New_York", "2026-10-25")]
    [InlineData("America/New_York", "2026-03-01")]
    [InlineData("America/Havana", "2026-03-01")]
    [InlineData("Africa/Cairo", "2026-04-20")]
    [InlineData("America/Phoenix", "2026-10-25")]
    public void Due_AcrossATransition_KeepsTheLocalTime(string zone, string dayOne)
    {
        var program = TestPrograms.All["thirty-days"];
        var state = State(zone, dayOne);

        for (var step = 0; step < program.Steps.Length; step++)
        {
            var due = Calendar.Due(state, program, step).InZone(DateTimeZoneProviders.Tzdb[zone]);

            Assert.Equal(state.DayOne!.Value.PlusDays(step), due.Date);
            Assert.Equal(Nine, due.TimeOfDay);
        }
    }

    [Fact]
    public void Due_AcrossNovemberFirst_MovesByAnHourInUtc()
    {
        var program = TestPrograms.All["thirty-days"];
        var state = State("America/New_York", "2026-10-31");

        Assert.Equal("2026-10-31T13:00:00Z", InstantPattern.General.Format(Calendar.Due(state, program, 0)));
        Assert.Equal("2026-11-01T14:00:00Z", InstantPattern.General.Format(Calendar.Due(state, program, 1)));
    }

    [Theory]
    [InlineData(1, "2026-03-03T15:00:00Z", "2026-03-03T17:00:00Z")] // the window's start to its end
    [InlineData(2, "2026-03-03T17:00:00Z", "2026-03-03T19:00:00Z")] // two hours after the first, two hours long
    [InlineData(3, "2026-03-05T00:30:00Z", "2026-03-05T02:30:00Z")] // a fixed time, two hours long
    public void DueAndLatest_InChicago_FollowWindowAndFixedTime(int step, string due, string latest)
    {
        var state = State("America/Chicago", "2026-03-02");

        Assert.Equal(due, InstantPattern.General.Format(Calendar.Due(state, TestPrograms.ThreeDays, step)));
        Assert.Equal(latest, InstantPattern.General.Format(Calendar.Latest(state, TestPrograms.ThreeDays, step)));
    }

    [Fact]
    public void Latest_LateInTheEvening_EndsWithTheQuietHours()
    {
        var state = State("America/Chicago", "2026-03-02") with { Window = new PreferredWindow(new LocalTime(20, 0), new LocalTime(21, 0)) };

        Assert.Equal("2026-03-03T03:00:00Z", InstantPattern.General.Format(Calendar.Latest(state, TestPrograms.ThreeDays, 0)));
    }

    [Fact]
    public void ClosingDue_OfThreeDays_IsTheFourthDay() =>
        Assert.Equal("2026-03-05T15:00:00Z", InstantPattern.General.Format(Calendar.ClosingDue(State("America/Chicago", "2026-03-02"), TestPrograms.ThreeDays)));

    private static JourneyState State(string zone, string dayOne) => new()
    {
        Patient = new PatientId("p1"),
        Clinic = new ClinicId("riverside"),
        Program = new ProgramId("three-days"),
        ProgramVersion = 1,
        Zone = zone,
        Language = "en",
        Window = new PreferredWindow(Nine, new LocalTime(11, 0)),
        EnrolledAt = Instant.FromUtc(2026, 1, 1, 0, 0),
        Phase = JourneyPhase.Running,
        DayOne = LocalDatePattern.Iso.Parse(dayOne).GetValueOrThrow(),
    };
}
