using MicroCare.Core.Programs;
using MicroCare.Core.Replies;
using NodaTime;

namespace MicroCare.Core.Journeys;

/// <summary>Finds the question that a text answers, and answers the text.</summary>
internal static class ReplyRules
{
    private static readonly Duration ClockSkew = Duration.FromSeconds(5);
    private static readonly Duration FreshFreeText = Duration.FromHours(72);
    private static readonly Duration BetweenUnmatchedAnswers = Duration.FromHours(24);

    /// <summary>A text while the program runs.</summary>
    public static void Take(Draft draft, JourneyInput.ReplyReceived reply)
    {
        if (!WishRules.Take(draft, reply))
        {
            TakeConcern(draft, reply);
        }

        EngagementRules.Heard(draft, reply.At);
    }

    /// <summary>A text while the program waits: no step goes on with it; a person will read it.</summary>
    public static void TakeHeld(Draft draft, JourneyInput.ReplyReceived reply)
    {
        HoldRules.Release(draft, HoldReason.Unreachable, by: null); // Who writes has a phone that texts.
        if (!draft.State.IsHeld)
        {
            Take(draft, reply);
            return;
        }

        OnlyRecord(draft, reply);
        StaffRules.Heard(draft);
        var isNew = ConcernRules.Open(draft);
        var talks = draft.State.Holds.Any(hold => hold.Reason == HoldReason.Conversation);
        if (!talks && (isNew || MayAnswerUnmatched(draft)))
        {
            ConcernRules.Tell(draft, reply);
        }

        EngagementRules.Heard(draft, reply.At);
    }

    /// <summary>A text that nothing was waiting for: kept, and answered at most once a day; what a person should look at becomes a case.</summary>
    public static void Unmatched(Draft draft, JourneyInput.ReplyReceived reply)
    {
        OnlyRecord(draft, reply);
        if (ConcernRules.Open(draft))
        {
            ConcernRules.Tell(draft, reply);
        }
        else
        {
            AnswerUnmatched(draft, reply);
        }
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

    /// <summary>
    /// What a person must look at is told to one, and the patient is told so; the text still answers what was asked, as free words do. A lesser concern in an answer
    /// to a question leads to a case, and the program answers.
    /// </summary>
    private static void TakeConcern(Draft draft, JourneyInput.ReplyReceived reply)
    {
        var known = ConcernRules.GoesFirst(draft);
        if (known && ConcernRules.Open(draft))
        {
            ConcernRules.Tell(draft, reply);
        }

        Match(draft, reply, known);
    }

    /// <summary>
    /// Finds the newest question that the text can answer; an older one only where the newest cannot be meant. A bare digit means a number before it means the place
    /// of an option, which has a letter.
    /// </summary>
    private static void Match(Draft draft, JourneyInput.ReplyReceived reply, bool isKnownConcern)
    {
        var words = reply.Text.Words;
        (SentPrompt Prompt, Question Question)? newest = null;
        (SentPrompt Prompt, Question Question, Answer Answer)? byPlace = null;
        foreach (var (prompt, question) in OpenQuestions.NewestFirst(draft.State, draft.Program).Where(open => open.Prompt.SentAt <= reply.At + ClockSkew))
        {
            var isNewest = newest is null;
            newest ??= (prompt, question);
            if (byPlace is not null && question.Format is not (AnswerFormat.Number or AnswerFormat.Scale))
            {
                continue;
            }

            if (!MayBeMeant(question, words, reply.At - prompt.SentAt, isNewest) || AnswerParser.Parse(words, question.Format) is not { } answer)
            {
                continue;
            }

            if (question.Format is AnswerFormat.Choice && words.Trim() is [>= '0' and <= '9'])
            {
                byPlace ??= (prompt, question, answer);
                continue;
            }

            Understood(draft, reply, prompt, question, answer);
            return;
        }

        if (byPlace is var (placed, choice, option))
        {
            Understood(draft, reply, placed, choice, option);
            return;
        }

        if (isKnownConcern)
        {
            OnlyRecord(draft, reply); // A person sees to it; the question stays open.
        }
        else if (newest is var (asked, what))
        {
            Unclear(draft, reply, asked, what);
        }
        else
        {
            Unmatched(draft, reply);
        }
    }

    /// <summary>
    /// Whether somebody who writes that may mean this question. An old question for free words would take anything, and a nod ("ok, thanks") is a yes to what was
    /// said last, and to nothing before.
    /// </summary>
    private static bool MayBeMeant(Question question, string words, Duration age, bool isNewest) => question.Format switch
    {
        AnswerFormat.FreeText => age < FreshFreeText && (isNewest || !AnswerParser.IsNod(words)),
        AnswerFormat.YesNo => isNewest || AnswerParser.IsPlainYes(words) || AnswerParser.ParseYesNo(words) == false,
        _ => true,
    };

    private static void Understood(Draft draft, JourneyInput.ReplyReceived reply, SentPrompt prompt, Question question, Answer answer)
    {
        var latency = Duration.Max(Duration.Zero, reply.At - prompt.SentAt);
        Replace(draft, prompt, prompt with { Answered = true });
        draft.Note(n => new JourneyFact.AnswerUnderstood(prompt.Step, prompt.Key, answer, (int)latency.TotalSeconds)
        {
            Sequence = n,
            At = draft.Now,
            Words = reply.Text,
        });
        if (question.Memory is { } name)
        {
            draft.State = draft.State with { Memories = draft.State.Memories.SetItem(name, Memory.Of(answer, reply.Text)) };
        }

        var place = prompt.Place!;
        if (draft.Program.Find(place.Step)!.Part(place.Part)[place.At] is Instruction.AskItem item)
        {
            InstrumentRules.Take(draft, item, answer);
        }

        FaultRules.Try(draft, prompt.Step, () => DialogRules.GoOn(draft, place with { At = place.At + 1 }, Turn.Answering(reply.At)));
        if (answer is Answer.FreeText && !ConcernRules.GoesFirst(draft))
        {
            ConcernRules.Open(draft);
        }
    }

    private static void Unclear(Draft draft, JourneyInput.ReplyReceived reply, SentPrompt prompt, Question question)
    {
        if (ConcernRules.IsConcern(draft))
        {
            Unmatched(draft, reply); // They wrote of something else; the question stays open.
            return;
        }

        var asksAgain = !prompt.Reasked && question.Unclear is not null;
        draft.Note(n => new JourneyFact.AnswerUnclear(prompt.Step, prompt.Key, asksAgain) { Sequence = n, At = draft.Now, Words = reply.Text });
        if (asksAgain)
        {
            Replace(draft, prompt, prompt with { Reasked = true });
            FaultRules.Try(draft, prompt.Step, () => draft.Answer(TextPurpose.Answer, question.Unclear!, reply.At));
            return;
        }

        if (prompt.GiveUpAt is null)
        {
            // Unclear twice: nobody is asked a third time. A question with a time of its own stays open until then.
            Replace(draft, prompt, prompt with { Answered = true });
            DialogRules.Leave(draft, prompt);
        }

        AnswerUnmatched(draft, reply);
    }

    private static bool MayAnswerUnmatched(Draft draft) =>
        draft.State.UnmatchedAnsweredAt is not { } last || draft.Now - last >= BetweenUnmatchedAnswers;

    private static void AnswerUnmatched(Draft draft, JourneyInput.ReplyReceived reply)
    {
        if (MayAnswerUnmatched(draft))
        {
            draft.State = draft.State with { UnmatchedAnsweredAt = draft.Now };
            draft.Answer(TextPurpose.Answer, draft.Program.Messages.Unmatched, reply.At);
        }
    }

    private static void Replace(Draft draft, SentPrompt before, SentPrompt after) =>
        draft.State = draft.State with { Prompts = draft.State.Prompts.Replace(before, after) };
}
