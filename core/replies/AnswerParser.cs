using System.Collections.Immutable;
using System.Globalization;
using MicroCare.Core.Programs;

namespace MicroCare.Core.Replies;

/// <summary>Reads a typed answer out of what somebody wrote on a phone.</summary>
/// <remarks>
/// It errs towards asking again: two different numbers, a yes and a no together, two options at once, or "not" before one are unclear. English and
/// Spanish are both read whatever the patient's language, because people switch.
/// </remarks>
public static class AnswerParser
{
    private const int BriefWords = 3;

    private static readonly HashSet<string> YesWords = new(StringComparer.Ordinal) { "yes", "yeah", "yep", "yup", "yess", "sip" };

    // These mean yes only where they begin a brief text: elsewhere they are "if", "clear", "in that case" or a mere nod.
    private static readonly HashSet<string> BriefYesWords = new(StringComparer.Ordinal) { "si", "ok", "okay", "sure", "claro", "vale", "dale" };

    private static readonly HashSet<string> Nods = new(StringComparer.Ordinal)
    {
        "ok", "okay", "k", "kk", "thanks", "thank", "thx", "ty", "you", "so", "much", "great", "cool", "nice", "good", "fine", "sure", "yes", "lol",
        "gracias", "muchas", "vale", "bien", "muy", "bueno", "claro", "si", "dale", "perfecto",
    };

    private static readonly HashSet<string> NoWords = new(StringComparer.Ordinal) { "no", "nope", "nah", "not", "nunca", "never" };

    // "Yes stop" and "ok cancel" ask for two things at once.
    private static readonly HashSet<string> StopWords = new(StringComparer.Ordinal) { "stop", "cancel", "quit", "unsubscribe", "basta", "alto", "parar" };

    private static readonly string[] UnsurePhrases = ["not sure", "not know", "no idea", "no se", "no entiendo", "not understand"];

    private static readonly HashSet<string> Negations = new(StringComparer.Ordinal)
    {
        "not", "no", "never", "without", "neither", "nor", "cannot", "cant", "dont", "doesnt", "didnt", "isnt", "arent", "wasnt", "werent", "wont", "wouldnt", "aint",
        "nunca", "jamas", "sin", "ni", "tampoco", "nada", "ningun", "ninguna",
    };

    // "Not in the morning", "no por la noche": these stand between a denial and what it denies.
    private static readonly HashSet<string> Small = new(StringComparer.Ordinal)
    {
        "the", "a", "an", "in", "at", "on", "of", "to", "my", "el", "la", "los", "las", "lo", "un", "una", "de", "del", "en", "por", "al", "mi", "me",
    };

    /// <summary>The answer, or null when the text is unclear for that format.</summary>
    public static Answer? Parse(string text, AnswerFormat format) => format switch
    {
        AnswerFormat.Number number => ParseNumber(text, number),
        AnswerFormat.YesNo => ParseYesNo(text) is { } yes ? new Answer.YesNo(yes) : null,
        AnswerFormat.Choice choice => ParseChoice(text, choice),
        AnswerFormat.Scale scale => ParseScale(text, scale),
        AnswerFormat.Time time => SpokenTime.Parse(text, time.After) is { } spoken ? new Answer.Time(spoken) : null,
        AnswerFormat.FreeText => string.IsNullOrWhiteSpace(text) ? null : new Answer.FreeText(),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Unknown answer format."),
    };

    /// <summary>True for yes, false for no, null when it is neither or both.</summary>
    public static bool? ParseYesNo(string text)
    {
        var words = TextFolding.WordsOf(text);
        if (words is [var only] && only is "y" or "n" or "ya")
        {
            return only != "n"; // Inside a sentence "y" is "and", and "ya" is "already".
        }

        var yes = words.Any(YesWords.Contains) || (words.Length is > 0 and <= BriefWords && BriefYesWords.Contains(words[0]));
        var no = words.Any(NoWords.Contains);
        var unsure = Array.Exists(UnsurePhrases, phrase => HasPhrase(words, phrase)) || (yes && words.Any(StopWords.Contains));
        return yes == no || unsure ? null : yes;
    }

    /// <summary>Whether the text only acknowledges what was said: thanks, ok, a picture.</summary>
    public static bool IsNod(string text) => TextFolding.WordsOf(text).All(Nods.Contains);

    /// <summary>Whether that is a yes in so many words; "ok" and the like are none, they may only acknowledge what was said.</summary>
    public static bool IsPlainYes(string text) =>
        ParseYesNo(text) == true && TextFolding.WordsOf(text).Any(word => YesWords.Contains(word) || word is "si" or "y");

    private static Answer.Number? ParseNumber(string text, AnswerFormat.Number format) =>
        OnlyNumber(text, format.Max) is { } only && only >= format.Min && only <= format.Max ? new Answer.Number(only) : null;

    /// <summary>The one number in a text, or null where there is none, or more than one.</summary>
    private static int? OnlyNumber(string text, int max)
    {
        var words = TextFolding.WordsOf(WithoutScale(text, max));
        var found = NumberWords.In(words).ToHashSet();

        // A number in words counts only in a short text: a long one tells of one thing or another.
        return found.Count != 1 || (words.Length > 6 && !text.Any(char.IsAsciiDigit)) || HasSignOrFraction(text) ? null : found.Single();
    }

    private static Answer.Number? ParseScale(string text, AnswerFormat.Scale format)
    {
        if (OnlyNumber(text, format.Points.Max(point => point.Value)) is { } number)
        {
            return format.Points.Any(point => point.Value == number) ? new Answer.Number(number) : null;
        }

        var words = TextFolding.WordsOf(text);
        return Closest(words, format.Points.Select(point => (point.Value, Names(point.Label, point.Words)))) is { } value ? new Answer.Number(value) : null;
    }

    /// <summary>Drops the "/10" or "out of 10" that repeats the scale.</summary>
    private static string WithoutScale(string text, int max)
    {
        var top = max.ToString(CultureInfo.InvariantCulture);
        string[] scales = ["/ " + top, "/" + top, "out of " + top, "of " + top, "de " + top];
        foreach (var scale in scales)
        {
            var at = text.IndexOf(scale, StringComparison.OrdinalIgnoreCase);
            if (at > 0 && (at + scale.Length == text.Length || !char.IsAsciiDigit(text[at + scale.Length])))
            {
                return text.Remove(at, scale.Length);
            }
        }

        return text;
    }

    private static bool HasSignOrFraction(string text)
    {
        for (var i = 0; i + 1 < text.Length; i++)
        {
            var beforeDigit = char.IsAsciiDigit(text[i + 1]);
            var afterDigit = i > 0 && char.IsAsciiDigit(text[i - 1]);
            if (beforeDigit && ((text[i] == '-' && !afterDigit) || (text[i] is '.' or ',' && afterDigit)))
            {
                return true;
            }
        }

        return false;
    }

    private static Answer.Choice? ParseChoice(string text, AnswerFormat.Choice format)
    {
        var words = TextFolding.WordsOf(text);
        if (words.Length == 1 && words[0].Length == 1)
        {
            var position = char.IsAsciiDigit(words[0][0]) ? words[0][0] - '1' : words[0][0] - 'a';
            return position >= 0 && position < format.Options.Length ? new Answer.Choice(format.Options[position].Id) : null;
        }

        return Closest(words, format.Options.Select((option, at) => (at, Names(option.Label, option.Words)))) is { } only
            ? new Answer.Choice(format.Options[only].Id)
            : null;
    }

    private static List<string> Names(LocalizedText label, ImmutableDictionary<string, ImmutableArray<string>> words) =>
        [.. words.Values.SelectMany(known => known).Concat(label.Languages.Select(label.In)).Select(TextFolding.Fold)];

    /// <summary>
    /// The one whose name stands in the text: the whole text before a part of it, and well spelled before nearly so. Null where there is none, or more than one,
    /// or where it is only named to be denied ("not good").
    /// </summary>
    private static int? Closest(string[] words, IEnumerable<(int Key, List<string> Names)> named)
    {
        var text = string.Join(' ', words);
        var all = named.ToList();
        Func<string, IEnumerable<int>>[] places =
        [
            name => name == text ? [0] : [],
            name => name.Length > 1 ? PlacesOf(name, words) : [], // One letter inside a sentence ("a", "y") is a word of the language, not an option.
            name => Spelling.IsNearly(text, name) ? [0] : Enumerable.Range(0, words.Length).Where(at => Spelling.IsNearly(words[at], name)),
        ];
        foreach (var placesOf in places)
        {
            var found = all.Select(one => (one.Key, Places: one.Names.SelectMany(name => placesOf(name).Select(at => IsDenied(name, at, words))).ToList()))
                .Where(one => one.Places.Count > 0).ToList();
            if (found.Count > 0)
            {
                return found.Where(one => one.Places.Contains(false)).Select(one => one.Key).ToList() is [var only] ? only : null;
            }
        }

        return null;
    }

    /// <summary>
    /// Whether one of the two words before, small ones left out, says that it is not so. A name that denies something itself ("not at all") means what it says.
    /// </summary>
    private static bool IsDenied(string name, int at, string[] words) =>
        words[..at].Where(word => !Small.Contains(word)).TakeLast(2).Any(Negations.Contains) && !name.Split(' ').Any(Negations.Contains);

    /// <summary>The words at which the phrase begins.</summary>
    private static IEnumerable<int> PlacesOf(string phrase, string[] words)
    {
        var wanted = phrase.Split(' ');
        return Enumerable.Range(0, Math.Max(0, words.Length - wanted.Length + 1)).Where(at => words.AsSpan(at, wanted.Length).SequenceEqual(wanted));
    }

    /// <summary>Whether the phrase stands in the text, from a word's beginning to a word's end.</summary>
    private static bool HasPhrase(string[] words, string phrase) =>
        $" {string.Join(' ', words)} ".Contains($" {phrase} ", StringComparison.Ordinal);
}
