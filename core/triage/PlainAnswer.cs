using MicroCare.Core.Replies;
using NodaTime;

namespace MicroCare.Core.Triage;

/// <summary>Knows texts that are nothing but a typed answer: a number, yes or no, an option's letter, a time.</summary>
internal static class PlainAnswer
{
    private const int BriefWords = 4;

    /// <summary>What kind of answer it is; null where it is none.</summary>
    public static string? KindOf(string text)
    {
        var words = TextFolding.WordsOf(text);
        if (words.Length is 0 or > BriefWords)
        {
            return null;
        }

        return words is [{ Length: 1 } letter] && char.IsAsciiLetter(letter[0]) ? "an option's letter"
            : NumberWords.In(words).Any() && Rest(words) == 0 ? "a number"
            : words.Length < BriefWords && AnswerParser.ParseYesNo(text) is not null && !words.Any(word => word.Length > 4) ? "yes or no"
            : words.Length < BriefWords && SpokenTime.Parse(text, LocalTime.Midnight) is not null ? "a time of day"
            : null;
    }

    /// <summary>How many words are no part of a number, a scale or a time.</summary>
    private static int Rest(string[] words)
    {
        var rest = 0;
        for (var at = 0; at < words.Length;)
        {
            var (number, length) = NumberWords.At(words, at);
            rest += number is null && words[at] is not ("out" or "of" or "de" or "a" or "an" or "about" or "like" or "maybe" or "its" or "un" or "como" or "la" or "las" or "at" or "am" or "pm" or "y" or "media") ? 1 : 0;
            at += length;
        }

        return rest;
    }
}
