using System.Globalization;
using MicroCare.Core.Programs;
using NodaTime.Text;

namespace MicroCare.Local.Programs;

/// <summary>Tells in a few words what a move of a dialog does.</summary>
internal static class DialogWords
{
    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>The move; texts are quoted in that language.</summary>
    public static string Of(Instruction instruction, string language) => instruction switch
    {
        Instruction.Say say => $"say \"{say.Text.In(language)}\"",
        Instruction.Ask ask => $"ask \"{ask.Question.Text.In(language)}\"",
        Instruction.AskItem item => string.Create(CultureInfo.InvariantCulture, $"ask item {item.Item + 1} of {item.Instrument.Id}"),
        Instruction.Unless unless => $"if {ExpressionText.Of(unless.Condition)}",
        Instruction.Set set => $"remember {set.Memory} = {ExpressionText.Of(set.Value)}",
        Instruction.Wait wait => $"wait {Of(wait.Rule)}",
        Instruction.Go go => $"go to {go.Step}",
        Instruction.CountUpTo count => string.Create(CultureInfo.InvariantCulture, $"repeat, {count.Times} times at most"),
        Instruction.SetGoal goal => $"goal {goal.Memory} is set",
        Instruction.ReviewGoal goal => $"goal {goal.Memory} is reviewed",
        Instruction.BeginInstrument begin => $"measure {begin.Instrument.Id}",
        Instruction.Score score => $"score {score.Instrument.Id}",
        Instruction.AbandonInstrument abandon => $"{abandon.Instrument.Id} left undone, no score",
        Instruction.EndStep => "end of the step",
        Instruction.EndProgram => "end of the program: the closing text",
        Instruction.Jump => "go on elsewhere",
        Instruction.CountFromZero => "begin to count",
        _ => throw new ArgumentOutOfRangeException(nameof(instruction), "Unknown instruction."),
    };

    /// <summary>Until when it waits.</summary>
    public static string Of(WaitRule rule) => rule switch
    {
        WaitRule.For length => StepWords.Length(length.Duration),
        WaitRule.Days days => $"{StepWords.Counted(days.Count, "day")}, until the patient's window",
        WaitRule.UntilWeekday weekday => $"until {weekday.Weekday}",
        WaitRule.UntilWindow => "until the patient's window",
        _ => throw new ArgumentOutOfRangeException(nameof(rule), "Unknown wait."),
    };

    /// <summary>What counts as an answer.</summary>
    public static string Of(AnswerFormat format, string language) => format switch
    {
        AnswerFormat.Number number => string.Create(CultureInfo.InvariantCulture, $"a number, {number.Min} to {number.Max}"),
        AnswerFormat.Scale scale => "a scale: " + string.Join(", ", scale.Points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.Value} {point.Label.In(language)}"))),
        AnswerFormat.YesNo => "yes or no",
        AnswerFormat.Choice choice => "a choice: " + string.Join(", ", choice.Options.Select((option, at) => $"{(char)('A' + at)} {option.Label.In(language)} ({option.Id})")),
        AnswerFormat.Time time => time.After == NodaTime.LocalTime.Midnight ? "a time of day" : $"a time of day, from {Time.Format(time.After)} on",
        AnswerFormat.FreeText => "any words",
        _ => throw new ArgumentOutOfRangeException(nameof(format), "Unknown answer."),
    };

    /// <summary>What else a question has: where the answer is kept, the reminder, the end of the wait.</summary>
    public static IEnumerable<(string Key, string Value)> Rules(Question question)
    {
        if (question.Memory is { } memory)
        {
            yield return ("as", memory);
        }

        if (question.RemindAfter is { } remind)
        {
            yield return ("remind_after", StepWords.Length(remind));
        }

        if (question.GiveUpAfter is { } giveUp)
        {
            yield return ("give_up_after", StepWords.Length(giveUp));
        }
    }
}
