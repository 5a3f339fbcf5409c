using MicroCare.Core.Cases;
using NodaTime;

namespace MicroCare.Core.Journeys;

/// <summary>
/// A text that tells of danger: answered at once and at any hour with the crisis lines; the program waits; people are called. Nothing else in the rulebook
/// goes before it, and no phase is exempt: who has stopped, or never consented, is answered too (an emergency text needs no prior consent, 47 CFR
/// 64.1200(a)(1) and (f)(4)).
/// </summary>
internal static class CrisisRules
{
    /// <summary>How long the crisis lines are worth sending when the carrier cannot be reached at once.</summary>
    private static readonly Duration Useful = Duration.FromHours(12);

    /// <summary>Takes the text.</summary>
    public static void Take(Draft draft, JourneyInput.ReplyReceived reply)
    {
        draft.Note(n => new JourneyFact.CrisisTextReceived(draft.Verdict!.Score) { Sequence = n, At = draft.Now, Words = reply.Text });
        var stops = draft.Verdict!.OptsOut && draft.State.Phase != JourneyPhase.OptedOut && OptOutRules.IsNewerThanStart(draft, reply);
        if (stops)
        {
            OptOutRules.Silence(draft, reply);
        }
        else if (draft.Verdict.OptsOut && draft.State.Phase == JourneyPhase.OptedOut)
        {
            OptOutRules.Remember(draft, reply);
        }

        Answer(draft);
        if (stops)
        {
            OptOutRules.Confirm(draft, reply);
        }

        if (draft.State.Phase == JourneyPhase.Running)
        {
            EngagementRules.Heard(draft, reply.At);
        }

        if (draft.State.Phase is JourneyPhase.Running or JourneyPhase.AwaitingConsent or JourneyPhase.OptedOut)
        {
            HoldRules.Place(draft, HoldReason.Crisis);
        }

        CaseRules.Open(draft, CaseReason.Crisis);
    }

    /// <summary>
    /// Sends the crisis lines: 988, 911, the clinic's line, that a person is told, and truthfully whether anybody is there to read.
    /// </summary>
    public static void Answer(Draft draft)
    {
        var messages = draft.Program.Messages;
        var watched = draft.Clinic.Watched?.IsOpen(draft.Now) == true;
        var body = $"{Recall.Fill(messages.Safety, draft)} {Recall.Fill(watched ? messages.SafetyWatched : messages.SafetyUnwatched, draft)}";
        if (draft.Clinic.Line is { } line)
        {
            body += " " + Recall.Fill(messages.SafetyLine, draft).Replace("{line}", line, StringComparison.Ordinal);
        }

        var key = draft.Send(TextPurpose.Safety, body, draft.Now + Useful);
        draft.Note(n => new JourneyFact.AnswerSent(key, TextPurpose.Safety) { Sequence = n, At = draft.Now });
    }
}
