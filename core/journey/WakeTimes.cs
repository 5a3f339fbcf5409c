using MicroCare.Core.Engagement;
using MicroCare.Core.Programs;
using MicroCare.Core.Schedule;
using NodaTime;

namespace MicroCare.Core.Journeys;

/// <summary>When a journey next has something to do.</summary>
internal static class WakeTimes
{
    /// <summary>The earliest of what the clock could bring; null when only the patient can move the journey.</summary>
    public static Instant? Next(JourneyState state, InterventionProgram program, Instant now)
    {
        var zone = LocalClock.Zone(state.Zone);
        return state.Phase switch
        {
            JourneyPhase.AwaitingConsent => Consent(state, zone, now),
            JourneyPhase.Running => Running(state, program, zone, now),
            _ => null,
        };
    }

    private static Instant? Consent(JourneyState state, DateTimeZone zone, Instant now)
    {
        if (state.IsHeld)
        {
            return HoldRules.NextEnd(state);
        }

        if (state.ConsentAskedAt is not { } askedAt)
        {
            return Hours(state).NextAllowed(now, zone);
        }

        var expires = askedAt + ConsentRules.ExpireAfter;
        return state.ConsentReminded
            ? expires
            : Instant.Min(expires, Texting(state, ConsentRules.RemindAt(askedAt, state.Window, zone), zone, now));
    }

    private static Instant? Running(JourneyState state, InterventionProgram program, DateTimeZone zone, Instant now)
    {
        if (state.IsHeld)
        {
            return Earlier(HoldRules.NextEnd(state), state.PausedUntil);
        }

        if (state.PausedUntil is { } until)
        {
            return until;
        }

        var check = EngagementRules.NextCheck(state, SilenceLimits.Of(state, program), zone);
        if (state.Engagement == EngagementStatus.Lapsed)
        {
            return check;
        }

        if (state.Engagement == EngagementStatus.Drifting && !state.CheckedIn)
        {
            check = Texting(state, check, zone, now);
        }

        var next = StepPicker.Next(state, program)?.Due ?? Texting(state, Calendar.ClosingDue(state, program), zone, now);
        if (FollowUpRules.NextDue(state) is { } followUp)
        {
            next = Instant.Min(next, Hours(state).NextAllowed(followUp > now ? followUp : now, zone));
        }

        return Instant.Min(check, next);
    }

    private static Instant? Earlier(Instant? one, Instant? other) => one is null || other is null ? one ?? other : Instant.Min(one.Value, other.Value);

    /// <summary>A text that is overdue in the quiet hours goes out when they end.</summary>
    private static Instant Texting(JourneyState state, Instant due, DateTimeZone zone, Instant now) => due > now ? due : Hours(state).NextAllowed(now, zone);

    private static TextingHours Hours(JourneyState state) => TextingHours.For(state.UsState);
}
