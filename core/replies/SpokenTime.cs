using System.Text.RegularExpressions;
using NodaTime;

namespace MicroCare.Core.Replies;

/// <summary>Reads a time of day as people write it: 7, 7:30, "7pm", "half past seven", "a las siete y media de la tarde".</summary>
internal static partial class SpokenTime
{
    private const int Noon = 12;
    private const int HoursADay = 24;

    private static readonly (string Phrase, int Minutes)[] Minutes =
    [
        ("half past", 30), ("y media", 30), ("quarter past", 15), ("y cuarto", 15), ("quarter to", -15), ("cuarto para", -15), ("menos cuarto", -15),
    ];

    private static readonly string[] Mornings = ["in the morning", "de la manana"];
    private static readonly string[] Evenings = ["in the afternoon", "in the evening", "at night", "de la tarde", "de la noche"];

    /// <summary>The time, or null where there is none or more than one. Of the two that a bare hour can mean, the first that is not before <paramref name="after"/>.</summary>
    public static LocalTime? Parse(string text, LocalTime after)
    {
        var words = TextFolding.WordsOf(Meridiem().Replace(text, " "));
        if (Range().IsMatch(text))
        {
            return null;
        }

        if (words is ["noon" or "midday" or "mediodia"])
        {
            return LocalTime.Noon;
        }

        if (Read(words) is not var (hour, minute) || hour >= HoursADay || minute >= 60)
        {
            return null;
        }

        var half = HalfOf(text, words);
        if (hour is 0 or > Noon)
        {
            return half == 'a' && hour > Noon ? null : new LocalTime(hour, minute);
        }

        var (first, second) = (new LocalTime(hour % Noon, minute), new LocalTime((hour % Noon) + Noon, minute));
        return half switch
        {
            'a' => first,
            'p' => second,
            _ => first >= after ? first : second,
        };
    }

    /// <summary>An hour, with or without minutes: "7", "7 30", "half past seven". Folding has made a space of the colon.</summary>
    private static (int Hour, int Minute)? Read(string[] words)
    {
        var said = Array.Find(Minutes, one => Has(words, one.Phrase)).Minutes;
        return Numbers(words).ToList() switch
        {
            [var (hour, _, _)] when said < 0 => (hour == 1 ? Noon : (hour + HoursADay - 1) % HoursADay, 60 + said),
            [var (hour, _, _)] => (hour, said),
            [var (hour, _, end), var (minute, start, _)] when said == 0 && hour < HoursADay && start == end && (minute >= 10 || words[start].Length == 2) => (hour, minute),
            _ => null,
        };
    }

    /// <summary>The numbers, with the words that they begin at and end before: "7 or 8" is no time, and "7 8" none either.</summary>
    private static IEnumerable<(int Number, int Start, int End)> Numbers(string[] words)
    {
        for (var at = 0; at < words.Length;)
        {
            var (number, length) = NumberWords.At(words, at);
            if (number is { } found)
            {
                yield return (found, at, at + length);
            }

            at += length;
        }
    }

    private static char? HalfOf(string text, string[] words) =>
        Meridiem().Match(text) is { Success: true } match ? char.ToLowerInvariant(match.Groups[1].Value[0])
        : Array.Exists(Mornings, phrase => Has(words, phrase)) ? 'a'
        : Array.Exists(Evenings, phrase => Has(words, phrase)) ? 'p'
        : null;

    private static bool Has(string[] words, string phrase) => $" {string.Join(' ', words)} ".Contains($" {phrase} ", StringComparison.Ordinal);

    [GeneratedRegex(
        @"(?<=\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|thirty|o['’]?clock|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce"
        + @"|media|cuarto))\s*([ap])\.?\s?m\b\.?",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Meridiem();

    [GeneratedRegex(@"\d\s*[-–—]\s*\d", RegexOptions.CultureInvariant)]
    private static partial Regex Range();
}
