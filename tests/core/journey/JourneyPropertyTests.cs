using System.Text.Json;
using CsCheck;
using MicroCare.Core.Cases;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
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

    private static readonly List<(JourneyScript Script, List<StoryStep> Steps)> Stories =
        [.. Enumerable.Range(0, Count).Select(i => JourneyScript.Any.Generate(new PCG((uint)i, Seed), null, out _)).Select(script => (script, Story.Play(script)))];

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
        step.Outcome.State.IsHeld || step.Outcome.State.Phase is JourneyPhase.Running or JourneyPhase.AwaitingConsent == step.Outcome.State.NextWake is not null));

    [Fact]
    public void NextWake_NotInTheFuture_MeansThatWakingMovesSomething() => Holds(steps => steps.All(step =>
    {
        if (step.Outcome.State.NextWake is not { } wake || wake > step.Now)
        {
            return true;
        }

        var program = TestPrograms.All.Values.First(one => one.Id == step.Outcome.State.Program && one.Version == step.Outcome.State.ProgramVersion);
        return Journey.Step(step.Outcome.State, new JourneyInput.ClockReached { Id = new InputId("again") }, program, step.Clinic, step.Now).Facts.Length > 0;
    }));

    [Fact]
    public void Cases_AsTheyAreShown_AreTheCasesOfTheState() => Holds(steps =>
    {
        var shown = new Dictionary<EffectKey, PatientCase>();
        foreach (var effect in steps.SelectMany(step => step.Outcome.Effects).OfType<JourneyEffect.ShowCase>())
        {
            shown[effect.Case.Id] = effect.Case;
        }

        var unresolved = shown.Values.Where(one => one.Status != CaseStatus.Resolved).OrderBy(one => one.Id.Value, StringComparer.Ordinal);
        return unresolved.SequenceEqual(steps[^1].Outcome.State.Cases.OrderBy(one => one.Id.Value, StringComparer.Ordinal))
            && steps.All(step => step.Outcome.State.Cases.GroupBy(one => one.Reason).All(group => group.Count() == 1));
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
        steps => steps[^1].Outcome.State is { NextWake: null, Phase: not (JourneyPhase.Running or JourneyPhase.AwaitingConsent) } or { NextWake: null, IsHeld: true });

    [Fact]
    public void State_ThroughJson_BehavesTheSame() => Holds(steps => steps.Where(step => step.Before is not null).All(step =>
    {
        // The run itself goes through JSON; here the outcome of the state in memory stands beside it.
        var program = TestPrograms.All.Values.First(one => one.Id == step.Outcome.State.Program && one.Version == step.Outcome.State.ProgramVersion);
        var direct = Journey.Step(step.Before!, step.Input, program, step.Clinic, step.Now);
        return Json(direct.State) == Json(step.Outcome.State) && direct.Facts.Select(Json).SequenceEqual(step.Outcome.Facts.Select(Json))
            && direct.Effects.Select(Json).SequenceEqual(step.Outcome.Effects.Select(Json));
    }));

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

    private static bool IsAnswer(JourneyEffect.SendText text) => text.Purpose is TextPurpose.Answer or TextPurpose.StopConfirmation or TextPurpose.Consent;

    private static bool IsStart(StoryStep step) => step.Reply is { } reply && reply.Text.Words.ToUpperInvariant() is "START" or "UNSTOP";

    private static int Number(JourneyEffect effect) => effect.Key.TryRead(out _, out var number) ? number : throw new InvalidOperationException("No effect key.");

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, JourneyJson.Options);
}
