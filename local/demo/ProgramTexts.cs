using MicroCare.Core.Programs;

namespace MicroCare.Local.Demo;

/// <summary>A text of a program, as a simulated patient knows it.</summary>
/// <param name="Parts">What stands around its placeholders.</param>
/// <param name="Asks">What it asks; null when it asks nothing.</param>
/// <param name="IsCheckIn">Whether it is the gentle text after silence.</param>
public sealed record ProgramText(string[] Parts, AnswerFormat? Asks, bool IsCheckIn = false)
{
    /// <summary>How many of its characters are fixed.</summary>
    public int Length { get; } = Parts.Sum(part => part.Length);
}

/// <summary>The texts of a program in one language, by which a simulated patient sees what is asked.</summary>
public sealed class ProgramTexts
{
    private readonly List<ProgramText> _texts;

    /// <summary>Takes every text of the program, whatever variant.</summary>
    public ProgramTexts(InterventionProgram program, string language)
    {
        ArgumentNullException.ThrowIfNull(program);
        var checkIn = program.Messages.CheckIn;
        _texts =
        [
            .. Asked(program).Append((checkIn, null))
                .SelectMany(one => one.Text.VariantsIn(language).Select(variant => new ProgramText(PartsOf(variant.Text), one.Asks, one.Text == checkIn)))
                .OrderByDescending(text => text.Length),
        ];
    }

    /// <summary>The text of the program that this one was made of; null when it is none of them.</summary>
    public ProgramText? Find(string text) => _texts.Find(known => Matches(known, text));

    /// <summary>What steps say and ask; the text that asks again stands behind its question.</summary>
    private static IEnumerable<(LocalizedText Text, AnswerFormat? Asks)> Asked(InterventionProgram program)
    {
        foreach (var instruction in program.AllSteps.SelectMany(step => step.Content.Concat(step.Gentler)))
        {
            var question = instruction switch
            {
                Instruction.Ask ask => ask.Question,
                Instruction.AskItem item => item.Question,
                _ => null,
            };
            if (question is not null)
            {
                yield return (question.Text, question.Format);
                if (question.Unclear is { } unclear)
                {
                    yield return (unclear, question.Format);
                }
            }
            else if (instruction is Instruction.Say say)
            {
                yield return (say.Text, null);
            }
        }
    }

    private static string[] PartsOf(string template)
    {
        var parts = new List<string>();
        var at = 0;
        for (var open = template.IndexOf('{', StringComparison.Ordinal); open >= 0; open = template.IndexOf('{', at))
        {
            parts.Add(template[at..open]);
            at = template.IndexOf('}', open) is var close && close < 0 ? template.Length : close + 1;
        }

        parts.Add(template[at..]);
        return [.. parts.Where(part => part.Length > 0)];
    }

    /// <summary>Whether the parts are all there, in order; a hint may stand behind them, and a reminder's first words before.</summary>
    private static bool Matches(ProgramText known, string text)
    {
        var at = 0;
        foreach (var part in known.Parts)
        {
            var found = text.IndexOf(part, at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            at = found + part.Length;
        }

        return known.Parts.Length > 0;
    }
}
