using System.Collections.Frozen;
using System.Globalization;

namespace MicroCare.Core.Replies;

/// <summary>Whole numbers from 0 to 9999 in digits, and up to 199 in English and Spanish words.</summary>
internal static class NumberWords
{
    private const int Largest = 9_999;
    private const int Hundred = 100;

    private static readonly FrozenDictionary<string, int> Small = Numbered(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
        "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve "
        + "veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve");

    private static readonly FrozenDictionary<string, int> Tens = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["twenty"] = 20,
        ["thirty"] = 30,
        ["forty"] = 40,
        ["fourty"] = 40,
        ["fifty"] = 50,
        ["sixty"] = 60,
        ["seventy"] = 70,
        ["eighty"] = 80,
        ["ninety"] = 90,
        ["treinta"] = 30,
        ["cuarenta"] = 40,
        ["cincuenta"] = 50,
        ["sesenta"] = 60,
        ["setenta"] = 70,
        ["ochenta"] = 80,
        ["noventa"] = 90,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The numbers in a folded text, in order. "No one" and "a hundred things" are hard to tell apart from numbers: the first is none, the second is 100.</summary>
    public static IEnumerable<int> In(string[] words)
    {
        for (var i = 0; i < words.Length;)
        {
            var (number, length) = words[i] == "one" && i > 0 && words[i - 1] == "no" ? (null, 1) : At(words, i);
            i += length;
            if (number is { } found)
            {
                yield return found;
            }
        }
    }

    /// <summary>The number that begins at that word, and how many words it takes.</summary>
    public static (int? Number, int Words) At(string[] words, int at)
    {
        var word = words[at];
        if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var digits))
        {
            return digits <= Largest ? (digits, 1) : (null, 1);
        }

        if (word is "hundred" or "cien" or "ciento")
        {
            var (rest, length) = at + 1 < words.Length ? At(words, words[at + 1] == "and" && at + 2 < words.Length ? at + 2 : at + 1) : (null, 0);
            var skipped = rest is not null && words[at + 1] == "and" ? 1 : 0;
            return rest is > 0 and < Hundred ? (Hundred + rest, 1 + skipped + length) : (Hundred, 1);
        }

        if (Tens.TryGetValue(word, out var tens))
        {
            var unit = at + 1 < words.Length && words[at + 1] == "y" ? at + 2 : at + 1;
            return unit < words.Length && Small.TryGetValue(words[unit], out var units) && units is > 0 and < 10 ? (tens + units, unit - at + 1) : (tens, 1);
        }

        if (word is "a" or "one" && at + 1 < words.Length && words[at + 1] == "hundred")
        {
            var (number, length) = At(words, at + 1);
            return (number, length + 1);
        }

        return Small.TryGetValue(word, out var small) ? (small, 1) : (null, 1);
    }

    private static FrozenDictionary<string, int> Numbered(params ReadOnlySpan<string> lists)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal) { ["una"] = 1 };
        foreach (var list in lists)
        {
            foreach (var (number, word) in list.Split(' ').Index())
            {
                numbers[word] = number;
            }
        }

        return numbers.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
