using MicroCare.Core.Programs;
using MicroCare.Core.Replies;
using NodaTime;

namespace MicroCare.Core.Journeys;

/// <summary>Finds the question that a text answers, and answers the text.</summary>
internal static class ReplyRules
{
    private static readonly Duration ClockSkew = Duration.FromSeconds(5);
    private static readonly Duration BetweenUnmatchedAnswers = Duration.FromHours(24);

    /// <summary>A text while the program runs.</summary>
    public static void Take(Draft draft, JourneyInput.ReplyReceived reply)
    {
        var open = draft.State.Prompts
            .Where(prompt => prompt.Asks && !prompt.Answered && prompt.SentAt <= reply.At + ClockSkew)
            .Select(prompt => (Prompt: prompt, Step: draft.Program.Find(prompt.Step)))
            .Where(pair => pair.Step?.Answer is not null)
            .Reverse()
            .ToList();

        // The newest question that the text can answer; an older one only where the newest cannot be meant.
        foreach (var (prompt, step) in open)
        {
            if (AnswerParser.Parse(reply.Text.Words, step!.Answer!) is { } answer)
            {
                Understood(draft, reply, prompt, step, answer);
                EngagementRules.Heard(draft, reply.At);
                return;
            }
        }

        if (open.Count > 0)
        {
            Unclear(draft, reply, open[0].Prompt, open[0].Step!);
        }
        else
        {
            Unmatched(draft, reply);
        }

        EngagementRules.Heard(draft, reply.At);
    }

    /// <summary>A text that nothing was waiting for: kept, and answered at most once a day.</summary>
    public static void Unmatched(Draft draft, JourneyInput.ReplyReceived reply)
    {
        OnlyRecord(draft, reply);
        AnswerUnmatched(draft, reply);
    }

    /// <summary>A text that must not be answered.</summary>
    public static void OnlyRecord(Draft draft, JourneyInput.ReplyReceived reply) =>
        draft.Note(n => new JourneyFact.TextReceived { Sequence = n, At = draft.Now, Words = reply.Text });

    /// <summary>The patient asked who we are.</summary>
    public static void Help(Draft draft, JourneyInput.ReplyReceived reply)
    {
        draft.Note(n => new JourneyFact.HelpAsked { Sequence = n, At = draft.Now, Words = reply.Text });
        draft.Answer(TextPurpose.Answer, draft.Program.Messages.Help, reply.At);
        if (draft.State.Phase == JourneyPhase.Running)
        {
            EngagementRules.Heard(draft, reply.At);
        }
    }

    private static void Understood(Draft draft, JourneyInput.ReplyReceived reply, SentPrompt prompt, ProgramStep step, Answer answer)
    {
        var latency = Duration.Max(Duration.Zero, reply.At - prompt.SentAt);
        Replace(draft, prompt, prompt with { Answered = true });
        draft.Note(n => new JourneyFact.AnswerUnderstood(step.Id, prompt.Key, answer, (int)latency.TotalSeconds)
        {
            Sequence = n,
            At = draft.Now,
            Words = reply.Text,
        });
        if (step.Thanks is { } thanks)
        {
            draft.Answer(TextPurpose.Answer, thanks, reply.At);
        }
    }

    private static void Unclear(Draft draft, JourneyInput.ReplyReceived reply, SentPrompt prompt, ProgramStep step)
    {
        var asksAgain = !prompt.Reasked && step.Unclear is not null;
        Replace(draft, prompt, asksAgain ? prompt with { Reasked = true } : prompt with { Answered = true });
        draft.Note(n => new JourneyFact.AnswerUnclear(step.Id, prompt.Key, asksAgain) { Sequence = n, At = draft.Now, Words = reply.Text });
        if (asksAgain)
        {
            draft.Answer(TextPurpose.Answer, step.Unclear!, reply.At);
        }
        else
        {
            AnswerUnmatched(draft, reply);
        }
    }

    private static void AnswerUnmatched(Draft draft, JourneyInput.ReplyReceived reply)
    {
        if (draft.State.UnmatchedAnsweredAt is not { } last || draft.Now - last >= BetweenUnmatchedAnswers)
        {
            draft.State = draft.State with { UnmatchedAnsweredAt = draft.Now };
            draft.Answer(TextPurpose.Answer, draft.Program.Messages.Unmatched, reply.At);
        }
    }

    private static void Replace(Draft draft, SentPrompt before, SentPrompt after) =>
        draft.State = draft.State with { Prompts = draft.State.Prompts.Replace(before, after) };
}
