using MicroCare.Core.Programs;

namespace MicroCare.Core.Journeys;

/// <summary>What the clinic knows of how a patient lives and reads, and may change at any time. Nothing goes out for it; what is to come follows it.</summary>
internal static class ProfileRules
{
    /// <summary>Takes how texts are to be.</summary>
    public static void Read(Draft draft, ReadingWish? wish)
    {
        if (wish is null)
        {
            return;
        }

        draft.State = draft.State with { Tone = wish.Tone ?? draft.State.Tone, Format = wish.Format ?? draft.State.Format };
        if (wish.Level is { } level)
        {
            TailoringRules.SetLevel(draft, level, LevelSource.Clinic);
        }
    }

    /// <summary>Takes what changed.</summary>
    public static void Change(Draft draft, JourneyInput.ProfileChanged change)
    {
        var before = draft.State;
        draft.State = draft.State with
        {
            Zone = change.Zone ?? before.Zone,
            Language = change.Language is { } language && draft.Program.Languages.Contains(language) ? language : before.Language,
            Window = change.Window ?? before.Window,
        };
        (string Name, bool Changed)[] fields =
        [
            ("zone", draft.State.Zone != before.Zone), ("language", draft.State.Language != before.Language), ("window", draft.State.Window != before.Window),
            ("level", change.Reading?.Level is { } level && (level != before.Level || before.LevelFrom != LevelSource.Clinic)),
            ("tone", change.Reading?.Tone is { } tone && tone != before.Tone), ("format", change.Reading?.Format is { } format && format != before.Format),
        ];
        Read(draft, change.Reading);
        var changed = string.Join(", ", fields.Where(field => field.Changed).Select(field => field.Name));
        if (changed.Length > 0)
        {
            draft.Note(n => new JourneyFact.ProfileChanged(changed) { Sequence = n, At = draft.Now });
        }
    }

    /// <summary>Takes a date.</summary>
    public static void Move(Draft draft, JourneyInput.AnchorMoved moved)
    {
        draft.State = moved.Anchor switch
        {
            ScheduleAnchor.Discharge => draft.State with { Discharge = moved.Date },
            ScheduleAnchor.Appointment => draft.State with { Appointment = moved.Date },
            _ => throw new ArgumentException("The day of enrollment cannot move.", nameof(moved)),
        };
        draft.Note(n => new JourneyFact.AnchorMoved(moved.Anchor, moved.Date) { Sequence = n, At = draft.Now });
    }
}
