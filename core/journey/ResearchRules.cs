using MicroCare.Core.Consent;
using MicroCare.Core.Replies;
using NodaTime;

namespace MicroCare.Core.Journeys;

/// <summary>
/// Research has a consent of its own, apart from care: asked once for each version of its text, answered DATA YES or DATA NO, taken back by DATA STOP at any time.
/// Exports hold nothing of anybody who has not said yes, or no longer does.
/// </summary>
internal static class ResearchRules
{
    private static readonly Duration Useful = Duration.FromHours(6);

    /// <summary>The clinic has the patient's consent to research on file.</summary>
    public static void OnFile(Draft draft, string source)
    {
        draft.State = draft.State with { Research = ResearchStatus.Given, ResearchVersion = draft.Clinic.Research?.Version ?? source };
        draft.Note(n => new JourneyFact.ResearchConsented(source, ByClinic: true) { Sequence = n, At = draft.Now });
    }

    /// <summary>Asks, where the clinic does research and this version of its text was not asked yet. Who refused is asked again only by another version.</summary>
    public static void Ask(Draft draft)
    {
        if (draft.Clinic.Research is not { } document || document.Version == draft.State.ResearchVersion || !draft.MayText
            || draft.State is { Research: ResearchStatus.Refused, ResearchVersion: null })
        {
            return;
        }

        var words = Recall.Fill(document.Text, draft);
        var key = draft.Send(TextPurpose.Research, words, draft.UsefulFor(Useful));
        var shown = new ConsentShown(document.Version, draft.State.Language, words);
        draft.State = draft.State with { Research = ResearchStatus.Asked, ResearchVersion = document.Version };
        draft.Note(n => new JourneyFact.ResearchAsked(key, shown) { Sequence = n, At = draft.Now });
    }

    /// <summary>Asks who consented long ago, when the clinic begins with research or changes its text.</summary>
    public static void AskAnew(Draft draft)
    {
        if (draft.State is { IsHeld: false, PausedUntil: null, Engagement: Engagement.EngagementStatus.Active })
        {
            Ask(draft);
        }
    }

    /// <summary>Takes DATA YES, DATA NO, DATA STOP and PRIVACY; false where the text is none of them.</summary>
    public static bool Take(Draft draft, JourneyInput.ReplyReceived reply)
    {
        switch (DataWishes.Find(reply.Text.Words))
        {
            case DataWish.Yes when draft.Clinic.Research is not null || draft.State.ResearchVersion is not null:
                draft.State = draft.State with { Research = ResearchStatus.Given, ResearchVersion = draft.Clinic.Research?.Version ?? draft.State.ResearchVersion };
                draft.Note(n => new JourneyFact.ResearchConsented(draft.State.ResearchVersion!, ByClinic: false) { Sequence = n, At = draft.Now, Words = reply.Text });
                Answer(draft, draft.Program.Messages.ResearchYes, reply);
                return true;
            case DataWish.Yes: // The clinic asks nobody: there is nothing to say yes to.
                ReplyRules.Unmatched(draft, reply);
                return true;
            case DataWish.No:
                var withdrawn = draft.State.Research == ResearchStatus.Given;
                draft.State = draft.State with { Research = ResearchStatus.Refused, ResearchVersion = draft.Clinic.Research?.Version ?? draft.State.ResearchVersion };
                draft.Note(n => new JourneyFact.ResearchRefused(withdrawn) { Sequence = n, At = draft.Now, Words = reply.Text });
                Answer(draft, draft.Program.Messages.ResearchNo, reply);
                return true;
            case DataWish.Privacy:
                draft.Note(n => new JourneyFact.PrivacyAsked { Sequence = n, At = draft.Now, Words = reply.Text });
                Answer(draft, draft.Clinic.Privacy ?? draft.Program.Messages.Privacy, reply);
                return true;
            default:
                return false;
        }
    }

    // Who has stopped gets no answer, but what they decided counts.
    private static void Answer(Draft draft, Programs.LocalizedText text, JourneyInput.ReplyReceived reply)
    {
        if (draft.State.Phase != JourneyPhase.OptedOut)
        {
            draft.Answer(TextPurpose.Answer, text, reply.At);
        }
    }
}
