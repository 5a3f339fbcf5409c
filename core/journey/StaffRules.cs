using MicroCare.Core.Cases;
using NodaTime;

namespace MicroCare.Core.Journeys;

/// <summary>Why a person of the clinic cannot text a patient now.</summary>
public enum StaffRefusal
{
    /// <summary>The patient said STOP; nobody overrides that.</summary>
    OptedOut,

    /// <summary>The patient never said yes to texts.</summary>
    NoConsent,

    /// <summary>It is night where the patient is, and they are not writing.</summary>
    QuietHours,
}

/// <summary>A person of the clinic writes. The program waits while the conversation lives.</summary>
public static class StaffRules
{
    private static readonly Duration Useful = Duration.FromHours(1);
    private static readonly Duration StillAwake = Duration.FromHours(2);

    /// <summary>
    /// Why a text of a person's cannot go out; null where it can. In an emergency, and while the patient is writing, the quiet hours do not count; and whoever
    /// wrote of danger may be answered before they consented.
    /// </summary>
    public static StaffRefusal? WhyNot(JourneyState state, Instant now)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Phase == JourneyPhase.OptedOut)
        {
            return StaffRefusal.OptedOut;
        }

        if (state.ConsentGivenAt is null && !IsEmergency(state))
        {
            return StaffRefusal.NoConsent;
        }

        return IsAwake(state, now) || Draft.MayTextAt(state, now) ? null : StaffRefusal.QuietHours;
    }

    internal static void Write(Draft draft, JourneyInput.StaffWrote wrote)
    {
        if (WhyNot(draft.State, draft.Now) is not null)
        {
            return; // The caller was told; a STOP may have come in between.
        }

        Hold(draft);
        var key = draft.Send(TextPurpose.Staff, wrote.Text.Words, IsAwake(draft.State, draft.Now) ? draft.Now + Useful : draft.UsefulFor(Useful));
        draft.Note(n => new JourneyFact.StaffWrote(key, wrote.By) { Sequence = n, At = draft.Now, Words = wrote.Text });
    }

    /// <summary>The patient wrote while a conversation lives: it goes on living.</summary>
    internal static void Heard(Draft draft)
    {
        if (draft.State.Holds.Any(hold => hold.Reason == HoldReason.Conversation))
        {
            Hold(draft);
        }
    }

    private static bool IsEmergency(JourneyState state) => state.Cases.Any(one => one.Urgency == CaseUrgency.Emergency);

    /// <summary>Whether the quiet hours do not count: an emergency, or the patient is writing.</summary>
    private static bool IsAwake(JourneyState state, Instant now) => IsEmergency(state) || now - state.LastWroteAt < StillAwake;

    private static void Hold(Draft draft)
    {
        if (draft.State.Phase is JourneyPhase.Running or JourneyPhase.AwaitingConsent)
        {
            HoldRules.Place(draft, HoldReason.Conversation, by: null, draft.Now + draft.Clinic.ConversationLives);
        }
    }
}
