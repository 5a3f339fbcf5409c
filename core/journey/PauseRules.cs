using MicroCare.Core.Privacy;
using MicroCare.Core.Replies;
using MicroCare.Core.Schedule;
using NodaTime;
using NodaTime.Text;

namespace MicroCare.Core.Journeys;

/// <summary>PAUSE and RESUME: quiet that the patient asked for. No program text comes, silence is no drifting, and the program goes on where it was.</summary>
internal static class PauseRules
{
    /// <summary>Begins a pause, or a longer or shorter one.</summary>
    public static void Begin(Draft draft, JourneyInput.ReplyReceived reply, Wish.Pause wish)
    {
        var lastDay = draft.Today.PlusDays(wish.Days - 1);
        var until = LocalClock.At(lastDay.PlusDays(1), draft.State.Window.From, draft.Zone);
        draft.State = draft.State with { PausedUntil = until };
        draft.Note(n => new JourneyFact.Paused(until) { Sequence = n, At = draft.Now, Words = reply.Text });
        if (draft.MayAnswer(reply.At))
        {
            var shown = LocalDatePattern.Create(draft.State.Language == "en" ? "MMMM d" : "d/M", System.Globalization.CultureInfo.InvariantCulture).Format(lastDay);
            draft.Answer(TextPurpose.Answer, Recall.Fill(draft.Program.Messages.Paused, draft).Replace("{until}", shown, StringComparison.Ordinal));
        }
    }

    /// <summary>The patient goes on before the pause is over.</summary>
    public static void End(Draft draft, JourneyInput.ReplyReceived reply)
    {
        Over(draft, byPatient: true, reply.Text, draft.Today.PlusDays(1));
        draft.Answer(TextPurpose.Answer, draft.Program.Messages.Resumed, reply.At);
    }

    /// <summary>The pause is over when its time has come.</summary>
    public static void Tick(Draft draft)
    {
        if (draft.State.PausedUntil <= draft.Now)
        {
            Over(draft, byPatient: false, null, draft.Today);
        }
    }

    private static void Over(Draft draft, bool byPatient, PatientText? words, LocalDate earliest)
    {
        draft.State = draft.State with { PausedUntil = null, PauseEndedAt = draft.Now };
        draft.Note(n => new JourneyFact.PauseEnded(byPatient) { Sequence = n, At = draft.Now, Words = words });
        ProgramRules.Resume(draft, earliest);
    }
}
