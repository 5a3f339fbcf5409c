using MicroCare.Core.Cases;
using MicroCare.Core.Consent;
using MicroCare.Core.Engagement;
using MicroCare.Core.Replies;
using MicroCare.Core.Schedule;
using NodaTime;

namespace MicroCare.Core.Journeys;

/// <summary>Nothing of the program goes out before the patient has said yes by text, whatever paper the clinic holds.</summary>
internal static class ConsentRules
{
    /// <summary>The question is asked once more on the second day after it was asked.</summary>
    public const int RemindAfterDays = 2;

    /// <summary>After a week without a yes the question is closed.</summary>
    public static readonly Duration ExpireAfter = Duration.FromDays(7);

    private static readonly Duration AskUseful = Duration.FromHours(6);

    /// <summary>When the reminder is due.</summary>
    public static Instant RemindAt(Instant askedAt, PreferredWindow window, DateTimeZone zone) =>
        LocalClock.At(LocalClock.DateOf(askedAt, zone).PlusDays(RemindAfterDays), window.From, zone);

    /// <summary>Asks, unless the hour is quiet; then the clock asks in the morning.</summary>
    public static void Ask(Draft draft)
    {
        if (!draft.MayText || draft.State.IsHeld)
        {
            return;
        }

        var document = draft.Clinic.ConsentIn(draft.Program);
        var words = Recall.Fill(document.Text, draft);
        var key = draft.Send(TextPurpose.Consent, words, draft.UsefulFor(AskUseful));
        draft.State = draft.State with { ConsentAskedAt = draft.Now };
        var shown = new ConsentShown(document.Version, draft.State.Language, words);
        draft.Note(n => new JourneyFact.ConsentAsked(key, Reminder: false, shown) { Sequence = n, At = draft.Now });
    }

    /// <summary>Whether another text of consent holds by now than the one that the patient said yes to. Who has lapsed is asked when they are back.</summary>
    public static bool IsOutdated(Draft draft) =>
        draft.State is { ConsentVersion: { } given, Engagement: not EngagementStatus.Lapsed } && given != draft.Clinic.ConsentIn(draft.Program).Version;

    /// <summary>Another text of consent holds: the program waits where it is, and the patient is asked.</summary>
    public static void AskAnew(Draft draft)
    {
        var before = draft.State.ConsentVersion;
        draft.State = draft.State with
        {
            Phase = JourneyPhase.AwaitingConsent,
            ConsentAskedAt = null,
            ConsentReminded = false,
            ConsentUnclear = 0,
            Prompts = [],
            Waits = [],
            AskedAt = null,
            PausedUntil = null,
        };
        draft.CancelProgramTexts();
        draft.Note(n => new JourneyFact.ConsentOutdated(before) { Sequence = n, At = draft.Now });
        Ask(draft);
    }

    /// <summary>Asks late, reminds, or closes the question.</summary>
    public static void Tick(Draft draft)
    {
        if (draft.State.IsHeld)
        {
            return;
        }

        if (draft.State.ConsentAskedAt is not { } askedAt)
        {
            Ask(draft);
        }
        else if (draft.Now >= askedAt + ExpireAfter)
        {
            draft.State = draft.State with { Phase = JourneyPhase.ConsentExpired };
            draft.Note(n => new JourneyFact.ConsentExpired { Sequence = n, At = draft.Now });
            CaseRules.Open(draft, CaseReason.NoConsentAnswer);
        }
        else if (!draft.State.ConsentReminded && draft.MayText && draft.Now >= RemindAt(askedAt, draft.State.Window, draft.Zone))
        {
            var words = Recall.Fill(draft.Program.Messages.ConsentAgain, draft);
            var key = draft.Send(TextPurpose.Consent, words, draft.UsefulFor(AskUseful));
            draft.State = draft.State with { ConsentReminded = true };
            var shown = new ConsentShown(draft.Clinic.ConsentIn(draft.Program).Version, draft.State.Language, words);
            draft.Note(n => new JourneyFact.ConsentAsked(key, Reminder: true, shown) { Sequence = n, At = draft.Now });
        }
    }

    /// <summary>Takes the answer to the question.</summary>
    public static void Answer(Draft draft, JourneyInput.ReplyReceived reply, bool saidStart)
    {
        switch (saidStart ? true : AnswerParser.ParseYesNo(reply.Text.Words))
        {
            case true:
                Give(draft, reply);
                break;
            case false:
                draft.State = draft.State with { Phase = JourneyPhase.Declined };
                draft.Note(n => new JourneyFact.ConsentDeclined { Sequence = n, At = draft.Now, Words = reply.Text });
                CaseRules.TakeBackSilence(draft);
                draft.Answer(TextPurpose.Answer, draft.Program.Messages.Declined, reply.At);
                break;
            case null:
                Unclear(draft, reply);
                break;
        }
    }

    /// <summary>A plain yes still counts after a no, or after the question was closed; anything else ("ok, thanks") is only a text.</summary>
    public static void LateAnswer(Draft draft, JourneyInput.ReplyReceived reply, bool saidStart)
    {
        if (saidStart || AnswerParser.IsPlainYes(reply.Text.Words))
        {
            Give(draft, reply);
        }
        else
        {
            ReplyRules.Unmatched(draft, reply);
        }
    }

    private static void Give(Draft draft, JourneyInput.ReplyReceived reply)
    {
        var version = draft.Clinic.ConsentIn(draft.Program).Version;
        draft.Note(n => new JourneyFact.ConsentGiven(version, reply.From) { Sequence = n, At = draft.Now, Words = reply.Text });
        draft.State = draft.State with
        {
            Phase = JourneyPhase.Running,
            ConsentGivenAt = draft.Now,
            ConsentVersion = version,
            Engagement = EngagementStatus.Active,
            EngagementSince = draft.Now,
            Rhythm = draft.State.Rhythm.Hear(reply.At),
        };
        CaseRules.TakeBackSilence(draft);
        if (draft.State.DayOne is null)
        {
            ProgramRules.Start(draft);
            draft.Answer(TextPurpose.Answer, draft.Program.Messages.Started, reply.At);
        }
        else
        {
            ProgramRules.Resume(draft, draft.Today.PlusDays(1)); // They had said yes to an earlier text.
            draft.Answer(TextPurpose.Answer, draft.Program.Messages.Resumed, reply.At);
        }

        ResearchRules.Ask(draft);
    }

    private static void Unclear(Draft draft, JourneyInput.ReplyReceived reply)
    {
        draft.State = draft.State with { ConsentUnclear = draft.State.ConsentUnclear + 1 };
        draft.Note(n => new JourneyFact.ConsentUnclear { Sequence = n, At = draft.Now, Words = reply.Text });
        if (ConcernRules.GoesFirst(draft))
        {
            if (ConcernRules.Open(draft))
            {
                ConcernRules.Tell(draft, reply);
            }

            return;
        }

        if (draft.State.ConsentUnclear == 1)
        {
            draft.Answer(TextPurpose.Consent, draft.Program.Messages.ConsentUnclear, reply.At);
        }
        else
        {
            CaseRules.Open(draft, CaseReason.ConsentUnclear);
        }
    }
}
