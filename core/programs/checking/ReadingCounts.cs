namespace MicroCare.Core.Programs.Checking;

/// <summary>What the formulas of readability work on.</summary>
/// <param name="Words">Words; a number is one, and so is a placeholder.</param>
/// <param name="Sentences">At least 1.</param>
/// <param name="Syllables">A number and a single letter count one, a placeholder two.</param>
public readonly record struct ReadingCounts(int Words, int Sentences, int Syllables)
{
    private const int SyllablesOfPlaceholder = 2;

    /// <summary>0 where there is no word.</summary>
    public double WordsPerSentence => (double)Words / Sentences;

    /// <summary>0 where there is no word.</summary>
    public double SyllablesPerWord => Words == 0 ? 0 : (double)Syllables / Words;

    /// <summary>Counts a text.</summary>
    /// <remarks>
    /// A sentence ends where a unit of thought is marked off by a full stop, a question or exclamation mark, a colon or a semicolon (Flesch R. The Art of Readable
    /// Writing. Harper 1949, whose counting Kincaid's formula took over); inside a number (7:30, 0.5) these marks end nothing.
    /// </remarks>
    /// <param name="text">The text, with its placeholders.</param>
    /// <param name="syllables">Counts the syllables of a word.</param>
    public static ReadingCounts Of(string text, Func<string, int> syllables)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(syllables);
        var (words, sentences, sounds, open) = (0, 0, 0, false);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsLetterOrDigit(text[i]) || text[i] == '{')
            {
                var end = EndOfWord(text, i);
                words++;
                sounds += text[i] == '{' ? SyllablesOfPlaceholder : char.IsDigit(text[i]) || end - i == 1 ? 1 : syllables(text[i..end]);
                (i, open) = (end - 1, true);
            }
            else if (open && text[i] is ('.' or '!' or '?' or ':' or ';' or '\n'))
            {
                (sentences, open) = (sentences + 1, false);
            }
        }

        return new ReadingCounts(words, Math.Max(1, sentences + (open ? 1 : 0)), sounds);
    }

    private static int EndOfWord(string text, int start)
    {
        if (text[start] == '{')
        {
            return text.IndexOf('}', start) is var close and > 0 ? close + 1 : text.Length;
        }

        var end = start + 1;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || IsInside(text, end)))
        {
            end++;
        }

        return end;
    }

    private static bool IsInside(string text, int at) =>
        at + 1 < text.Length
        && ((text[at] is '\'' && char.IsLetter(text[at + 1])) || (text[at] is ':' or '.' or ',' && char.IsDigit(text[at - 1]) && char.IsDigit(text[at + 1])));
}
