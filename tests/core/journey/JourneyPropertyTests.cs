using System.Text.Json;
using CsCheck;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Privacy;
using MicroCare.Core.Replies;
using MicroCare.Core.Schedule;
using NodaTime;

namespace MicroCare.Tests.Core.Journeys;

/// <summary>What holds whatever happens. Seeded: the same stories in every run; a failure shows the shortest story that still fails.</summary>
public sealed class JourneyPropertyTests
{
    private const int Count = 1_500;
    private const ulong Seed = 20_260_302;

    private static readonly Duration AnswerWithin = Duration.FromMinutes(15);

    private static readonly List<(JourneyScript Script, List<Step> Steps)> Stories =
        [.. Enumerable.Range(0, Count).Select(i => JourneyScript.Any.Generate(new PCG((uint)i, Seed), null, out _)).Select(script => (script, Play(script)))];

    /// <summary>One step of a story: what was there, what came, what came of it.</summary>
    private sealed record Step(JourneyState? Before, JourneyInput Input, Instant Now, Outcome Outcome, DateTimeZone Zone)
    {
        public IEnumerable<JourneyEffect.SendText> Texts => Outcome.Effects.OfType<JourneyEffect.SendText>();

        public JourneyInput.ReplyReceived? Reply => Input as JourneyInput.ReplyReceived;

        public override string ToString() =>
            $"{Now.InZone(Zone)} {Input} -> {Outcome.State.Phase} {Outcome.State.NextWake} {string.Join(" ", Outcome.Facts)} {string.Join(" ", Outcome.Effects)}";
    }

    [Fact]
    public void Texts_InQuietHours_OnlyAnswerAFreshReply() => Holds(steps => steps.All(step => step.Texts.All(text =>
        QuietHours.Allow(step.Now.InZone(step.Zone).TimeOfDay) || (step.Reply is { } reply && step.Now - reply.At <= AnswerWithin && IsAnswer(text)))));

    [Fact]
    public void Texts_ThatNobodyAskedFor_ExpireBeforeTheQuietHours() => Holds(steps => steps.All(step => step.Texts.All(text =>
        (step.Reply is not null && IsAnswer(text)) || QuietHours.Allow((text.NotAfter - Duration.Epsilon).InZone(step.Zone).TimeOfDay))));

    [Fact]
    public void Texts_WhenDecided_AreStillUseful() => Holds(steps => steps.All(step => step.Texts.All(text => text.NotAfter > step.Now)));

    [Fact]
    public void Stop_UntilStart_AllowsOneConfirmationAtMost() => Holds(steps =>
    {
        var lastStop = Instant.MinValue;
        foreach (var step in steps)
        {
            lastStop = step.Reply is { } stop && Keywords.Find(stop.Text.Words) == Keyword.Stop ? Instant.Max(lastStop, stop.At) : lastStop;
            var stopped = step.Outcome.State.Phase == JourneyPhase.OptedOut;
            var stopsNow = stopped && step.Before?.Phase != JourneyPhase.OptedOut;
            var allowed = stopsNow ? 1 : 0;
            if (stopped && (step.Texts.Count() > allowed || step.Texts.Any(text => text.Purpose != TextPurpose.StopConfirmation)))
            {
                return false;
            }

            if (stopsNow != step.Outcome.CancelsPendingTexts || (step.Before?.Phase == JourneyPhase.OptedOut && !stopped && !(IsStart(step) && step.Reply!.At >= lastStop)))
            {
                return false;
            }
        }

        return true;
    });

    [Fact]
    public void EffectKeys_OfAJourney_AreNeverUsedTwice() => Holds(steps =>
        steps.SelectMany(step => step.Outcome.Effects).Select(effect => effect.Key).ToList() is var keys && keys.Distinct().Count() == keys.Count);

    [Fact]
    public void Sequence_OfFactsAndEffects_HasNoGapAndNoRepeat() => Holds(steps =>
    {
        var numbers = steps.SelectMany(step => step.Outcome.Facts.Select(fact => fact.Sequence).Concat(step.Outcome.Effects.Select(Number))).Order().ToList();
        var inOrder = steps.SelectMany(step => step.Outcome.Facts).Select(fact => fact.Sequence).ToList();
        return numbers.SequenceEqual(Enumerable.Range(1, numbers.Count)) && inOrder.SequenceEqual(inOrder.Order())
            && steps[^1].Outcome.State.Sequence == numbers.Count;
    });

    [Fact]
    public void Prompts_Always_FollowConsent() => Holds(steps =>
    {
        var consented = false;
        foreach (var fact in steps.SelectMany(step => step.Outcome.Facts))
        {
            consented |= fact is JourneyFact.ConsentGiven;
            if (!consented && fact is JourneyFact.PromptSent or JourneyFact.CheckInSent or JourneyFact.ProgramCompleted)
            {
                return false;
            }
        }

        return true;
    });

    [Fact]
    public void NextWake_WhileTheClockMatters_IsAlwaysSet() => Holds(steps => steps.All(step =>
        step.Outcome.State.Phase is JourneyPhase.Running or JourneyPhase.AwaitingConsent == step.Outcome.State.NextWake is not null));

    [Fact]
    public void NextWake_NotInTheFuture_MeansThatWakingMovesSomething() => Holds(steps => steps.All(step =>
    {
        if (step.Outcome.State.NextWake is not { } wake || wake > step.Now)
        {
            return true;
        }

        var program = TestPrograms.All.Values.First(one => one.Id == step.Outcome.State.Program && one.Version == step.Outcome.State.ProgramVersion);
        return Journey.Step(step.Outcome.State, new JourneyInput.ClockReached { Id = new InputId("again") }, program, step.Now).Facts.Length > 0;
    }));

    [Fact]
    public void Tasks_OfAPatient_AreOpenOneAtATime() => Holds(steps =>
    {
        EffectKey? open = null;
        foreach (var effect in steps.SelectMany(step => step.Outcome.Effects))
        {
            switch (effect)
            {
                case JourneyEffect.OpenTask when open is null:
                    open = effect.Key;
                    break;
                case JourneyEffect.CloseTask close when close.Task == open:
                    open = null;
                    break;
                case JourneyEffect.OpenTask or JourneyEffect.CloseTask:
                    return false;
            }
        }

        return open == steps[^1].Outcome.State.OpenTask;
    });

    [Fact]
    public void Prompts_OfAStep_AreDecidedOnce() => Holds(steps =>
    {
        var decided = steps.SelectMany(step => step.Outcome.Facts)
            .Select(fact => fact switch { JourneyFact.PromptSent sent => sent.Step, JourneyFact.PromptSkipped skipped => skipped.Step, _ => default(StepId?) })
            .Where(step => step is not null)
            .ToList();
        return decided.Distinct().Count() == decided.Count;
    });

    [Fact]
    public void Prompts_AfterAnOutage_DoNotStandTogether() => Holds(steps =>
    {
        var sent = steps.SelectMany(step => step.Outcome.Facts).OfType<JourneyFact.PromptSent>().Select(fact => fact.At).ToList();
        var stops = steps.Where(step => step.Outcome.CancelsPendingTexts).Select(step => step.Now).ToList();
        return sent.Zip(sent.Skip(1)).All(pair => pair.Second - pair.First >= Duration.FromMinutes(90) || stops.Exists(at => at >= pair.First && at <= pair.Second));
    });

    [Fact]
    public void Journey_LeftAlone_ComesToRest() => Holds(
        steps => steps[^1].Outcome.State is { NextWake: null, Phase: not (JourneyPhase.Running or JourneyPhase.AwaitingConsent) });

    [Fact]
    public void State_ThroughJson_BehavesTheSame() => Holds(steps => steps.Where(step => step.Before is not null).All(step =>
    {
        // The run itself goes through JSON; here the outcome of the state in memory stands beside it.
        var program = TestPrograms.All.Values.First(one => one.Id == step.Outcome.State.Program && one.Version == step.Outcome.State.ProgramVersion);
        var direct = Journey.Step(step.Before!, step.Input, program, step.Now);
        return Json(direct.State) == Json(step.Outcome.State) && direct.Facts.Select(Json).SequenceEqual(step.Outcome.Facts.Select(Json))
            && direct.Effects.Select(Json).SequenceEqual(step.Outcome.Effects.Select(Json));
    }));

    private static void Holds(Func<List<Step>, bool> property)
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
            (script, i) = property(Play(shorter)) ? (script, i + 1) : (shorter, 0);
        }

        Assert.Fail($"Seed {Seed}: {script}\n" + string.Join('\n', Play(script).Select(step => step.ToString())));
    }

    private static List<Step> Play(JourneyScript script)
    {
        var run = new JourneyRun();
        var zone = DateTimeZoneProviders.Tzdb[script.Zone];
        var now = script.EnrolledAt;
        var newVersion = false;
        var steps = new List<Step>();
        var enrolled = new JourneyInput.Enrolled(
            new PatientId("p1"), new ClinicId("riverside"), script.ProgramAt(false).Id, script.Zone, script.Language, script.Window, "paper form")
        {
            Id = run.NextId(),
        };
        steps.Add(new Step(null, enrolled, now, run.Take(enrolled, script.ProgramAt(false), now), zone));

        foreach (var one in script.Events)
        {
            newVersion |= one.Kind == JourneyScript.Kind.NewVersion;
            var input = Input(one, run, steps, ref now);
            Take(input);
        }

        // In the end everybody leaves the journey alone.
        for (var wakes = 0; run.Reached.NextWake is { } wake && wakes < 200; wakes++)
        {
            now = Instant.Max(now, wake);
            Take(new JourneyInput.ClockReached { Id = run.NextId() });
        }

        return steps;

        void Take(JourneyInput input)
        {
            var before = steps[^1].Outcome.State;
            steps.Add(new Step(before, input, now, run.Take(input, script.ProgramAt(newVersion), now), zone));
        }
    }

    private static JourneyInput Input(JourneyScript.Event one, JourneyRun run, List<Step> steps, ref Instant now)
    {
        var later = Duration.FromMinutes(one.Minutes);
        var wake = run.Reached.NextWake ?? now;
        switch (one.Kind)
        {
            case JourneyScript.Kind.WakeInTime:
                now = Instant.Max(now, wake);
                return new JourneyInput.ClockReached { Id = run.NextId() };
            case JourneyScript.Kind.WakeLate:
                now = Instant.Max(now, wake + later);
                return new JourneyInput.ClockReached { Id = run.NextId() };
            case JourneyScript.Kind.Reply:
                // Most are handled at once; every fourth waited somewhere for as long.
                now += later;
                var written = one.Choice % 4 == 0 ? now - later : now;
                return new JourneyInput.ReplyReceived(new PatientText(one.Words), written) { Id = run.NextId() };
            case JourneyScript.Kind.Report:
                now += Duration.FromSeconds(one.Minutes);
                var sent = steps.SelectMany(step => step.Texts).Select(text => text.Key).DefaultIfEmpty(new EffectKey("p1.0")).ToList();
                var key = sent[one.Choice % sent.Count];
                return (one.Choice % 7) switch
                {
                    0 => new JourneyInput.DeliveryReported(key, DeliveryOutcome.Blocked, "blocked") { Id = run.NextId() },
                    1 => new JourneyInput.DeliveryReported(key, DeliveryOutcome.Failed, null) { Id = run.NextId() },
                    2 => new JourneyInput.TextExpired(key) { Id = run.NextId() },
                    _ => new JourneyInput.DeliveryReported(key, DeliveryOutcome.Delivered) { Id = run.NextId() },
                };
            default:
                now += later;
                return new JourneyInput.ClockReached { Id = run.NextId() };
        }
    }

    private static bool IsAnswer(JourneyEffect.SendText text) => text.Purpose is TextPurpose.Answer or TextPurpose.StopConfirmation or TextPurpose.Consent;

    private static bool IsStart(Step step) => step.Reply is { } reply && reply.Text.Words.ToUpperInvariant() is "START" or "UNSTOP";

    private static int Number(JourneyEffect effect) => effect.Key.TryRead(out _, out var number) ? number : throw new InvalidOperationException("No effect key.");

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, JourneyJson.Options);
}
