using MicroCare.Core.Programs;
using MicroCare.Core.Replies;

namespace MicroCare.Core.Journeys;

/// <summary>What a patient asks of the program itself: WHY, PAUSE, RESUME, or an exercise.</summary>
internal static class WishRules
{
    /// <summary>Does what was asked for; false where nothing of the kind was.</summary>
    public static bool Take(Draft draft, JourneyInput.ReplyReceived reply)
    {
        switch (Wishes.Find(reply.Text.Words))
        {
            case Wish.Why:
                draft.Note(n => new JourneyFact.WhyAsked { Sequence = n, At = draft.Now, Words = reply.Text });
                if (draft.MayAnswer(reply.At))
                {
                    draft.Answer(TextPurpose.Answer, Reasons.Last(draft));
                }

                return true;
            case Wish.Pause pause:
                PauseRules.Begin(draft, reply, pause);
                return true;
            case Wish.Resume when draft.State.PausedUntil is not null:
                PauseRules.End(draft, reply);
                return true;
        }

        if (draft.State.PausedUntil is not null && Keywords.Find(reply.Text.Words) == Keyword.Start)
        {
            PauseRules.End(draft, reply);
            return true;
        }

        return GiveExercise(draft, reply);
    }

    private static bool GiveExercise(Draft draft, JourneyInput.ReplyReceived reply)
    {
        if (draft.Program.Library.IsEmpty)
        {
            return false;
        }

        var words = TextFolding.Fold(reply.Text.Words);
        if (draft.Program.Library.FirstOrDefault(shelf => shelf.Words.Contains(words)) is not { } shelf)
        {
            return false;
        }

        var given = draft.State.Given.GetValueOrDefault(shelf.Keyword);
        var exercise = shelf.Exercises[given % shelf.Exercises.Length];
        draft.State = draft.State with { Given = draft.State.Given.SetItem(shelf.Keyword, given + 1) };
        draft.Note(n => new JourneyFact.ExerciseSent(shelf.Keyword, exercise.Id) { Sequence = n, At = draft.Now, Words = reply.Text });
        FaultRules.Try(draft, exercise.Id, () =>
        {
            DialogRules.GoOn(draft, DialogPlace.BeginningOf(exercise.Id, StepPart.Content), Turn.Answering(reply.At));
            draft.State = draft.State with { LastWhy = Reasons.ForExercise(draft, shelf.Keyword) };
        });
        return true;
    }
}
