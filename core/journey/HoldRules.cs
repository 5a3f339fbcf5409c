using NodaTime;

namespace MicroCare.Core.Journeys;

/// <summary>Program texts wait while something more important goes on; when nothing holds them any more, the program goes on where it was.</summary>
internal static class HoldRules
{
    /// <summary>Holds the program; what was decided and not yet handed over does not go out any more.</summary>
    public static void Place(Draft draft, HoldReason reason, string? by = null, Instant? until = null)
    {
        if (draft.State.Holds.FirstOrDefault(hold => hold.Reason == reason) is { } known)
        {
            draft.State = draft.State with { Holds = draft.State.Holds.Replace(known, known with { Until = until }) };
            return;
        }

        draft.State = draft.State with { Holds = draft.State.Holds.Add(new ProgramHold(reason, draft.Now, until)) };
        draft.CancelProgramTexts();
        draft.Note(n => new JourneyFact.ProgramHeld(reason, by) { Sequence = n, At = draft.Now });
    }

    /// <summary>Ends one hold.</summary>
    public static void Release(Draft draft, HoldReason reason, string? by)
    {
        if (draft.State.Holds.FirstOrDefault(hold => hold.Reason == reason) is { } hold)
        {
            Release(draft, [hold], by);
        }
    }

    /// <summary>Takes what a member of staff decided: hold, or release whatever holds.</summary>
    public static void Change(Draft draft, JourneyInput.HoldChanged change)
    {
        if (change.Held)
        {
            Place(draft, HoldReason.Staff, change.By);
        }
        else
        {
            Release(draft, draft.State.Holds, change.By);
        }
    }

    /// <summary>Ends holds whose time is over.</summary>
    public static void Tick(Draft draft) => Release(draft, draft.State.Holds.Where(hold => hold.Until <= draft.Now), by: null);

    /// <summary>When the next hold ends by itself; null where none does.</summary>
    public static Instant? NextEnd(JourneyState state) => state.Holds.Min(hold => hold.Until);

    private static void Release(Draft draft, IEnumerable<ProgramHold> holds, string? by)
    {
        var ended = holds.ToList();
        if (ended.Count == 0)
        {
            return;
        }

        draft.State = draft.State with { Holds = draft.State.Holds.RemoveRange(ended) };
        foreach (var hold in ended)
        {
            draft.Note(n => new JourneyFact.ProgramReleased(hold.Reason, by) { Sequence = n, At = draft.Now });
        }

        if (!draft.State.IsHeld && draft.State is { Phase: JourneyPhase.Running, DayOne: not null, PausedUntil: null })
        {
            draft.State = draft.State with { PauseEndedAt = draft.Now }; // Silence is counted from here.
            ProgramRules.Resume(draft, draft.Today.PlusDays(1));
        }
    }
}
