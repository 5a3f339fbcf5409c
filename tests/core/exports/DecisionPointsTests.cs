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
    [InlineData("", "unknown")]
    [InlineData("failed", "failed")]
    [InlineData("expired", "expired")]
    [InlineData("failed delivered", "delivered")]
    [InlineData("delivered failed", "delivered")]
    [InlineData("expired delivered", "delivered")] // Handed over just before a crash, given up after it: the report is right.
    [InlineData("expired failed", "failed")]
    [InlineData("failed expired", "failed")]
    public void Of_APrompt_TellsItsDelivery(string reports, string expected)
    {
        var text = new EffectKey("p1.2");
        var facts = reports.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((report, index) => (JourneyFact)(report switch
        {
            "failed" => new JourneyFact.TextFailed(text, null) { Sequence = 4 + index, At = At },
            "expired" => new JourneyFact.TextExpired(text) { Sequence = 4 + index, At = At },
            _ => new JourneyFact.TextDelivered(text) { Sequence = 4 + index, At = At },
        }));

        Assert.Equal(expected, Assert.Single(Rows([Enrolled(), Sent("p1.2"), .. facts])).Delivery);
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

    public static TheoryData<Answer, string, string> Answers => new()
    {
        { new Answer.Number(7), "number", "7" },
        { new Answer.YesNo(true), "yesno", "yes" },
        { new Answer.Choice("walk"), "choice", "walk" },
        { new Answer.Time(new LocalTime(7, 30)), "time", "07:30" },
        { new Answer.FreeText(), "text", "text" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void Of_AnAnswerOfEachType_HasItsCode(Answer answer, string type, string code)
    {
        var row = Assert.Single(Rows(Enrolled(), Sent("p1.2"), new JourneyFact.AnswerUnderstood(new StepId("mood"), new EffectKey("p1.2"), answer, 60) { Sequence = 5, At = At }));

        Assert.Equal((type, code), (row.AnswerType, row.AnswerCode));
    }

    [Fact]
    public void Of_EveryTypeOfAnswer_HasACase() =>
        Assert.Empty(typeof(Answer).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(Answer))).Except(Answers.Select(row => row[0].GetType())));

    private static IReadOnlyList<DecisionPoint> Rows(params JourneyFact[] facts) => DecisionPoints.Of(Study, facts);

    private static JourneyFact.Enrolled Enrolled() => new(new ProgramId("three-days"), 1, "paper form") { Sequence = 1, At = At };

    private static JourneyFact.PromptSent Sent(string key, bool asks = true) =>
        new(new StepId("mood"), new EffectKey(key), 1, At, asks, EngagementStatus.Active) { Sequence = 3, At = At };
}
