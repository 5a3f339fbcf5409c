using MicroCare.Core.Programs;
using NodaTime;

namespace MicroCare.Core.Journeys;

/// <summary>How long a silence may last, for this patient in this program.</summary>
internal readonly record struct SilenceLimits(Duration DriftAfter, Duration LapseAfter)
{
    public static SilenceLimits Of(JourneyState state, InterventionProgram program) =>
        new(state.Rhythm.DriftAfter(program.AskSpacing), state.Rhythm.LapseAfter(program.AskSpacing));
}
