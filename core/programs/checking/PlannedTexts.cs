using System.Collections.Immutable;

namespace MicroCare.Core.Programs.Checking;

/// <summary>On which program days a program begins a text of its own accord, for a patient who gets every step.</summary>
internal sealed class PlannedTexts(InterventionProgram program)
{
    private const int DaysAWeek = 7;
    private readonly StepGraph _graph = new(program);
    private readonly Dictionary<(DialogNode Node, bool Fresh), ImmutableArray<int>> _known = [];

    /// <summary>The days on which a step begins; <paramref name="weekdayOfDayOne"/> (0 to 6) settles which days are which weekdays.</summary>
    public IEnumerable<(ProgramStep Step, int Day)> Openers(int weekdayOfDayOne) => program.Steps.Select(step => (step, step.Day))
        .Concat(program.Recurring.SelectMany(step => DaysOf(step.Schedule, weekdayOfDayOne).Select(day => (step, day))));

    /// <summary>
    /// The days on which a text begins: a step's first one, and the first after each wait (the follow-up of a goal is one). Thanks, further questions of a
    /// conversation and further items of an instrument answer the patient; catch-ups bring what was missed, and around a date nobody knows how often.
    /// Where a step branches, the way with the most texts counts.
    /// </summary>
    public IEnumerable<int> Days() => Openers(0).Where(one => !one.Step.CatchUp)
        .SelectMany(one => From(new DialogNode(one.Step, StepPart.Content, 0), fresh: true).Select(later => one.Day + later));

    private IEnumerable<int> DaysOf(StepSchedule schedule, int weekdayOfDayOne) => schedule switch
    {
        StepSchedule.Every every => Enumerable.Range(0, program.Days).Select(time => every.From + (time * every.Days)).TakeWhile(day => day <= every.Until),
        StepSchedule.OnWeekdays on => Enumerable.Range(on.From, on.Until - on.From + 1)
            .Where(day => on.Weekdays.Any(weekday => ((int)weekday - 1) == (day - 1 + weekdayOfDayOne) % DaysAWeek)),
        _ => [],
    };

    /// <summary>Days after this one on which a text begins, on the way that has most; a way back to where it was is not taken again.</summary>
    private ImmutableArray<int> From(DialogNode node, bool fresh)
    {
        if (_known.TryGetValue((node, fresh), out var known))
        {
            return known;
        }

        _known[(node, fresh)] = [];
        var speaks = node.Instruction is Instruction.Say or Instruction.Ask or Instruction.AskItem;
        var wait = node.Instruction is Instruction.Wait { Rule: var rule } ? LengthOf(rule) : (int?)null;
        var after = _graph.Next(node).Select(next => From(next, wait is not null || (fresh && !speaks))).DefaultIfEmpty([]).MaxBy(days => days.Length);
        ImmutableArray<int> later = [.. after.Select(day => day + (wait ?? 0))];
        return _known[(node, fresh)] = fresh && speaks ? [0, .. later] : later;
    }

    // Of a weekday nobody knows how far it is; half a week is the middle.
    private static int LengthOf(WaitRule rule) => rule switch
    {
        WaitRule.For wait => (int)Math.Round(wait.Duration.TotalDays),
        WaitRule.Days days => days.Count,
        WaitRule.UntilWeekday => DaysAWeek / 2,
        _ => 1,
    };
}
