using MicroCare.Adapters.Programs;
using MicroCare.Core.Cases;
using MicroCare.Core.Engagement;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Programs;
using MicroCare.Core.Schedule;
using MicroCare.Local.Programs;
using NodaTime;

namespace MicroCare.Tests.Local.Programs;

public sealed class RehearsalTests
{
    private static readonly ProgramLibrary Library = ProgramLibrary.Read(Path.Combine(AppContext.BaseDirectory, "programs"));

    public static TheoryData<string, string> Everybody()
    {
        var data = new TheoryData<string, string>();
        foreach (var program in Library.All)
        {
            foreach (var persona in Personas.All)
            {
                data.Add(program.Id.Value, persona.Name);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Everybody))]
    public void Play_ShippedProgram_EndsAsItShould(string program, string persona)
    {
        var journey = Play(program, persona);

        Assert.Equal(persona == "silent" ? JourneyPhase.Ended : JourneyPhase.Completed, journey.End.Phase);
        Assert.Empty(journey.Facts.OfType<JourneyFact.StepFaulted>());
        Assert.DoesNotContain(journey.Lines, line => line.Text.Contains('{', StringComparison.Ordinal));
        Assert.All(
            journey.Lines.Where(line => line.Purpose is TextPurpose.Prompt or TextPurpose.CheckIn or TextPurpose.Closing or TextPurpose.Consent),
            line => Assert.True(QuietHours.Allow(line.Local.TimeOfDay), $"{line.Local}: {line.Text}"));
        Assert.Equal(journey.Lines.Count(line => line.Speaker == Speaker.Program), journey.Weeks.Sum(week => week.Out));
    }

    [Fact]
    public void Play_SameSeed_IsTheSame()
    {
        var once = Play("steady-steps", "brief").Lines.ToList();

        Assert.Equal(once, Play("steady-steps", "brief").Lines.ToList());
        Assert.NotEqual(once, Play("steady-steps", "brief", seed: 2).Lines.ToList());
    }

    [Fact]
    public void Play_Worse_ComesToGentlerStepsAndTellsTheClinic()
    {
        var journey = Play("steady-steps", "worse");

        Assert.Contains(journey.Lines, line => line.Text.EndsWith("in its gentler form, as symptoms rise", StringComparison.Ordinal));
        Assert.Contains(journey.Facts.OfType<JourneyFact.CaseOpened>(), one => one.Reason == CaseReason.Worsening);
    }

    [Fact]
    public void Play_Better_MovesOnAndEndsItsPauseEarly()
    {
        var journey = Play("steady-steps", "better");

        Assert.Contains(journey.Facts.OfType<JourneyFact.PromptSkipped>(), skipped => skipped.Reason == SkipReason.Advanced);
        Assert.Contains(journey.Facts.OfType<JourneyFact.PauseEnded>(), pause => pause.ByPatient);
    }

    [Fact]
    public void Play_Safety_GetsTheCrisisLinesAtOnce()
    {
        var journey = Play("steady-steps", "safety");

        var answer = journey.Facts.OfType<JourneyFact.SafetyAnswered>().First();
        Assert.Contains(journey.Lines, line => line.Purpose == TextPurpose.Safety && line.At == answer.At && line.Text.Contains("988", StringComparison.Ordinal));
    }

    [Fact]
    public void Play_Curious_IsToldWhyAfterEachStep()
    {
        var journey = Play("calm-minute", "curious");

        Assert.Equal(journey.Facts.OfType<JourneyFact.PromptSent>().Count(), journey.Facts.OfType<JourneyFact.WhyAsked>().Count());
        Assert.NotEmpty(journey.Facts.OfType<JourneyFact.ExerciseSent>());
    }

    [Fact]
    public void Play_Brief_IsUnderstoodInWords()
    {
        var journey = Play("steady-steps", "brief");

        Assert.Contains(journey.Lines, line => line is { Speaker: Speaker.Patient } && line.Text.StartsWith("like a ", StringComparison.Ordinal));
        Assert.Contains(journey.Lines, line => line.Text.StartsWith("understood as ", StringComparison.Ordinal));
    }

    [Fact]
    public void Play_Spanish_ReadsPlainSpanish()
    {
        var journey = Play("steady-steps", "spanish");

        Assert.Equal("es", journey.Language);
        Assert.Contains(journey.Facts.OfType<JourneyFact.LevelChanged>(), level => level is { To: ReadingLevel.Plain, By: LevelSource.Score });
    }

    [Fact]
    public void Play_Silent_IsLookedAfter()
    {
        var journey = Play("steady-steps", "silent");

        Assert.Contains(journey.Facts.OfType<JourneyFact.EngagementChanged>(), change => change.To == EngagementStatus.Lapsed);
        Assert.Single(journey.Facts.OfType<JourneyFact.CheckInSent>());
        Assert.DoesNotContain(journey.Lines, line => line.Speaker == Speaker.Patient && line.Local.Date >= new LocalDate(2026, 1, 12));
    }

    [Fact]
    public void Named_Unknown_NamesThoseThereAre()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Personas.Named("nobody"));

        Assert.All(Personas.All, persona => Assert.Contains(persona.Name, refused.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Find_UnknownProgram_NamesThoseThereAre()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => ProgramFiles.Find("nothing", Path.Combine(AppContext.BaseDirectory, "programs")));

        Assert.All(Library.All, program => Assert.Contains(program.Id.Value, refused.Message, StringComparison.Ordinal));
    }

    internal static RehearsedJourney Play(string program, string persona, int seed = 1) => Rehearsal.Play(
        Library.Get(new ProgramId(program)), Personas.Named(persona), new RehearsalSettings(new LocalDate(2026, 1, 5), "America/Chicago", seed));
}
