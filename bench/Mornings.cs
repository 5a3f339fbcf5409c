using MicroCare.Tests.Adapters.Texting.Pace;

namespace MicroCare.Bench;

/// <summary>(f) Many steps due at the same minute, useful for two hours, over a number that takes 200 texts a minute; on a simulated clock.</summary>
internal static class Mornings
{
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(BenchOptions options)
    {
        var patients = options.Sized(10_000, 2_000);
        var quiet = await PaceSimulation.RunAsync(new Morning(patients));
        var talkative = await PaceSimulation.RunAsync(new Morning(patients, Replies: 0.65));
        return
        [
            Figure.AtMost("f", $"minutes until {patients:N0} steps due at 9:00 were sent", 120, quiet.Minutes, ""),
            Figure.AtMost("f", "the same with two of three answering, each answered at once", 120, talkative.Minutes, ""),
            Figure.AtMost("f", "steps sent twice, sent too late, or never sent", 0, Wrong(quiet, patients) + Wrong(talkative, patients), ""),
            Figure.AtMost("f", "429s of the carrier", 0, quiet.Refused + talkative.Refused, ""),
            Figure.Only("f", "rings of the alarm for each step, without and with answers", quiet.RingsPerStep, $" and {talkative.RingsPerStep:0.0}"),
        ];
    }

    private static int Wrong(MorningResult result, int patients) => result.Twice + result.Late + Math.Abs(patients - (result.Steps - result.Twice));
}
