using MicroCare.Core.Schedule;
using NodaTime;

namespace MicroCare.Core.Programs.Checking;

/// <summary>A window of a step that is over before the gap after an earlier step of the same day is.</summary>
internal static class WindowCheck
{
    /// <remarks>The preferred window is the patient's: it counts as one that opens with the hours in which texts may go out, so what is found holds for everybody.</remarks>
    public static void Check(Findings findings)
    {
        var gap = findings.Program.Pace.Gap.ToTimeSpan();
        foreach (var day in findings.Program.Steps.GroupBy(step => step.Day))
        {
            var due = TimeSpan.MinValue;
            ProgramStep? before = null;
            foreach (var step in day)
            {
                var opens = SinceMidnight(step.At.From ?? QuietHours.Open);
                due = before is null || opens > due + gap ? opens : due + gap;
                var ends = SinceMidnight(step.At.To ?? QuietHours.Close);
                if (before is not null && due >= ends)
                {
                    findings.Add(
                        step.Place, $"Step '{step.Id}' can never come: the gap after step '{before.Id}' of the same day ends when its window is over. Let the window end later, or put the step before the other.");
                }

                before = step;
            }
        }
    }

    private static TimeSpan SinceMidnight(LocalTime time) => TimeSpan.FromTicks(time.TickOfDay);
}
