using MicroCare.Core.Consent;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using NodaTime;

namespace MicroCare.Tests.Core.Consent;

public sealed class ConsentRecordsTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 15, 0);
    private int _sequence;

    [Fact]
    public void Records_OfAGoodStart_AreThePaperAndTheYesByText()
    {
        var records = ConsentRecords.Of([Enrolled(new GuardianConsent("parent", "form 7")), Asked("v/1"), Given("v/1", "hash")]);

        Assert.Equal([ConsentKind.Care, ConsentKind.Guardian, ConsentKind.Care], records.Select(record => record.Kind));
        Assert.Equal(("paper form", ConsentAnswer.Yes), (records[0].Source, records[0].Answer));
        Assert.Equal(("form 7", "parent"), (records[1].Source, records[1].Relationship));
        var text = records[2];
        Assert.Equal(("v/1", "en", "May we?", ConsentAnswer.Yes, "hash"), (text.Version, text.Language, text.Shown, text.Answer, text.From));
        Assert.Equal(Start + Duration.FromMinutes(2), text.AskedAt);
        Assert.Equal(Start + Duration.FromMinutes(3), text.AnsweredAt);
    }

    [Fact]
    public void Records_OfAReminderThatIsAnswered_LeaveTheFirstQuestionWithoutAnswer()
    {
        var records = ConsentRecords.Of([Enrolled(), Asked("v/1"), Asked("v/1", reminder: true), Given("v/1", "hash")]);
        Assert.Equal([ConsentAnswer.Yes, ConsentAnswer.None, ConsentAnswer.Yes], records.Select(record => record.Answer));
    }

    [Fact]
    public void Records_OfUnclearThenNoThenYes_ShowEachChangeOfMind()
    {
        var records = ConsentRecords.Of([Enrolled(), Asked("v/1"), Fact(new JourneyFact.ConsentUnclear { Sequence = 1, At = Start }), Fact(new JourneyFact.ConsentDeclined { Sequence = 1, At = Start }), Given("v/1", "hash")]);
        Assert.Equal([ConsentAnswer.Yes, ConsentAnswer.No, ConsentAnswer.Yes], records.Select(record => record.Answer));
        Assert.Equal("May we?", records[2].Shown);
    }

    [Fact]
    public void Records_OfStopAndStart_TakeBackEveryYesAndGiveOneAgain()
    {
        JourneyFact[] facts = [Enrolled(), Asked("v/1"), Given("v/1", "hash"), Fact(new JourneyFact.OptedOut(OptOutChannel.Text) { Sequence = 1, At = Start })];
        Assert.All(ConsentRecords.Of(facts), record => Assert.NotNull(record.WithdrawnAt));
        Assert.Equal(facts[^1].At, ConsentRecords.OptedOutSince(facts));

        JourneyFact[] again = [.. facts, Fact(new JourneyFact.OptedIn { Sequence = 1, At = Start })];
        var last = ConsentRecords.Of(again)[^1];
        Assert.Equal((ConsentAnswer.Yes, null), (last.Answer, last.WithdrawnAt));
        Assert.Null(ConsentRecords.OptedOutSince(again));
    }

    [Fact]
    public void Records_OfResearch_AreApartFromCare()
    {
        var records = ConsentRecords.Of(
        [
            Enrolled(), Fact(new JourneyFact.ResearchAsked(new EffectKey("p.1"), new ConsentShown("r/1", "es", "Datos?")) { Sequence = 1, At = Start }),
            Fact(new JourneyFact.ResearchConsented("r/1", ByClinic: false) { Sequence = 1, At = Start }), Fact(new JourneyFact.ResearchRefused(Withdrawn: true) { Sequence = 1, At = Start }),
        ]);
        var research = Assert.Single(records, record => record.Kind == ConsentKind.Research);
        Assert.Equal(("r/1", "es", ConsentAnswer.Yes), (research.Version, research.Language, research.Answer));
        Assert.NotNull(research.WithdrawnAt);
        Assert.Null(records[0].WithdrawnAt);
    }

    [Fact]
    public void Records_OfANewText_MarkTheOldYesAsOutdated_NotThePaper()
    {
        var records = ConsentRecords.Of([Enrolled(), Asked("v/1"), Given("v/1", "h"), Fact(new JourneyFact.ConsentOutdated("v/1") { Sequence = 1, At = Start }), Asked("v/2"), Given("v/2", "h")]);
        Assert.Equal([null, "v/1", "v/2"], records.Select(record => record.Version));
        Assert.Equal([false, true, false], records.Select(record => record.OutdatedAt is not null));
    }

    private JourneyFact Enrolled(GuardianConsent? guardian = null) => Fact(new JourneyFact.Enrolled(new ProgramId("p"), 1, "paper form", guardian) { Sequence = 1, At = Start });

    private JourneyFact Asked(string version, bool reminder = false) =>
        Fact(new JourneyFact.ConsentAsked(new EffectKey("p.1"), reminder, new ConsentShown(version, "en", "May we?")) { Sequence = 1, At = Start });

    private JourneyFact Given(string version, string from) => Fact(new JourneyFact.ConsentGiven(version, from) { Sequence = 1, At = Start });

    private JourneyFact Fact(JourneyFact fact)
    {
        _sequence++;
        return fact with { Sequence = _sequence, At = Start + Duration.FromMinutes(_sequence) };
    }
}
