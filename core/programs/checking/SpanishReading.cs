using System.Globalization;
using System.Text;

namespace MicroCare.Core.Programs.Checking;

/// <summary>
/// How easily a Spanish text reads: Fernández Huerta's ease, 206.84 - 0.60 syllables per 100 words - 1.02 words per sentence. 60 to 70 is normal, 70 and more easy.
/// </summary>
/// <remarks>
/// Fernández Huerta J. Medidas sencillas de lecturabilidad. Consigna 1959;214:29-32. The last factor is words per sentence: Law GT, Error in the Fernández Huerta
/// readability formula, 2011, on a slip that many programs copy. Syllables by the rules of the Ortografía (RAE 2010): two strong vowels part; a weak one joins its
/// neighbour unless it has an accent; an h between them counts for nothing.
/// </remarks>
public static class SpanishReading
{
    private const string Strong = "aeoáéóíú";
    private const string Weak = "iuü";

    /// <summary>The ease of a text; higher is easier.</summary>
    public static double Ease(string text)
    {
        var counts = ReadingCounts.Of(text, Syllables);
        return 206.84 - (0.60 * 100 * counts.SyllablesPerWord) - (1.02 * counts.WordsPerSentence);
    }

    /// <summary>How many syllables the word has; at least 1.</summary>
    public static int Syllables(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        var sounds = Sounds(word.ToLower(CultureInfo.InvariantCulture));
        var count = 0;
        var inside = false;
        var strongSeen = false;
        foreach (var c in sounds)
        {
            var strong = Strong.Contains(c, StringComparison.Ordinal);
            if (!strong && !Weak.Contains(c, StringComparison.Ordinal))
            {
                inside = false;
                continue;
            }

            // An accented weak vowel stands alone on both sides; a second strong one begins a new syllable.
            var alone = c is 'í' or 'ú';
            if (!inside || alone || (strong && strongSeen))
            {
                count++;
                strongSeen = false;
            }

            (inside, strongSeen) = (true, strongSeen || strong);
        }

        return Math.Max(1, count);
    }

    /// <summary>Without what is written and not heard: the h, the u of que, gui; a y at the end, or alone, is an i.</summary>
    private static string Sounds(string word)
    {
        var sounds = new StringBuilder(word.Length);
        for (var i = 0; i < word.Length; i++)
        {
            var c = word[i];
            var previous = i > 0 ? word[i - 1] : ' ';
            var next = i + 1 < word.Length ? word[i + 1] : ' ';
            if (c == 'u' && previous is ('q' or 'g') && next is ('e' or 'i' or 'é' or 'í'))
            {
                continue;
            }

            if (c == 'h' && previous != 'c')
            {
                continue;
            }

            sounds.Append(c == 'y' && !char.IsLetter(next) ? 'i' : c);
        }

        return sounds.ToString();
    }
}
