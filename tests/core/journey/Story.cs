using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Privacy;
using NodaTime;

namespace MicroCare.Tests.Core.Journeys;

/// <summary>One step of a story: what was there, what came, what came of it.</summary>
internal sealed record StoryStep(JourneyState? Before, JourneyInput Input, Instant Now, Outcome Outcome, DateTimeZone Zone)
{
    public IEnumerable<JourneyEffect.SendText> Texts => Outcome.Effects.OfType<JourneyEffect.SendText>();

    public JourneyInput.ReplyReceived? Reply => Input as JourneyInput.ReplyReceived;

    public override string ToString() =>
        $"{Now.InZone(Zone)} {Input} -> {Outcome.State.Phase} {Outcome.State.NextWake} {string.Join(" ", Outcome.Facts)} {string.Join(" ", Outcome.Effects)}";
}

/// <summary>Plays a script against the rulebook, and leaves the journey alone in the end.</summary>
internal static class Story
{
    public static List<StoryStep> Play(JourneyScript script)
    {
        var run = new JourneyRun();
        var zone = DateTimeZoneProviders.Tzdb[script.Zone];
        var now = script.EnrolledAt;
        var newVersion = false;
        var steps = new List<StoryStep>();
        var enrolled = new JourneyInput.Enrolled(
            new PatientId("p1"), new ClinicId("riverside"), script.ProgramAt(false).Id, script.Zone, script.Language, script.Window, "paper form")
        {
            Id = run.NextId(),
        };
        steps.Add(new StoryStep(null, enrolled, now, run.Take(enrolled, script.ProgramAt(false), now), zone));

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
            steps.Add(new StoryStep(before, input, now, run.Take(input, script.ProgramAt(newVersion), now), zone));
        }
    }

    private static JourneyInput Input(JourneyScript.Event one, JourneyRun run, List<StoryStep> steps, ref Instant now)
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
                // Most are handled at once; every fourth waited somewhere, and others overtook it.
                now += later;
                var written = one.Choice % 4 == 0 ? now - (later * 3) : now;
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
}
