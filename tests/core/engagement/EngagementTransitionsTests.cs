using MicroCare.Core.Engagement;

namespace MicroCare.Tests.Core.Engagement;

public sealed class EngagementTransitionsTests
{
    private static readonly Dictionary<(EngagementStatus, EngagementSignal), EngagementStatus> Legal = new()
    {
        [(EngagementStatus.Active, EngagementSignal.Heard)] = EngagementStatus.Active,
        [(EngagementStatus.Active, EngagementSignal.SilentLong)] = EngagementStatus.Drifting,
        [(EngagementStatus.Drifting, EngagementSignal.Heard)] = EngagementStatus.Active,
        [(EngagementStatus.Drifting, EngagementSignal.SilentVeryLong)] = EngagementStatus.Lapsed,
        [(EngagementStatus.Lapsed, EngagementSignal.Heard)] = EngagementStatus.Active,
    };

    public static TheoryData<EngagementStatus, EngagementSignal> Pairs()
    {
        var pairs = new TheoryData<EngagementStatus, EngagementSignal>();
        foreach (var from in Enum.GetValues<EngagementStatus>())
        {
            foreach (var signal in Enum.GetValues<EngagementSignal>())
            {
                pairs.Add(from, signal);
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Next_OfEveryPair_IsListedOrRefused(EngagementStatus from, EngagementSignal signal)
    {
        if (Legal.TryGetValue((from, signal), out var to))
        {
            Assert.Equal(to, EngagementTransitions.Next(from, signal));
        }
        else
        {
            Assert.Throws<InvalidOperationException>(() => EngagementTransitions.Next(from, signal));
        }
    }
}
