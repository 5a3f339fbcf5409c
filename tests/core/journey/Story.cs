using MicroCare.Core.Cases;
using MicroCare.Core.Clinics;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Privacy;
using MicroCare.Core.Programs;
using MicroCare.Core.Schedule;
using NodaTime;

namespace MicroCare.Tests.Core.Journeys;

/// <summary>One step of a story: what was there, what came, what came of it.</summary>
internal sealed record StoryStep(JourneyState? Before, JourneyInput Input, Instant Now, Outcome Outcome, DateTimeZone Zone)
{
    /// <summary>What the clinic had decided on.</summary>
    public required ClinicPolicy Clinic { get; init; }

    /// <summary>The program in its newest version just then; null for the first step.</summary>
    public InterventionProgram? Program { get; init; }

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
        var run = new JourneyRun { Clinic = script.ClinicAt(false) };
        var zone = DateTimeZoneProviders.Tzdb[script.Zone];
        var now = script.EnrolledAt;
        var newVersion = false;
        var steps = new List<StoryStep>();
        var enrolled = new JourneyInput.Enrolled(
            new PatientId("p1"), new ClinicId("riverside"), script.ProgramAt(false).Id, script.Zone, script.Language, script.Window, "paper form")
        {
            Id = run.NextId(),
        };
        steps.Add(new StoryStep(null, enrolled, now, run.Take(enrolled, script.ProgramAt(false), now), zone) { Clinic = run.Clinic });

        foreach (var one in script.Events)
        {
            newVersion |= one.Kind == JourneyScript.Kind.NewVersion;
            run.Clinic = script.ClinicAt(newVersion);
            var input = Input(script, one, run, steps, script.ProgramAt(newVersion), ref now);
            Take(input);
        }

        // In the end everybody leaves the journey alone.
        for (var wakes = 0; run.Reached.NextWake is { } wake && wakes < (script.IsRandom ? 5_000 : 200); wakes++)
        {
            now = Instant.Max(now, wake);
            Take(new JourneyInput.ClockReached { Id = run.NextId() });
        }

        return steps;

        void Take(JourneyInput input)
        {
            var before = steps[^1].Outcome.State;
            var outcome = run.Take(input, script.ProgramAt(newVersion), now);
            steps.Add(new StoryStep(before, input, now, outcome, DateTimeZoneProviders.Tzdb[outcome.State.Zone]) { Program = script.ProgramAt(newVersion), Clinic = run.Clinic });
        }
    }

    private static JourneyInput Input(JourneyScript script, JourneyScript.Event one, JourneyRun run, List<StoryStep> steps, InterventionProgram program, ref Instant now)
    {
        var later = Duration.FromMinutes(one.Minutes);
        var wake = run.Reached.NextWake ?? now;
        switch (one.Kind)
        {
            case JourneyScript.Kind.Answer when AnswerTo(run.Reached, program, one.Choice) is { } fitting:
                now += later;
                return new JourneyInput.ReplyReceived(new PatientText(fitting), now) { Id = run.NextId() };
            case JourneyScript.Kind.WakeInTime or JourneyScript.Kind.Answer:
                now = Instant.Max(now, wake);
                return new JourneyInput.ClockReached { Id = run.NextId() };
            case JourneyScript.Kind.WakeLate:
                now = Instant.Max(now, wake + later);
                return new JourneyInput.ClockReached { Id = run.NextId() };
            case JourneyScript.Kind.Reply:
                // Most are handled at once; every fourth waited somewhere, and others overtook it.
                now += later;
                var written = one.Choice % 4 == 0 ? now - (later * 3) : now;
                return new JourneyInput.ReplyReceived(new PatientText(script.IsRandom ? one.MoreWords : one.Words), written) { Id = run.NextId() };
            case JourneyScript.Kind.Profile:
                now += later;
                return Profile(one.Choice, run.NextId());
            case JourneyScript.Kind.Anchor:
                now += later;
                return new JourneyInput.AnchorMoved(
                    one.Choice % 2 == 0 ? ScheduleAnchor.Appointment : ScheduleAnchor.Discharge,
                    one.Choice % 5 == 0 ? null : now.InUtc().Date.PlusDays((one.Choice % 30) - 5))
                { Id = run.NextId() };
            case JourneyScript.Kind.Staff:
                now += later;
                return new JourneyInput.StaffWrote(new PatientText("Ana Ruiz: hello"), "nurse-7") { Id = run.NextId() };
            case JourneyScript.Kind.Hold:
                now += later;
                return new JourneyInput.HoldChanged(one.Choice % 4 == 0, "nurse-7") { Id = run.NextId() };
            case JourneyScript.Kind.Act when run.Reached.Cases is [var open, ..]:
                now += later;
                return (one.Choice % 6) switch
                {
                    0 => new JourneyInput.PeopleCalled(open.Id, open.Round, open.TiersTold + 1, 1, Operator: one.Choice % 12 == 0) { Id = run.NextId() },
                    1 => new JourneyInput.CaseActed(open.Id, CaseAction.Assign, "nurse-7", To: "dr-2") { Id = run.NextId() },
                    2 => new JourneyInput.CaseActed(open.Id, CaseAction.Note, "nurse-7", Note: new PatientText("called")) { Id = run.NextId() },
                    3 => new JourneyInput.CaseActed(open.Id, CaseAction.Acknowledge, "nurse-7") { Id = run.NextId() },
                    _ => new JourneyInput.CaseActed(open.Id, CaseAction.Resolve, "nurse-7") { Id = run.NextId() },
                };
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

    /// <summary>What somebody writes who answers the newest open question; null where none is open.</summary>
    private static string? AnswerTo(JourneyState state, InterventionProgram program, int choice) =>
        state.Prompts.LastOrDefault(prompt => prompt.IsOpen)?.Place is { } place
        && program.Edition(state.ProgramVersion)?.Find(place.Step)?.Part(place.Part)[place.At] is { } asking
            ? (asking is Instruction.Ask ask ? ask.Question : ((Instruction.AskItem)asking).Question).Format switch
            {
                AnswerFormat.Number number => $"{number.Min + (choice % (number.Max - number.Min + 1))}",
                AnswerFormat.YesNo => choice % 2 == 0 ? "yes" : "no",
                AnswerFormat.Choice => choice % 2 == 0 ? "A" : "B",
                AnswerFormat.Time => $"{choice % 24}:30",
                _ => "some words {n}",
            }
            : null;

    private static JourneyInput.ProfileChanged Profile(int choice, InputId id) => (choice % 4) switch
    {
        0 => new(Zone: choice % 8 < 4 ? "Asia/Kathmandu" : "Pacific/Honolulu") { Id = id },
        1 => new(Language: choice % 3 == 0 ? "en" : "es") { Id = id },
        2 => new(Window: choice % 8 < 4 ? new PreferredWindow(new LocalTime(8, 0), new LocalTime(8, 30)) : new PreferredWindow(new LocalTime(19, 0), new LocalTime(21, 0))) { Id = id },
        _ => new(Reading: new ReadingWish(choice % 3 == 0 ? ReadingLevel.Plain : null, TextTone.Direct)) { Id = id },
    };
}
