using MicroCare.Core.Cases;
using MicroCare.Core.Engagement;
using MicroCare.Core.Schedule;
using NodaTime;

namespace MicroCare.Core.Journeys;

/// <summary>Notices silence, measured against the patient's own rhythm: one gentle text first, then a person.</summary>
internal static class EngagementRules
{
    private static readonly Duration AfterCheckIn = Duration.FromDays(2);
    private static readonly Duration EndAfterLapse = Duration.FromDays(21);
    private static readonly Duration ApartFromAStep = Duration.FromHours(2);

    /// <summary>
    /// The next moment at which silence, as it lasts, would mean something more than it does now. Who was asked nothing is not silent: the clock runs out no sooner
    /// than half of the time after the first question that was left unanswered.
    /// </summary>
    public static Instant NextCheck(JourneyState state, SilenceLimits rhythm, DateTimeZone zone) => state.Engagement switch
    {
        EngagementStatus.Active => state.AskedAt is { } asked ? Instant.Max(LastHeard(state) + rhythm.DriftAfter, asked + (rhythm.DriftAfter / 2)) : Instant.MaxValue,
        EngagementStatus.Drifting when !state.CheckedIn => CheckInAt(state, zone),
        EngagementStatus.Drifting => Instant.Max(
            Instant.Max(LastHeard(state) + rhythm.LapseAfter, state.EngagementSince!.Value + AfterCheckIn),
            (state.AskedAt ?? state.EngagementSince.Value) + (rhythm.LapseAfter / 2)),
        EngagementStatus.Lapsed => state.EngagementSince!.Value + EndAfterLapse,
        _ => throw new InvalidOperationException($"Unknown engagement {state.Engagement}."),
    };

    /// <summary>Moves on what the silence has come to mean.</summary>
    public static void Tick(Draft draft)
    {
        if (draft.State.Phase != JourneyPhase.Running || draft.State.PausedUntil is not null || draft.State.IsHeld)
        {
            return;
        }

        var rhythm = SilenceLimits.Of(draft.State, draft.Program);
        if (draft.Now < NextCheck(draft.State, rhythm, draft.Zone))
        {
            return;
        }

        switch (draft.State.Engagement)
        {
            case EngagementStatus.Active:
                Move(draft, EngagementSignal.SilentLong, rhythm.DriftAfter);
                break;
            case EngagementStatus.Drifting when !draft.State.CheckedIn:
                CheckIn(draft);
                break;
            case EngagementStatus.Drifting:
                Move(draft, EngagementSignal.SilentVeryLong, rhythm.LapseAfter);
                draft.Note(n => new JourneyFact.ProgramHeld(HoldReason.Lapsed) { Sequence = n, At = draft.Now });
                CaseRules.Open(draft, CaseReason.Silent);
                break;
            case EngagementStatus.Lapsed:
                draft.State = draft.State with { Phase = JourneyPhase.Ended };
                draft.Note(n => new JourneyFact.ProgramEnded { Sequence = n, At = draft.Now });
                break;
        }
    }

    /// <summary>The patient wrote.</summary>
    public static void Heard(Draft draft, Instant at)
    {
        var before = draft.State.Engagement;
        if (before != EngagementStatus.Active)
        {
            Move(draft, EngagementSignal.Heard, threshold: null);
            CaseRules.TakeBackSilence(draft);
        }

        draft.State = draft.State with
        {
            Rhythm = draft.State.Rhythm.Hear(at),
            CheckedIn = false,
            AskedAt = draft.State.Prompts.Any(prompt => prompt.IsOpen) ? draft.Now : null,
        };
        if (before == EngagementStatus.Lapsed)
        {
            ProgramRules.Resume(draft, draft.Today.PlusDays(1));
        }
    }

    private static void CheckIn(Draft draft)
    {
        if (!draft.MayText)
        {
            return;
        }

        var key = draft.Send(TextPurpose.CheckIn, draft.Program.Messages.CheckIn, draft.UsefulFor(Duration.FromHours(1)));
        draft.State = draft.State with { CheckedIn = true, EngagementSince = draft.Now };
        draft.Note(n => new JourneyFact.CheckInSent(key) { Sequence = n, At = draft.Now });
    }

    private static void Move(Draft draft, EngagementSignal signal, Duration? threshold)
    {
        var from = draft.State.Engagement;
        var to = EngagementTransitions.Next(from, signal);
        var silent = Duration.Max(Duration.Zero, draft.Now - LastHeard(draft.State));
        draft.State = draft.State with { Engagement = to, EngagementSince = draft.Now };
        draft.Note(n => new JourneyFact.EngagementChanged(from, to, (int)silent.TotalHours, (int?)threshold?.TotalHours) { Sequence = n, At = draft.Now });
    }

    private static Instant CheckInAt(JourneyState state, DateTimeZone zone)
    {
        var since = state.EngagementSince!.Value;
        var today = LocalClock.At(LocalClock.DateOf(since, zone), state.Window.AsideTime, zone);
        var due = today >= since ? today : LocalClock.At(LocalClock.DateOf(since, zone).PlusDays(1), state.Window.AsideTime, zone);
        return state.LastTextAt is { } last && last <= due && due - last < ApartFromAStep ? last + ApartFromAStep : due;
    }

    /// <summary>Since when it is silent; a pause that the patient asked for is no silence.</summary>
    private static Instant LastHeard(JourneyState state) =>
        Instant.Max(state.Rhythm.LastHeardAt ?? state.ConsentGivenAt ?? state.EnrolledAt, state.PauseEndedAt ?? Instant.MinValue);
}
