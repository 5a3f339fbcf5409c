using MicroCare.Core.Engagement;
using NodaTime;

namespace MicroCare.Tests.Core.Engagement;

public sealed class ReplyRhythmTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 15, 0);
    private static readonly Duration Daily = Duration.FromDays(1);

    [Theory]
    // Hours at which the patient wrote after the first time; the gaps that are kept.
    [InlineData(new int[0], new int[0])]
    [InlineData(new[] { 24 }, new[] { 24 })]
    [InlineData(new[] { 3 }, new int[0])] // one conversation
    [InlineData(new[] { 4 }, new[] { 4 })]
    [InlineData(new[] { 2, 26 }, new[] { 24 })] // counted from the conversation's end
    [InlineData(new[] { 24, 10 }, new[] { 24 })] // delivered late: changes nothing
    [InlineData(new[] { 24, 24 }, new[] { 24 })]
    [InlineData(new[] { 10, 20, 30, 40, 50, 60, 70, 90 }, new[] { 10, 10, 10, 10, 10, 10, 20 })] // the last seven
    public void Hear_OverTime_KeepsTheLastGaps(int[] hours, int[] gaps)
    {
        var rhythm = hours.Aggregate(ReplyRhythm.Unknown.Hear(Start), (known, at) => known.Hear(Start + Duration.FromHours(at)));

        Assert.Equal(gaps, rhythm.GapHours);
    }

    [Theory]
    // Gaps, days between questions; usual, drift and lapse in hours.
    [InlineData(new int[0], 1, 24, 72, 144)]
    [InlineData(new int[0], 0.5, 24, 72, 144)] // the program asks twice a day: still a day
    [InlineData(new int[0], 10, 96, 168, 336)] // at most four days, a week, two weeks
    [InlineData(new[] { 48, 48 }, 1, 24, 72, 144)] // two gaps are too few
    [InlineData(new[] { 48, 24, 48 }, 1, 48, 144, 288)] // the median
    [InlineData(new[] { 5, 5, 5 }, 1, 12, 48, 120)] // at least two days, five days
    [InlineData(new[] { 12, 24, 36, 200, 200 }, 1, 36, 108, 216)]
    [InlineData(new[] { 500, 500, 500 }, 1, 96, 168, 336)]
    public void Thresholds_FromGapsOrProgram_StayWithinTheirBounds(int[] gaps, double askDays, int usual, int drift, int lapse)
    {
        var rhythm = new ReplyRhythm(Start, [.. gaps]);
        var spacing = Duration.FromDays(askDays);

        Assert.Equal(Duration.FromHours(usual), rhythm.Usual(spacing));
        Assert.Equal(Duration.FromHours(drift), rhythm.DriftAfter(spacing));
        Assert.Equal(Duration.FromHours(lapse), rhythm.LapseAfter(spacing));
    }

    [Fact]
    public void Equality_OfTheSameGaps_IsByValue()
    {
        Assert.Equal(new ReplyRhythm(Start, [1, 2]), new ReplyRhythm(Start, [1, 2]));
        Assert.NotEqual(new ReplyRhythm(Start, [1, 2]), new ReplyRhythm(Start, [2, 1]));
        Assert.NotEqual(new ReplyRhythm(Start, []), new ReplyRhythm(Start + Daily, []));
    }
}
