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
        return NumberWords.In(words).ToList() switch
        {
            [var hour] when said < 0 => ((hour + HoursADay - 1) % HoursADay, 60 + said),
            [var hour] => (hour, said),
            [var hour, var minute] when said == 0 && hour < HoursADay => (hour, minute),
            _ => null,
        };
    }

    private static char? HalfOf(string text, string[] words) =>
        Meridiem().Match(text) is { Success: true } match ? char.ToLowerInvariant(match.Groups[1].Value[0])
        : Array.Exists(Mornings, phrase => Has(words, phrase)) ? 'a'
        : Array.Exists(Evenings, phrase => Has(words, phrase)) ? 'p'
        : null;

    private static bool Has(string[] words, string phrase) => $" {string.Join(' ', words)} ".Contains($" {phrase} ", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<=\d|seven|eight|nine|ten|six|siete|ocho|nueve|diez|seis)\s*([ap])\.?\s?m\b\.?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Meridiem();
}
