using MicroCare.Core.Engagement;

using NodaTime;

namespace MicroCare.Core.Journeys;

/// <summary>STOP ends all texting at once, with one confirmation (47 CFR 64.1200(a)(12)); only START brings it back.</summary>
internal static class OptOutRules
{
    /// <summary>Whether no START that was written later was handled already.</summary>
    public static bool IsNewerThanStart(Draft draft, JourneyInput.ReplyReceived reply) => !(draft.State.StartedAgainAt > reply.At);

    /// <summary>The patient said stop.</summary>
    public static void Stop(Draft draft, JourneyInput.ReplyReceived reply)
    {
        if (!IsNewerThanStart(draft, reply))
        {
            // Written before the START that was handled already: the carrier delivers out of order.
            ReplyRules.OnlyRecord(draft, reply);
            return;
        }

        Silence(draft, reply);
        Confirm(draft, reply);
    }

    /// <summary>Nothing goes out any more.</summary>
    public static void Silence(Draft draft, JourneyInput.ReplyReceived reply)
    {
        draft.Note(n => new JourneyFact.OptedOut(OptOutChannel.Text) { Sequence = n, At = draft.Now, Words = reply.Text });
        Silence(draft);
        draft.State = draft.State with { StoppedAt = reply.At };
    }

    /// <summary>The one confirmation; then the carrier is told too, which would let none through.</summary>
    public static void Confirm(Draft draft, JourneyInput.ReplyReceived reply)
    {
        draft.Answer(TextPurpose.StopConfirmation, draft.Program.Messages.Stopped, reply.At);
        draft.Ask(key => new JourneyEffect.TellCarrier(OptedOut: true) { Key = key });
    }

    /// <summary>The patient said stop once more: nothing to confirm, but a START must now be newer than this.</summary>
    public static void StopAgain(Draft draft, JourneyInput.ReplyReceived reply)
    {
        Remember(draft, reply);
        ReplyRules.OnlyRecord(draft, reply);
    }

    /// <summary>A START must now be newer than this stop.</summary>
    public static void Remember(Draft draft, JourneyInput.ReplyReceived reply) =>
        draft.State = draft.State with { StoppedAt = Instant.Max(draft.State.StoppedAt ?? reply.At, reply.At) };

    /// <summary>The carrier refused a text because the number is on its own opt-out list: it heard the STOP first.</summary>
    public static void StopByCarrier(Draft draft)
    {
        draft.Note(n => new JourneyFact.OptedOut(OptOutChannel.Carrier) { Sequence = n, At = draft.Now });
        Silence(draft);
    }

    /// <summary>The patient said START: texts go on where they were, or with the question for consent where that was never answered.</summary>
    public static void ComeBack(Draft draft, JourneyInput.ReplyReceived reply)
    {
        if (draft.State.StoppedAt > reply.At)
        {
            // Written before the STOP that was handled already: the carrier delivers out of order.
            ReplyRules.OnlyRecord(draft, reply);
            return;
        }

        draft.Ask(key => new JourneyEffect.TellCarrier(OptedOut: false) { Key = key });
        var phase = draft.State.PhaseBeforeStop ?? JourneyPhase.AwaitingConsent;
        draft.Note(n => new JourneyFact.OptedIn { Sequence = n, At = draft.Now, Words = reply.Text });
        draft.State = draft.State with { Phase = phase, PhaseBeforeStop = null, StartedAgainAt = reply.At, StartedAgainSequence = draft.State.Sequence };
        switch (phase)
        {
            case JourneyPhase.Running:
                draft.State = draft.State with
                {
                    Engagement = EngagementStatus.Active,
                    EngagementSince = draft.Now,
                    CheckedIn = false,
                    Rhythm = draft.State.Rhythm.Hear(reply.At),
                };
                CaseRules.TakeBackSilence(draft);
                ProgramRules.Resume(draft, draft.Today.PlusDays(1));
                draft.Answer(TextPurpose.Answer, draft.Program.Messages.WelcomeBack, reply.At);
                break;
            case JourneyPhase.AwaitingConsent or JourneyPhase.Declined or JourneyPhase.ConsentExpired:
                draft.State = draft.State with { Phase = JourneyPhase.AwaitingConsent, ConsentAskedAt = null, ConsentReminded = false, ConsentUnclear = 0 };
                ConsentRules.Ask(draft);
                break;
            default:
                // The program is over: nothing goes on, so we say who we are and how to reach a person.
                draft.Answer(TextPurpose.Answer, draft.Program.Messages.Help, reply.At);
                break;
        }
    }

    private static void Silence(Draft draft)
    {
        draft.State = draft.State with { PhaseBeforeStop = draft.State.Phase, Phase = JourneyPhase.OptedOut, Prompts = [], Waits = [], LastTextAt = null, PausedUntil = null, AskedAt = null };
        draft.CancelPendingTexts();
    }
}
