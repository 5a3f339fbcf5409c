using MicroCare.Core.Texting;

namespace MicroCare.Core.Programs.Checking;

/// <summary>A text of more than two segments is paid for three times, and some phones show it in pieces.</summary>
internal static class LengthCheck
{
    private const int MostSegments = 2;
    private const int GuidedDays = 7;

    // A first name, a clinic's name, and what a patient wrote, each at a length that few exceed.
    private static readonly Dictionary<string, int> Lengths = new(StringComparer.Ordinal) { ["name"] = 10, ["clinic"] = 20 };
    private const int LengthOfMemory = 30;

    public static void Check(Findings findings)
    {
        foreach (var written in WrittenTexts.Of(findings.Program).Where(written => written.Role != TextRole.Fragment))
        {
            var isInstrument = written.Role == TextRole.Instrument;
            if (isInstrument && written.IsLong)
            {
                continue;
            }

            foreach (var (language, variant) in findings.VariantsOf(written.Text))
            {
                var hint = HintFor(findings.Program, written, variant, language);
                var remind = written.Question?.RemindAfter is null || isInstrument ? "" : findings.Program.Messages.Remind.In(language) + " ";
                var segments = Math.Max(SmsSegments.Of(Filled(variant.Text) + hint), SmsSegments.Of(remind + Filled(variant.Text)));
                if (segments > MostSegments)
                {
                    var place = isInstrument ? written.Step!.Place : written.Text.Place;
                    var behind = hint.Length + remind.Length > 0 ? " with the hint of the guided first week, or the words of a reminder" : "";
                    findings.Add(place, $"{written.Where} ({language}) takes {segments} segments{behind}; {MostSegments} are the most. Shorten it{Doubled(variant.Text, language)}.");
                }
            }
        }
    }

    /// <summary>The text with stand-ins for what is filled in.</summary>
    internal static string Filled(string text)
    {
        foreach (var name in TextTemplate.Placeholders(text).Distinct(StringComparer.Ordinal).ToList())
        {
            text = text.Replace($"{{{name}}}", new string('a', Lengths.GetValueOrDefault(name, LengthOfMemory)), StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>What stands behind a question of the first days for a reader of plain texts; empty for a variant that such a reader never gets.</summary>
    private static string HintFor(InterventionProgram program, WrittenText written, TextVariant variant, string language)
    {
        if (variant.Level == ReadingLevel.Standard || written.Role != TextRole.Ask || written.Step is not { Day: >= 1 and <= GuidedDays })
        {
            return "";
        }

        var hint = written.Question?.Format switch
        {
            AnswerFormat.Number or AnswerFormat.Scale => program.Messages.HintNumber,
            AnswerFormat.YesNo => program.Messages.HintYesNo,
            AnswerFormat.Choice => program.Messages.HintChoice,
            AnswerFormat.Time => program.Messages.HintTime,
            _ => null,
        };
        return hint is null ? "" : " " + hint.For(new ReaderProfile(language, ReadingLevel.Plain));
    }

    private static string Doubled(string text, string language) =>
        language != "en" && text.FirstOrDefault(character => !SmsSegments.IsGsm(character)) is var other and not '\0' ? $"; '{other}' alone halves what fits" : "";
}
