using MicroCare.Core.Identity;
using MicroCare.Core.Instruments;
using MicroCare.Core.Journeys;
using MicroCare.Core.Privacy;
using MicroCare.Core.Programs;
using MicroCare.Core.Schedule;
using MicroCare.Tests.Core.Journeys;
using NodaTime;

namespace MicroCare.Tests.Core.Instruments;

/// <summary>The shipped instruments, answered by text and scored against the bands of their manuals.</summary>
public sealed class ShippedInstrumentsTests
{
    private static readonly Dictionary<string, Instrument> Instruments = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "programs", "instruments"), "*.yaml")
        .Select(path => InstrumentReader.Read(path, File.ReadAllText(path))).ToDictionary(instrument => instrument.Id);

    [Theory]
    // Kroenke, Spitzer and Williams 2003: 3 or more is positive.
    [InlineData("phq2", "0 0", 0, "negative")]
    [InlineData("phq2", "2 0", 2, "negative")]
    [InlineData("phq2", "2 1", 3, "positive")]
    [InlineData("phq2", "3 3", 6, "positive")]
    // Kroenke, Spitzer and Williams 2001: 5, 10, 15, 20.
    [InlineData("phq9", "0 0 0 0 0 0 0 0 0", 0, "minimal")]
    [InlineData("phq9", "1 1 1 1 0 0 0 0 0", 4, "minimal")]
    [InlineData("phq9", "1 1 1 1 1 0 0 0 0", 5, "mild")]
    [InlineData("phq9", "1 1 1 1 1 1 1 1 1", 9, "mild")]
    [InlineData("phq9", "2 1 1 1 1 1 1 1 1", 10, "moderate")]
    [InlineData("phq9", "2 2 2 2 2 2 2 0 0", 14, "moderate")]
    [InlineData("phq9", "2 2 2 2 2 2 2 1 0", 15, "moderately-severe")]
    [InlineData("phq9", "3 2 2 2 2 2 2 2 2", 19, "moderately-severe")]
    [InlineData("phq9", "3 3 2 2 2 2 2 2 2", 20, "severe")]
    [InlineData("phq9", "3 3 3 3 3 3 3 3 3", 27, "severe")]
    // Kroenke and others 2007: 3 or more is positive.
    [InlineData("gad2", "1 1", 2, "negative")]
    [InlineData("gad2", "0 3", 3, "positive")]
    // Spitzer and others 2006: 5, 10, 15.
    [InlineData("gad7", "0 0 0 0 0 0 0", 0, "minimal")]
    [InlineData("gad7", "1 1 1 1 0 0 0", 4, "minimal")]
    [InlineData("gad7", "1 1 1 1 1 0 0", 5, "mild")]
    [InlineData("gad7", "2 2 1 1 1 1 1", 9, "mild")]
    [InlineData("gad7", "2 2 2 1 1 1 1", 10, "moderate")]
    [InlineData("gad7", "2 2 2 2 2 2 2", 14, "moderate")]
    [InlineData("gad7", "3 2 2 2 2 2 2", 15, "severe")]
    [InlineData("gad7", "3 3 3 3 3 3 3", 21, "severe")]
    // WHO 2024: the raw sum times 4; a raw sum below 13 is low.
    [InlineData("who5", "0 0 0 0 0", 0, "low")]
    [InlineData("who5", "3 3 2 2 2", 48, "low")]
    [InlineData("who5", "3 3 3 2 2", 52, "adequate")]
    [InlineData("who5", "5 5 5 5 5", 100, "adequate")]
    // Norman and Skinner 2006: a sum from 8 to 40, without a cut-off.
    [InlineData("eheals", "1 1 1 1 1 1 1 1", 8, null)]
    [InlineData("eheals", "4 3 3 3 3 3 3 3", 25, null)]
    [InlineData("eheals", "5 5 5 5 5 5 5 5", 40, null)]
    [InlineData("mood", "0", 0, null)]
    [InlineData("mood", "10", 10, null)]
    [InlineData("satisfaction", "1 1 1", 3, null)]
    [InlineData("satisfaction", "5 5 5", 15, null)]
    public void Score_OfAnswersByText_IsWhatTheManualSays(string id, string answers, int score, string? band)
    {
        var facts = Answer(id, answers.Split(' '));

        var scored = Assert.Single(facts.OfType<JourneyFact.InstrumentScored>(), fact => fact.Instrument == id);
        Assert.Equal((score, band), (scored.Score, scored.Band));
        Assert.Empty(facts.OfType<JourneyFact.StepFaulted>());
    }

    [Theory]
    [InlineData("phq9", "0 0 0 0 0 0 0 0 0", false)]
    [InlineData("phq9", "3 3 3 3 3 3 3 3 0", false)]
    [InlineData("phq9", "0 0 0 0 0 0 0 0 1", true)]
    [InlineData("phq9", "0 0 0 0 0 0 0 0 3", true)]
    public void Safety_OfTheNinthItem_BeginsAtOne(string id, string answers, bool danger) =>
        Assert.Equal(danger, Answer(id, answers.Split(' ')).OfType<JourneyFact.SafetyAnswered>().Any());

    [Theory]
    [InlineData("phq2", "phq9")]
    [InlineData("gad2", "gad7")]
    public void Items_OfAShortForm_AreTheFirstOfTheLongOneWordForWord(string brief, string complete)
    {
        var (first, second) = (Instruments[brief], Instruments[complete]);

        Assert.Equal(first.Items.Select(first.KeyOf), second.Items.Take(first.Items.Length).Select(second.KeyOf));
        foreach (var (one, other) in first.Items.Zip(second.Items))
        {
            Assert.Equal(one.Text.Languages.Order(), other.Text.Languages.Order());
            Assert.All(one.Text.Languages, language => Assert.Equal(one.Text.In(language), other.Text.In(language)));
        }
    }

    [Fact]
    public void Instruments_AllNine_NameSourceAndLicence()
    {
        Assert.Equal(["eheals", "gad2", "gad7", "mood", "phq2", "phq9", "satisfaction", "side-effects", "who5"], Instruments.Keys.Order(StringComparer.Ordinal));
        Assert.All(Instruments.Values, instrument => Assert.True(instrument.Source.Length > 10 && instrument.Licence.Length > 10));
    }

    private static List<JourneyFact> Answer(string id, string[] answers)
    {
        var program = ProgramReader.Read("measure.yaml", $"id: measure\nversion: 1\ndays: 9\nsteps:\n  - {{ id: one, day: 1, measure: {id} }}\n{TestPrograms.Around}", Instruments);
        var run = new JourneyRun();
        var now = Instant.FromUtc(2026, 3, 2, 14, 30);
        var facts = new List<JourneyFact>();
        Take(new JourneyInput.Enrolled(
            new PatientId("p1"), new ClinicId("riverside"), program.Id, "America/Chicago", "en", new PreferredWindow(new LocalTime(9, 0), new LocalTime(11, 0)), "paper form")
        { Id = run.NextId() });
        Say("YES");
        now = run.NextWake;
        Take(new JourneyInput.ClockReached { Id = run.NextId() });
        Array.ForEach(answers, Say);
        return facts;

        void Say(string words) => Take(new JourneyInput.ReplyReceived(new PatientText(words), now) { Id = run.NextId() });

        void Take(JourneyInput input)
        {
            now += Duration.FromMinutes(1);
            facts.AddRange(run.Take(input, program, now).Facts);
        }
    }
}
