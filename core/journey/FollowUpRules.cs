using MicroCare.Core.Engagement;
using MicroCare.Core.Programs;
using NodaTime;

namespace MicroCare.Core.Journeys;

/// <summary>What a step has still to say later: it goes on after a wait, reminds of a question, or gives it up.</summary>
internal static class FollowUpRules
{
    private static readonly Duration Apart = Duration.FromMinutes(10);
    private static readonly Duration ApartFromAStep = Duration.FromHours(2);
    private static readonly Duration Useful = Duration.FromHours(2);

    /// <summary>When the next of it is due; null where nothing is.</summary>
    public static Instant? NextDue(JourneyState state)
    {
        if (IsHeld(state))
        {
            return null;
        }

        Instant? next = null;
        foreach (var wait in state.Waits)
        {
            next = Earlier(next, ApartFromTheLast(state, wait.DueAt));
        }

        foreach (var prompt in state.Prompts)
        {
            if (prompt.IsOpen && (prompt.RemindAt ?? prompt.GiveUpAt) is { } due)
            {
                next = Earlier(next, ApartFromTheLast(state, due));
            }
        }

        return next;
    }

    /// <summary>Does what is due, one text at a time.</summary>
    public static void Tick(Draft draft)
    {
        while (draft.State.Phase == JourneyPhase.Running && draft.MayText && NextDue(draft.State) is { } due && due <= draft.Now)
        {
            if (draft.State.Waits.Where(wait => wait.DueAt <= draft.Now).MinBy(wait => wait.DueAt) is { } wait)
            {
                GoOn(draft, wait);
            }
            else if (draft.State.Prompts.FirstOrDefault(prompt => prompt.IsOpen && prompt.GiveUpAt <= draft.Now) is { } lost)
            {
                GiveUp(draft, lost);
            }
            else
            {
                Remind(draft, draft.State.Prompts.First(prompt => prompt.IsOpen && prompt.RemindAt <= draft.Now));
            }
        }
    }

    /// <summary>A question is no longer waited for.</summary>
    public static void GiveUp(Draft draft, SentPrompt prompt)
    {
        draft.State = draft.State with { Prompts = draft.State.Prompts.Replace(prompt, prompt with { Answered = true }) };
        draft.Note(n => new JourneyFact.QuestionGivenUp(prompt.Step, prompt.Key) { Sequence = n, At = draft.Now });
        if (QuestionAt(draft.Program, prompt) is not { Silence: { } silence })
        {
            DialogRules.Leave(draft, prompt);
            return;
        }

        if (draft.Program.Find(prompt.Step) is { } step)
        {
            DialogRules.Miss(draft, step);
        }

        Speak(draft, prompt.Place! with { At = silence });
    }

    /// <summary>The question that a text asked; null where this version of the program no longer asks it.</summary>
    public static Question? QuestionAt(InterventionProgram program, SentPrompt prompt)
    {
        if (prompt.Place is not { } place || program.Find(place.Step)?.Part(place.Part) is not { } dialog || place.At >= dialog.Length)
        {
            return null;
        }

        return dialog[place.At] switch
        {
            Instruction.Ask ask => ask.Question,
            Instruction.AskItem item => item.Question,
            _ => null,
        };
    }

    private static void GoOn(Draft draft, WaitingStep wait)
    {
        draft.State = draft.State with { Waits = draft.State.Waits.Remove(wait) };
        if (draft.Now >= wait.Latest)
        {
            draft.Note(n => new JourneyFact.FollowUpSkipped(wait.Step, wait.DueAt) { Sequence = n, At = draft.Now });
            return;
        }

        draft.Note(n => new JourneyFact.StepContinued(wait.Step, wait.DueAt) { Sequence = n, At = draft.Now });
        Speak(draft, wait.Place);
    }

    private static void Remind(Draft draft, SentPrompt prompt)
    {
        var reminded = prompt with { RemindAt = null };

        // What the patient reads last is what they answer first.
        draft.State = draft.State with { Prompts = draft.State.Prompts.Remove(prompt).Add(reminded) };
        if (QuestionAt(draft.Program, prompt) is not { } question)
        {
            return;
        }

        FaultRules.Try(draft, prompt.Step, () =>
        {
            var body = $"{Recall.Fill(draft.Program.Messages.Remind, draft)} {Recall.Fill(question.Text, draft)}";
            var key = draft.Send(TextPurpose.Prompt, body, draft.UsefulFor(Useful));
            draft.KeepDistance();
            draft.Note(n => new JourneyFact.ReminderSent(prompt.Step, key, prompt.Key) { Sequence = n, At = draft.Now });
        });
    }

    /// <summary>Goes on without being asked; every text is told by a fact.</summary>
    private static void Speak(Draft draft, DialogPlace place)
    {
        var turn = Turn.Unasked(draft.UsefulFor(Useful));
        if (FaultRules.Try(draft, place.Step, () => DialogRules.GoOn(draft, place, turn)) && turn.Sent.Count > 0)
        {
            draft.KeepDistance();
            foreach (var (key, _) in turn.Sent)
            {
                draft.Note(n => new JourneyFact.StepTextSent(place.Step, key) { Sequence = n, At = draft.Now });
            }
        }
    }

    private static bool IsHeld(JourneyState state) =>
        state.Phase != JourneyPhase.Running || state.Engagement == EngagementStatus.Lapsed || state.PausedUntil is not null || state.IsHeld;

    private static Instant ApartFromTheLast(JourneyState state, Instant due) =>
        state.LastTextAt is not { } last ? due
        : last > due - Apart ? last + ApartFromAStep // Another text took its moment: two questions at once would be answered as one.
        : due;

    private static Instant Earlier(Instant? one, Instant other) => one is { } first ? Instant.Min(first, other) : other;
}
