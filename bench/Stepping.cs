using System.Diagnostics;
using System.Globalization;
using System.Text;
using MicroCare.Adapters.Programs;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Privacy;
using MicroCare.Core.Programs;
using MicroCare.Core.Schedule;
using NodaTime;

namespace MicroCare.Bench;

/// <summary>(e) What the rulebook itself costs: a step of a journey in the longest shipped program, and reading a program of a thousand steps.</summary>
internal static class Stepping
{
    private const double MicrosecondsGoal = 20;
    private const double MillisecondsGoal = 100;
    private const int Steps = 1_000;
    private const int Rounds = 9;

    public static Task<IReadOnlyList<Figure>> MeasureAsync(BenchOptions options)
    {
        Progress.Say("(e) steps of a journey");
        var journeys = options.Sized(40, 4);
        var program = ProgramLibrary.Read(Path.Combine(AppContext.BaseDirectory, "programs")).Get(new ProgramId("steady-steps"));
        var perStep = Median(() => Play(program, journeys), Rounds);

        Progress.Say("(e) a program of a thousand steps");
        var yaml = Long();
        var first = Load(yaml);
        var load = Median(() => Load(yaml), options.Sized(41, 5));
        return Task.FromResult<IReadOnlyList<Figure>>(
        [
            Figure.AtMost("e", "a step of a journey in Steady Steps", MicrosecondsGoal, perStep, " µs"),
            Figure.AtMost("e", $"reading a program of {Steps} steps, {yaml.Length / 1024} KiB", MillisecondsGoal, load, " ms"),
            Figure.Only("e", "the first such reading in the process, code still being compiled", first, " ms"),
        ]);
    }

    /// <summary>Journeys through the whole program; every question is answered with a number or a word in turn.</summary>
    private static double Play(InterventionProgram program, int journeys)
    {
        var steps = 0;
        var watch = new Stopwatch();
        string[] words = ["3", "A", "yes", "a slow walk", "7:30", "B", "no", "0"];
        for (var i = 0; i < journeys; i++)
        {
            var now = Instant.FromUtc(2026, 3, 2, 15, 0);
            var input = new JourneyInput.Enrolled(
                new PatientId("bench"), new ClinicId("bench"), program.Id, "America/Chicago", i % 2 == 0 ? "en" : "es",
                new PreferredWindow(new LocalTime(9, 0), new LocalTime(11, 0)), "bench")
            {
                Id = new InputId("enrolled"),
            };
            var state = Journey.Begin(input, program, BenchClinic.Policy, now).State;
            var replies = 0;
            while (state.Phase is JourneyPhase.AwaitingConsent or JourneyPhase.Running)
            {
                var asks = state.Phase == JourneyPhase.AwaitingConsent || state.Prompts.Any(prompt => prompt.IsOpen);
                var answers = asks && replies % 12 < 8;
                now = answers ? now + Duration.FromMinutes(5) : Instant.Max(now, state.NextWake!.Value);
                JourneyInput next = answers
                    ? new JourneyInput.ReplyReceived(
                        new PatientText(state.Phase == JourneyPhase.AwaitingConsent ? "YES" : words[(replies + i) % words.Length]), now)
                    { Id = new InputId("reply") }
                    : new JourneyInput.ClockReached { Id = new InputId("clock") };
                replies++;
                watch.Start();
                state = Journey.Step(state, next, program, BenchClinic.Policy, now).State;
                watch.Stop();
                steps++;
            }
        }

        return watch.Elapsed.TotalMicroseconds / steps;
    }

    private static double Load(string yaml)
    {
        var watch = Stopwatch.StartNew();
        ProgramReader.Read("long.yaml", yaml);
        return watch.Elapsed.TotalMilliseconds;
    }

    private static double Median(Func<double> measure, int rounds)
    {
        var all = Enumerable.Range(0, rounds).Select(_ => measure()).Skip(1).Order().ToList(); // The first one warms up.
        return all[all.Count / 2];
    }

    private static string Long()
    {
        var yaml = new StringBuilder(BenchProgram.Yaml[..BenchProgram.Yaml.IndexOf("steps:", StringComparison.Ordinal)].Replace("days: 2", "days: 500", StringComparison.Ordinal));
        yaml.Append("memories: { mood: number }\nsteps:\n");
        for (var i = 0; i < Steps; i++)
        {
            yaml.Append(CultureInfo.InvariantCulture, $$"""
                  - id: step-{{i}}
                    day: {{(i / 2) + 1}}
                    do:
                      - ask: { en: { standard: "How is your mood on day {{i}}, from 0 (very low) to 10 (very good)? Reply 0-10.", plain: "Your mood now, 0 to 10?" } }
                        answer: { type: number, min: 0, max: 10 }
                        as: mood
                        unclear: { en: "Just the number is enough." }
                      - if: mood <= 3
                        then: [ { say: { en: "That is low. One kind thing is enough today." } } ]
                        else: [ { say: { en: "Thank you. You said {mood}." } } ]

                """);
        }

        return yaml.ToString();
    }
}
