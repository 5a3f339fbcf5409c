using MicroCare.Core.Engagement;
using MicroCare.Core.Exports;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Privacy;
using MicroCare.Core.Replies;
using NodaTime;

namespace MicroCare.Tests.Core.Exports;

public sealed class DecisionPointsTests
{
    private static readonly Instant At = Instant.FromUtc(2026, 3, 2, 15, 0);
    private static readonly StudyId Study = new("s1");

    [Fact]
    public void Of_APromptDeliveredAndAnswered_IsOneRow()
    {
        var row = Assert.Single(Rows(
            Enrolled(),
            Sent("p1.2"),
            new JourneyFact.TextDelivered(new EffectKey("p1.2")) { Sequence = 4, At = At },
            new JourneyFact.AnswerUnderstood(new StepId("mood"), new EffectKey("p1.2"), new Answer.Number(7), 659) { Sequence = 5, At = At, Words = new PatientText("seven") }));

        Assert.Equal(
            new DecisionPoint(Study, "three-days", 1, 1, 1, new StepId("mood"), true, "", "send", 1.0, "active", "delivered", true, true, "number", "7", 10), row);
    }

    [Theory]
    [InlineData(true, false, false, "failed")]
    [InlineData(true, true, false, "delivered")] // delivered wins, whatever the order of reports
    [InlineData(false, false, true, "expired")]
    [InlineData(false, false, false, "unknown")]
    public void Of_APrompt_TellsItsDelivery(bool failed, bool delivered, bool expired, string expected)
    {
        var facts = new List<JourneyFact> { Enrolled(), Sent("p1.2") };
        if (failed)
        {
            facts.Add(new JourneyFact.TextFailed(new EffectKey("p1.2"), null) { Sequence = 4, At = At });
        }

        if (delivered)
        {
            facts.Add(new JourneyFact.TextDelivered(new EffectKey("p1.2")) { Sequence = 5, At = At });
        }

        if (expired)
        {
            facts.Add(new JourneyFact.TextExpired(new EffectKey("p1.2")) { Sequence = 6, At = At });
        }

        Assert.Equal(expected, Assert.Single(Rows([.. facts])).Delivery);
    }

    [Fact]
    public void Of_ASkippedPrompt_IsUnavailableWithItsReason()
    {
        var row = Assert.Single(Rows(
            Enrolled(), new JourneyFact.PromptSkipped(new StepId("mood"), 1, At, SkipReason.WindowPassed, EngagementStatus.Drifting) { Sequence = 2, At = At }));

        Assert.Equal(
            new DecisionPoint(Study, "three-days", 1, 1, 1, new StepId("mood"), false, "windowPassed", "none", null, "drifting", "", false, null, "", "", null), row);
    }

    [Fact]
    public void Of_PromptsBeforeAndAfterANewVersion_CarryTheirOwn()
    {
        var rows = Rows(Enrolled(), Sent("p1.2"), new JourneyFact.ProgramMigrated(1, 2) { Sequence = 4, At = At }, Sent("p1.5", asks: false));

        Assert.Equal([1, 2], rows.Select(row => row.ProgramVersion));
        Assert.Equal([1, 2], rows.Select(row => row.Sequence));
        Assert.Null(rows[1].Answered);
        Assert.False(rows[0].Answered);
    }

    private static IReadOnlyList<DecisionPoint> Rows(params JourneyFact[] facts) => DecisionPoints.Of(Study, facts);

    private static JourneyFact.Enrolled Enrolled() => new(new ProgramId("three-days"), 1, "paper form") { Sequence = 1, At = At };

    private static JourneyFact.PromptSent Sent(string key, bool asks = true) =>
        new(new StepId("mood"), new EffectKey(key), 1, At, asks, EngagementStatus.Active) { Sequence = 3, At = At };
}
