using MicroCare.Core.Cases;
using MicroCare.Core.Instruments;
using MicroCare.Core.Programs;

namespace MicroCare.Core.Journeys;

/// <summary>What a total changes: how plain texts are, and whether steps come gentler or move on.</summary>
internal static class TailoringRules
{
    /// <summary>Follows a total.</summary>
    /// <param name="draft">The outcome in the making.</param>
    /// <param name="instrument">What was measured.</param>
    /// <param name="total">The total.</param>
    /// <param name="change">Since the total before; null where there was none.</param>
    public static void Follow(Draft draft, Instrument instrument, int total, int? change)
    {
        var tailoring = draft.Program.Tailoring;
        if (tailoring.PlainBelow is { } plain && plain.Instrument == instrument.Id && draft.State.LevelFrom != LevelSource.Clinic)
        {
            SetLevel(draft, total < plain.Score ? ReadingLevel.Plain : ReadingLevel.Standard, LevelSource.Score);
        }

        if (tailoring.Course is { } rule && rule.Instrument == instrument.Id && change is { } moved)
        {
            SetCourse(draft, rule, instrument.HigherIsBetter ? -moved : moved, moved);
        }
    }

    /// <summary>Decides how plain texts are.</summary>
    public static void SetLevel(Draft draft, ReadingLevel level, LevelSource by)
    {
        var changes = draft.State.Level != level || draft.State.LevelFrom != by;
        draft.State = draft.State with { Level = level, LevelFrom = by };
        if (changes)
        {
            draft.Note(n => new JourneyFact.LevelChanged(level, by) { Sequence = n, At = draft.Now });
        }
    }

    private static void SetCourse(Draft draft, CourseRule rule, int rise, int moved)
    {
        var from = draft.State.Course;
        var to = rise >= rule.Worse ? SymptomCourse.Worse : -rise >= rule.Better ? SymptomCourse.Better : SymptomCourse.Steady;
        if (to == from)
        {
            return;
        }

        draft.State = draft.State with { Course = to };
        draft.Note(n => new JourneyFact.CourseChanged(from, to, rule.Instrument, moved) { Sequence = n, At = draft.Now });
        if (to == SymptomCourse.Worse)
        {
            CaseRules.Open(draft, CaseReason.Worsening);
        }
    }
}
