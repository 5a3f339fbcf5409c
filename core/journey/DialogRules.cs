using System.Collections.Immutable;
using MicroCare.Core.Programs;
using MicroCare.Core.Schedule;
using NodaTime;

namespace MicroCare.Core.Journeys;

/// <summary>Carries a step's dialog on until it asks, waits or ends.</summary>
internal static class DialogRules
{
    private const int PromptsKept = 5;
    private const int MostMoves = 500;
    private const int GuidedDays = 7;
    private static readonly Duration WaitUseful = Duration.FromHours(24);

    /// <summary>Goes on from a place.</summary>
    /// <exception cref="ProgramFaultException">The program did something wrong; the caller takes back what was decided.</exception>
    public static void GoOn(Draft draft, DialogPlace place, Turn turn)
    {
        var origin = place.Step;
        var step = draft.Program.Find(place.Step) ?? throw new ProgramFaultException(ProgramFault.MissingPlace, place.Step.Value);
        for (var moves = 0; ; moves++)
        {
            if (moves == MostMoves)
            {
                throw new ProgramFaultException(ProgramFault.EndlessStep, step.Id.Value);
            }

            var dialog = step.Part(place.Part);
            if (place.At >= dialog.Length)
            {
                throw new ProgramFaultException(ProgramFault.MissingPlace, step.Id.Value);
            }

            switch (dialog[place.At])
            {
                case Instruction.Say say:
                    Say(draft, say.Text, turn);
                    break;
                case Instruction.Ask ask:
                    AskOrWait(draft, place, ask.Question, turn);
                    return;
                case Instruction.AskItem item when InstrumentRules.IsSettled(draft, item):
                    break;
                case Instruction.AskItem item:
                    AskOrWait(draft, place, item.Question, turn);
                    return;
                case Instruction.Unless unless when !Recall.Evaluate(unless.Condition, draft).IsYes:
                    place = place with { At = unless.Target };
                    continue;
                case Instruction.Unless:
                    break;
                case Instruction.Jump jump:
                    place = place with { At = jump.Target };
                    continue;
                case Instruction.Set set:
                    draft.State = draft.State with { Memories = draft.State.Memories.SetItem(set.Memory, Memory.Of(Recall.Evaluate(set.Value, draft))) };
                    break;
                case Instruction.CountFromZero zero:
                    place = place with { Counters = Counted(place.Counters, zero.Counter, 0) };
                    break;
                case Instruction.CountUpTo count:
                    place = place with { Counters = Counted(place.Counters, count.Counter, CountOf(place, count.Counter) + 1) };
                    place = CountOf(place, count.Counter) < count.Times ? place with { At = count.Target - 1 } : place;
                    break;
                case Instruction.Wait wait:
                    var due = DueAfter(wait.Rule, draft);
                    draft.State = draft.State with
                    {
                        Waits = draft.State.Waits.Add(new WaitingStep(origin, place with { At = place.At + 1 }, due, due + WaitUseful)),
                    };
                    return;
                case Instruction.Go go:
                    step = draft.Program.Find(go.Step) ?? throw new ProgramFaultException(ProgramFault.MissingPlace, go.Step.Value);
                    place = DialogPlace.BeginningOf(go.Step, StepPart.Content);
                    continue;
                case Instruction.SetGoal goal:
                    draft.Note(n => new JourneyFact.GoalSet(step.Id, goal.Memory) { Sequence = n, At = draft.Now });
                    break;
                case Instruction.ReviewGoal review:
                    var reached = draft.State.Memories.GetValueOrDefault(review.Reached) is Memory.YesNo { Value: true };
                    draft.Note(n => new JourneyFact.GoalReviewed(step.Id, review.Memory, reached) { Sequence = n, At = draft.Now });
                    break;
                case Instruction.BeginInstrument begin:
                    InstrumentRules.Begin(draft, begin);
                    break;
                case Instruction.Score score:
                    InstrumentRules.Score(draft, score.Instrument);
                    break;
                case Instruction.AbandonInstrument abandon:
                    InstrumentRules.Abandon(draft, abandon.Instrument);
                    break;
                case Instruction.EndStep:
                    End(draft, step);
                    return;
                case Instruction.EndProgram:
                    End(draft, step);
                    draft.State = draft.State with { ClosesAt = draft.Now };
                    return;
                default:
                    throw new InvalidOperationException($"Nobody carries out {dialog[place.At].GetType().Name}.");
            }

            place = place with { At = place.At + 1 };
        }
    }

    /// <summary>A question is no longer waited for, or its step is left: what follows for the step.</summary>
    public static void Leave(Draft draft, SentPrompt prompt)
    {
        if (draft.Program.Find(prompt.Step) is { } step)
        {
            Miss(draft, step);
            End(draft, step);
        }
    }

    /// <summary>A step was missed: it comes again where it should.</summary>
    public static void Miss(Draft draft, ProgramStep step)
    {
        if (step.RepeatIfMissed && !draft.State.Missed.Contains(step.Id))
        {
            draft.State = draft.State with { Missed = draft.State.Missed.Add(step.Id) };
        }
    }

    private static void End(Draft draft, ProgramStep step)
    {
        if (step.Day > 0)
        {
            draft.State = draft.State with { LastStepEndedAt = draft.Now };
        }

        if (step is { Teaches: { } skill, Mastered: { } mastered } && !draft.State.Mastered.Contains(skill) && IsSo(mastered, draft))
        {
            draft.State = draft.State with { Mastered = draft.State.Mastered.Add(skill) };
            draft.Note(n => new JourneyFact.SkillMastered(skill, step.Id) { Sequence = n, At = draft.Now });
        }
    }

    /// <summary>What cannot be worked out, because a question was not answered, does not hold.</summary>
    private static bool IsSo(Programs.Expressions.Expression condition, Draft draft)
    {
        try
        {
            return Recall.Evaluate(condition, draft).IsYes;
        }
        catch (ProgramFaultException)
        {
            return false;
        }
    }

    private static void Say(Draft draft, LocalizedText text, Turn turn)
    {
        if (turn.WrittenAt is { } writtenAt)
        {
            draft.Answer(TextPurpose.Answer, text, writtenAt);
            return;
        }

        turn.Sent.Add((draft.Send(TextPurpose.Prompt, text, turn.Latest), Asks: false));
    }

    private static void AskOrWait(Draft draft, DialogPlace place, Question question, Turn turn)
    {
        if (turn.WrittenAt is { } writtenAt && !draft.MayAnswer(writtenAt))
        {
            // The answer was handled late, at night: the conversation goes on in the morning.
            var morning = TextingHours.For(draft.State.UsState).NextAllowed(draft.Now, draft.Zone);
            draft.State = draft.State with { Waits = draft.State.Waits.Add(new WaitingStep(place.Step, place, morning, morning + WaitUseful)) };
            return;
        }

        var body = Sentences.Joined(Recall.Fill(question.Text, draft), Hint(draft, question.Format));
        var key = turn.WrittenAt is null ? draft.Send(TextPurpose.Prompt, body, turn.Latest) : draft.Answer(TextPurpose.Answer, body);
        turn.Sent.Add((key, Asks: true));
        if (turn.WrittenAt is not null && draft.Program.Find(place.Step)?.Part(place.Part)[place.At] is Instruction.AskItem)
        {
            draft.State = draft.State with { LastTextAt = draft.Now }; // The next step does not cut into a questionnaire.
        }

        Open(draft, new SentPrompt(place.Step, key, draft.Now, Asks: true)
        {
            Place = place,
            RemindAt = draft.Now + question.RemindAfter,
            GiveUpAt = draft.Now + question.GiveUpAfter,
        });
    }

    private static void Open(Draft draft, SentPrompt prompt)
    {
        // A step that is sent again asks anew; and of more questions than are kept, those that were answered go first.
        var prompts = draft.State.Prompts.RemoveAll(other => other.Step == prompt.Step);
        while (prompts.Length >= PromptsKept)
        {
            var leaving = prompts.FirstOrDefault(other => !other.IsOpen) ?? prompts[0];
            prompts = prompts.Remove(leaving);
            if (leaving.IsOpen)
            {
                Leave(draft, leaving);
            }
        }

        draft.State = draft.State with { Prompts = prompts.Add(prompt), AskedAt = draft.State.AskedAt ?? draft.Now };
    }

    private static string Hint(Draft draft, AnswerFormat format)
    {
        if (draft.State.Level != ReadingLevel.Plain || Recall.DayOf(draft) > GuidedDays)
        {
            return "";
        }

        var messages = draft.Program.Messages;
        var hint = format switch
        {
            AnswerFormat.Number or AnswerFormat.Scale => messages.HintNumber,
            AnswerFormat.YesNo => messages.HintYesNo,
            AnswerFormat.Choice => messages.HintChoice,
            AnswerFormat.Time => messages.HintTime,
            _ => null,
        };
        return hint is null ? "" : Recall.Fill(hint, draft);
    }

    private static Instant DueAfter(WaitRule rule, Draft draft)
    {
        var window = draft.State.Window.From;
        return rule switch
        {
            WaitRule.For length => TextingHours.For(draft.State.UsState).NextAllowed(draft.Now + length.Duration, draft.Zone),
            WaitRule.Days days => At(draft.Today.PlusDays(days.Count)),
            WaitRule.UntilWeekday weekday => At(draft.Today.Next(weekday.Weekday)),
            WaitRule.UntilWindow => At(draft.Today) is var today && today > draft.Now ? today : At(draft.Today.PlusDays(1)),
            _ => throw new ArgumentOutOfRangeException(nameof(rule), "Unknown wait."),
        };

        Instant At(LocalDate date) => draft.Program.Pace.Clock.At(date, window, draft.Zone);
    }

    private static int CountOf(DialogPlace place, int counter) => counter < place.Counters.Length ? place.Counters[counter] : 0;

    private static ImmutableArray<int> Counted(ImmutableArray<int> counters, int counter, int value)
    {
        while (counters.Length <= counter)
        {
            counters = counters.Add(0);
        }

        return counters.SetItem(counter, value);
    }
}
