using System.Text.Json;
using CsCheck;
using MicroCare.Core.Engagement;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Programs;
using MicroCare.Core.Replies;
using MicroCare.Core.Schedule;
using NodaTime;

namespace MicroCare.Tests.Core.Journeys;

/// <summary>What holds in any program, whatever its author wrote and whatever happens. Seeded; a failure shows the program's number and the shortest story that still fails.</summary>
public sealed class RandomProgramTests
{
    private const int Count = 1_000;
    private const ulong Seed = 20_260_401;
    private static readonly Duration AnswerWithin = Duration.FromMinutes(15);

    private static readonly List<(JourneyScript Script, List<StoryStep> Steps)> Stories =
        [.. Enumerable.Range(0, Count).Select(i => JourneyScript.WithRandomProgram(i).Generate(new PCG((uint)i, Seed), null, out _)).Select(script => (script, Story.Play(script)))];

    [Fact]
    public void Stories_Together_ReachNearlyEverything()
    {
        var facts = Stories.SelectMany(story => story.Steps).SelectMany(step => step.Outcome.Facts).Select(fact => fact.GetType()).ToHashSet();
        var reasons = Stories.SelectMany(story => story.Steps).SelectMany(step => step.Outcome.Facts).OfType<JourneyFact.PromptSkipped>().Select(fact => fact.Reason).ToHashSet();

        Assert.Empty(typeof(JourneyFact).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(JourneyFact)) && !facts.Contains(type)).Select(type => type.Name));
        Assert.Equal(Enum.GetValues<SkipReason>().Order(), reasons.Order());
    }

    [Fact]
    public void Texts_ThatNobodyAskedFor_KeepToTheDay() => Holds(steps => steps.All(step => step.Texts.All(text =>
        (step.Reply is { } reply && (step.Now - reply.At <= AnswerWithin || text.Purpose == TextPurpose.Safety)) || text.Purpose == TextPurpose.Staff
        || (IsDay(step.Now, step.Zone) && (step.Reply is not null || (text.NotAfter > step.Now && EndsInTheDay(text.NotAfter, step.Now, step.Zone)))))));

    [Fact]
    public void Prompts_Always_StandInTheirWindow() => Holds(steps => steps.All(step => step.Outcome.Facts.OfType<JourneyFact.PromptSent>().All(sent =>
    {
        var program = Edition(step);
        var at = program.AllSteps.Any(one => one.CatchUp) ? (StepTime?)null : program.Find(sent.Step)!.At;
        var time = sent.At.InZone(step.Zone).TimeOfDay;
        return sent.DueAt <= sent.At && (at is null
            || (time >= (at.Value.From ?? step.Outcome.State.Window.From) && (at.Value.To is not { } to || time < to)
                && (at.Value is not { From: not null, To: null } || sent.At < sent.DueAt + Duration.FromHours(2))));
    })));

    [Fact]
    public void Stop_UntilStart_AllowsOneConfirmationAtMost() => Holds(steps => steps.All(step =>
    {
        var stopped = step.Outcome.State.Phase == JourneyPhase.OptedOut;
        var stopsNow = stopped && step.Before?.Phase != JourneyPhase.OptedOut;
        var isStart = step.Reply is { } reply && Keywords.Find(reply.Text.Words) == Keyword.Start;
        return (!stopped || (step.Texts.Count(text => text.Purpose == TextPurpose.StopConfirmation) <= (stopsNow ? 1 : 0)
                && step.Texts.All(text => text.Purpose is TextPurpose.StopConfirmation or TextPurpose.Safety)))
            && stopsNow == step.Outcome.CancelsPendingTexts && (step.Before?.Phase != JourneyPhase.OptedOut || stopped || isStart);
    }));

    [Fact]
    public void Pause_UntilItsEnd_BringsOnlyAnswers() => Holds(steps => steps.All(step =>
        step.Before?.PausedUntil is null || step.Outcome.State.PausedUntil is null || step.Input is not JourneyInput.ClockReached
        || (step.Outcome.Effects.IsEmpty && !step.Outcome.Facts.Any(fact => fact is JourneyFact.PromptSkipped or JourneyFact.EngagementChanged))));

    [Fact]
    public void Caps_OfDayAndWeek_HoldForEveryPrompt() => Holds(steps =>
    {
        var sent = new List<Instant>();
        foreach (var step in steps)
        {
            foreach (var prompt in step.Outcome.Facts.OfType<JourneyFact.PromptSent>())
            {
                var today = prompt.At.InZone(step.Zone).Date;
                var dates = sent.Select(at => at.InZone(step.Zone).Date).ToList();
                var pace = Edition(step).Pace;
                if (dates.Count(date => date == today) >= pace.ADay || dates.Count(date => date > today.PlusDays(-7)) >= pace.AWeek)
                {
                    return false;
                }

                sent.Add(prompt.At);
            }
        }

        return true;
    });

    [Fact]
    public void Prompts_OneAfterAnother_KeepTheirDistance() => Holds(steps =>
    {
        Instant? last = null;
        foreach (var step in steps)
        {
            last = step.Outcome.CancelsPendingTexts ? null : last;
            foreach (var prompt in step.Outcome.Facts.OfType<JourneyFact.PromptSent>())
            {
                if (prompt.At - last < Edition(step).Pace.Gap * 3 / 4)
                {
                    return false;
                }

                last = prompt.At;
            }
        }

        return true;
    });

    [Fact]
    public void Texts_OfEveryKind_HaveAFactThatNamesThem() => Holds(steps => steps.All(step =>
    {
        var named = step.Outcome.Facts.Select(fact => fact switch
        {
            JourneyFact.PromptSent sent => sent.Text,
            JourneyFact.StepTextSent more => more.Text,
            JourneyFact.ReminderSent reminder => reminder.Text,
            JourneyFact.AnswerSent answer => answer.Text,
            JourneyFact.ConsentAsked consent => consent.Text,
            JourneyFact.CheckInSent checkIn => checkIn.Text,
            JourneyFact.ProgramCompleted closing => closing.Text,
            JourneyFact.StaffWrote staff => staff.Text,
            JourneyFact.ResearchAsked research => research.Text,
            _ => default,
        }).Where(key => key.Value is not null).ToList();
        return named.Order(Comparer<EffectKey>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value)))
            .SequenceEqual(step.Texts.Select(text => text.Key).Order(Comparer<EffectKey>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value))));
    }));

    [Fact]
    public void Texts_AsTheyAreSent_HaveNoPlaceholderLeft() => Holds(steps => steps.All(step => step.Texts.All(text =>
        TextTemplate.Placeholders(text.Body!.Words).All(TextTemplate.Known.Contains))));

    [Fact]
    public void Keys_AndNumbers_HaveNoGapAndNoRepeat() => Holds(steps =>
    {
        var numbers = steps.SelectMany(step => step.Outcome.Facts.Select(fact => fact.Sequence).Concat(step.Outcome.Effects.Select(Number))).ToHashSet();
        return numbers.Count == steps.Sum(step => step.Outcome.Facts.Length + step.Outcome.Effects.Length) && numbers.Max() == steps[^1].Outcome.State.Sequence;
    });

    [Fact]
    public void Faults_OfAProgramThatDidNotChange_AreNeverOfWhatTheReaderProved() => Holds(steps =>
    {
        var facts = steps.SelectMany(step => step.Outcome.Facts).TakeWhile(fact => fact is not JourneyFact.ProgramMigrated);
        return facts.OfType<JourneyFact.StepFaulted>().All(fact => fact.Fault is ProgramFault.DivisionByZero or ProgramFault.NumberTooLarge or ProgramFault.EndlessStep);
    });

    [Fact]
    public void Scores_OfInstruments_AreOfWholeOnes() => Holds(steps => steps.All(step => step.Outcome.Facts.OfType<JourneyFact.InstrumentScored>().All(scored =>
        TestPrograms.Instruments[scored.Instrument] is var instrument && scored.Score >= instrument.Scoring!.Min && scored.Score <= instrument.Scoring.Max)));

    [Fact]
    public void NextWake_WhileTheClockMatters_IsSetAndMovesSomething() => Holds(steps => steps.All(step =>
    {
        if (!step.Outcome.State.IsHeld && (step.Outcome.State.Phase is JourneyPhase.Running or JourneyPhase.AwaitingConsent) != step.Outcome.State.NextWake is not null)
        {
            return false;
        }

        return step.Outcome.State.NextWake is not { } wake || wake > step.Now
            || Journey.Step(step.Outcome.State, new JourneyInput.ClockReached { Id = new InputId("again") }, step.Program ?? Edition(step), step.Clinic, step.Now).Facts.Length > 0;
    }));

    [Fact]
    public void Journey_LeftAlone_ComesToRest() => Holds(
        steps => steps[^1].Outcome.State is { NextWake: null, Phase: not (JourneyPhase.Running or JourneyPhase.AwaitingConsent) } or { NextWake: null, IsHeld: true });

    [Fact]
    public void Silence_WithoutAQuestion_IsNone() => Holds(steps => steps.All(step =>
        step.Outcome.Facts.All(fact => fact is not JourneyFact.EngagementChanged { To: EngagementStatus.Drifting } || step.Before!.AskedAt is not null)));

    [Fact]
    public void State_ThroughJson_BehavesTheSame() => Holds(steps => steps.Where(step => step.Before is not null).All(step =>
    {
        var direct = Journey.Step(step.Before!, step.Input, step.Program!, step.Clinic, step.Now);
        return Json(direct.State) == Json(step.Outcome.State) && direct.Facts.Select(Json).SequenceEqual(step.Outcome.Facts.Select(Json))
            && direct.Effects.Select(Json).SequenceEqual(step.Outcome.Effects.Select(Json));
    }));

    private static InterventionProgram Edition(StoryStep step) => step.Program?.Edition(step.Outcome.State.ProgramVersion)
        ?? throw new InvalidOperationException("The first step sends no prompt.");

    private static bool IsDay(Instant at, DateTimeZone zone) => QuietHours.Allow(at.InZone(zone).TimeOfDay);

    private static bool EndsInTheDay(Instant end, Instant now, DateTimeZone zone) => end <= LocalClock.At(now.InZone(zone).Date, QuietHours.Close, zone);

    private static void Holds(Func<List<StoryStep>, bool> property)
    {
        var (script, _) = Stories.Find(story => !property(story.Steps));
        if (script is null)
        {
            return;
        }

        // The shortest story: drop events for as long as it still fails.
        for (var i = 0; i < script.Events.Length;)
        {
            var shorter = script with { Events = [.. script.Events.Where((_, at) => at != i)] };
            (script, i) = property(Story.Play(shorter)) ? (script, i + 1) : (shorter, 0);
        }

        Assert.Fail($"Seed {Seed}: {script}\n" + string.Join('\n', Story.Play(script).Select(step => step.ToString())));
    }

    private static int Number(JourneyEffect effect) => effect.Key.TryRead(out _, out var number) ? number : throw new InvalidOperationException("No effect key.");

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, JourneyJson.Options);
}
