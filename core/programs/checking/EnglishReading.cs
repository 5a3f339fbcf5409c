using System.Globalization;

namespace MicroCare.Core.Programs.Checking;

/// <summary>How many years of a US school an English text asks for: 0.39 words per sentence + 11.8 syllables per word - 15.59.</summary>
/// <remarks>
/// Kincaid JP, Fishburne RP, Rogers RL, Chissom BS. Derivation of new readability formulas for Navy enlisted personnel. Research Branch Report 8-75, 1975.
/// English spelling does not tell syllables for certain; this counts the groups of vowels and mends what is regular (a silent e, -ed, -es, and vowels that part).
/// </remarks>
public static class EnglishReading
{
    private const string Vowels = "aeiouy";
    private static readonly string[] Parting = ["ia", "eo", "io", "iu", "ua", "uo", "ying", "iet", "rience", "dience", "eein", "oing"];
    private static readonly string[] Joined = ["tia", "cia", "tio", "sio", "cio", "gio", "xio", "qua", "quo", "gua", "peo", "geo", "shio"];

    private static readonly Dictionary<string, int> Irregular = new(StringComparer.Ordinal)
    {
        ["being"] = 2,
        ["every"] = 2,
        ["everything"] = 3,
        ["evening"] = 2,
        ["evenings"] = 2,
        ["something"] = 2,
        ["sometimes"] = 2,
        ["someone"] = 2,
        ["somebody"] = 3,
        ["somewhere"] = 2,
        ["people"] = 2,
        ["quiet"] = 2,
        ["area"] = 3,
        ["idea"] = 3,
        ["ideas"] = 3,
        ["real"] = 1,
        ["therefore"] = 2,
        ["lonely"] = 2,
        ["likely"] = 2,
        ["safely"] = 2,
        ["sunrise"] = 2,
        ["homework"] = 2,
        ["video"] = 3,
        ["used"] = 1,
        ["eyes"] = 1,
        ["create"] = 2,
        ["hour"] = 1,
        ["hours"] = 1,
        ["careful"] = 2,
        ["hopeful"] = 2,
        ["movement"] = 2,
        ["statement"] = 2,
        ["business"] = 2,
    };

    /// <summary>The grade of a text; lower is easier, and may be below zero.</summary>
    public static double Grade(string text)
    {
        var counts = ReadingCounts.Of(text, Syllables);
        return (0.39 * counts.WordsPerSentence) + (11.8 * counts.SyllablesPerWord) - 15.59;
    }

    /// <summary>How many syllables the word has; at least 1.</summary>
    public static int Syllables(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        var letters = new string([.. word.ToLower(CultureInfo.InvariantCulture).Where(char.IsAsciiLetter)]);
        if (letters.Length <= 2)
        {
            return 1;
        }

        if (Irregular.TryGetValue(letters, out var known))
        {
            return known;
        }

        var count = 0;
        for (var i = 0; i < letters.Length; i++)
        {
            count += IsVowel(letters, i) && !IsVowel(letters, i - 1) ? 1 : 0;
        }

        count += Parting.Any(pair => letters.Contains(pair, StringComparison.Ordinal)) && !Joined.Any(pair => letters.Contains(pair, StringComparison.Ordinal)) ? 1 : 0;
        return Math.Max(1, count - Silent(letters));
    }

    /// <summary>How many vowels at the end are not heard: <c>make</c>, <c>walked</c>, <c>makes</c>; but <c>table</c>, <c>wanted</c>, <c>closes</c>.</summary>
    private static int Silent(string letters)
    {
        var stem = letters switch
        {
            [.. var before, 'e', 'd'] when before is not [.., 't' or 'd'] => before,
            [.. var before, 'e', 's'] when before is not ([.., 's' or 'z' or 'x' or 'c' or 'g'] or [.., 'c' or 's', 'h']) => before,
            [.. var before, 'e'] => before,
            [.. var before, 'e', 'l', 'y'] => before,
            _ => "",
        };
        var consonantBefore = stem.Length > 1 && !IsVowel(stem, stem.Length - 1);
        var syllabicL = stem is [.., not ('l' or 'r' or 'w') and var c, 'l'] && !Vowels.Contains(c, StringComparison.Ordinal);
        return consonantBefore && !syllabicL ? 1 : 0;
    }

    private static bool IsVowel(string letters, int at) =>
        at >= 0 && Vowels.Contains(letters[at], StringComparison.Ordinal) && !(at == 0 && letters[at] == 'y');
}
