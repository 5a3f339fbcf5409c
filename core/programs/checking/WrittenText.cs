using MicroCare.Core.Instruments;

namespace MicroCare.Core.Programs.Checking;

/// <summary>A text of a program that a patient may read.</summary>
/// <param name="Where">Where it stands, in words: <c>messages.consent</c>, <c>d03-plan</c>.</param>
/// <param name="Text">The text.</param>
/// <param name="Question">The question that it asks, where it does.</param>
/// <param name="Step">The step it belongs to; null for a message.</param>
/// <param name="Role">What it is for.</param>
public sealed record WrittenText(string Where, LocalizedText Text, Question? Question, ProgramStep? Step, TextRole Role)
{
    /// <summary>An instrument's item whose validated wording may take more than two segments.</summary>
    public bool IsLong { get; init; }
}

/// <summary>What a text is for.</summary>
public enum TextRole
{
    /// <summary>A text around the steps.</summary>
    Message,

    /// <summary>Part of a text that is put together, such as a hint or a reason; never sent by itself.</summary>
    Fragment,

    /// <summary>Says something in a step.</summary>
    Say,

    /// <summary>Asks something in a step.</summary>
    Ask,

    /// <summary>Asks again when an answer is unclear.</summary>
    Unclear,

    /// <summary>The wording of an instrument, which is not the program's to change.</summary>
    Instrument,
}

/// <summary>Lists every text of a program.</summary>
public static class WrittenTexts
{
    /// <summary>The texts, in the order of messages, steps and exercises.</summary>
    public static IEnumerable<WrittenText> Of(InterventionProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        return Messages(program.Messages).Concat(InOrder(program).SelectMany(OfStep));
    }

    /// <summary>Every step in the order of the file.</summary>
    public static IEnumerable<ProgramStep> InOrder(InterventionProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        return program.AllSteps.OrderBy(step => (step.Place.Line, step.Place.Column));
    }

    private static IEnumerable<WrittenText> OfStep(ProgramStep step)
    {
        if (step.Because is { } because)
        {
            yield return new WrittenText($"{step.Id} because", because, null, step, TextRole.Fragment);
        }

        // Between the beginning of an instrument and its end, the one that it leads on to among it, what is said is the instrument's.
        var open = new Stack<Instrument>();
        foreach (var instruction in step.Content.Concat(step.Gentler))
        {
            switch (instruction)
            {
                case Instruction.BeginInstrument begin:
                    open.Push(begin.Instrument);
                    break;
                case Instruction.AbandonInstrument:
                    open.Pop();
                    break;
                case Instruction.Say say when open.TryPeek(out var instrument):
                    yield return new WrittenText($"{step.Id} {instrument.Id}", say.Text, null, step, TextRole.Instrument);
                    break;
                case Instruction.Say say:
                    yield return new WrittenText(step.Id.Value, say.Text, null, step, TextRole.Say);
                    break;
                case Instruction.Ask { Question: var question }:
                    yield return new WrittenText(step.Id.Value, question.Text, question, step, TextRole.Ask);
                    if (question.Unclear is { } unclear)
                    {
                        yield return new WrittenText($"{step.Id} unclear", unclear, null, step, TextRole.Unclear);
                    }

                    break;
                case Instruction.AskItem { Question: var item } ask:
                    yield return new WrittenText($"{step.Id} {ask.Instrument.Id}", item.Text, item, step, TextRole.Instrument)
                    {
                        IsLong = ask.Instrument.Items[ask.Item].IsLong,
                    };
                    break;
            }
        }
    }

    private static IEnumerable<WrittenText> Messages(ProgramMessages messages)
    {
        (string Name, LocalizedText Text)[] whole =
        [
            ("consent", messages.Consent), ("consent_again", messages.ConsentAgain), ("consent_unclear", messages.ConsentUnclear), ("declined", messages.Declined),
            ("started", messages.Started), ("welcome_back", messages.WelcomeBack), ("stopped", messages.Stopped), ("help", messages.Help),
            ("check_in", messages.CheckIn), ("unmatched", messages.Unmatched), ("closing", messages.Closing), ("paused", messages.Paused),
            ("resumed", messages.Resumed), ("safety", messages.Safety), ("why_nothing", messages.WhyNothing),
        ];
        (string Name, LocalizedText Text)[] parts =
        [
            ("remind", messages.Remind), ("hint_number", messages.HintNumber), ("hint_yesno", messages.HintYesNo), ("hint_choice", messages.HintChoice),
            ("hint_time", messages.HintTime), ("why_day", messages.WhyDay), ("why_theme", messages.WhyTheme), ("why_regular", messages.WhyRegular),
            ("why_date", messages.WhyDate), ("why_asked", messages.WhyAsked), ("why_gentler", messages.WhyGentler), ("why_catch_up", messages.WhyCatchUp),
            ("why_advanced", messages.WhyAdvanced), ("why_mastered", messages.WhyMastered), ("why_plain_clinic", messages.WhyPlainClinic),
            ("why_plain_score", messages.WhyPlainScore),
        ];
        return whole.Select(one => new WrittenText($"messages.{one.Name}", one.Text, null, null, TextRole.Message))
            .Concat(parts.Select(one => new WrittenText($"messages.{one.Name}", one.Text, null, null, TextRole.Fragment)));
    }
}
