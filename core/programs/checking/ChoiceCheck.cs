using System.Collections.Immutable;
using MicroCare.Core.Replies;

namespace MicroCare.Core.Programs.Checking;

/// <summary>Choices that cannot be answered by what their question says, and answers that mean something else already.</summary>
internal static class ChoiceCheck
{
    public static void Check(Findings findings)
    {
        foreach (var written in WrittenTexts.Of(findings.Program).Where(written => written.Role == TextRole.Ask))
        {
            if (written.Question?.Format is AnswerFormat.Choice choice)
            {
                CheckLetters(findings, written, choice);
                foreach (var option in choice.Options)
                {
                    CheckWords(findings, written, option.Label, option.Words);
                }
            }
            else if (written.Question?.Format is AnswerFormat.Scale scale)
            {
                foreach (var point in scale.Points)
                {
                    CheckWords(findings, written, point.Label, point.Words);
                }
            }
        }
    }

    private static void CheckLetters(Findings findings, WrittenText written, AnswerFormat.Choice choice)
    {
        foreach (var (language, variant) in findings.VariantsOf(written.Text))
        {
            var words = variant.Text.Split([' ', ',', '.', ':', ';', '(', ')', '?', '!', '¿', '¡', '=', '\n'], StringSplitOptions.RemoveEmptyEntries);
            var missing = Enumerable.Range(0, choice.Options.Length).Select(at => ((char)('A' + at)).ToString()).Except(words, StringComparer.Ordinal).ToList();
            if (missing.Count > 0)
            {
                findings.Add(
                    written.Text.Place, $"{written.Where} ({language}) does not name the letter {string.Join(", ", missing)}: a patient cannot tell how to answer. Write 'A …, B …'.");
            }
        }
    }

    private static void CheckWords(Findings findings, WrittenText written, LocalizedText label, ImmutableDictionary<string, ImmutableArray<string>> words)
    {
        var said = findings.VariantsOf(label).Select(one => one.Variant.Text).Concat(words.Values.SelectMany(one => one)).Distinct(StringComparer.Ordinal);
        foreach (var word in said)
        {
            var folded = TextFolding.Fold(word);
            var meaning = findings.Program.Library.FirstOrDefault(shelf => shelf.Words.Contains(folded)) is { } shelf ? $"brings an exercise ({shelf.Keyword})"
                : Wishes.Find(word) is not null ? "asks something of the program itself (WHY, PAUSE, RESUME)"
                : Keywords.Find(word) != Keyword.None ? "means stop, start or help"
                : null;
            if (meaning is not null)
            {
                findings.Add(label.Place.Line > 0 ? label.Place : written.Text.Place, $"{written.Where}: the answer '{word}' {meaning}, wherever a patient writes it. Choose another word.");
            }
        }
    }
}
