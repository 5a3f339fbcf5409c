using MicroCare.Core.Replies;

namespace MicroCare.Core.Triage;

/// <summary>Finds the word that somebody meant: txt-speak, repeated letters, disguises such as "k1ll", slips in words that matter.</summary>
/// <param name="aliases">What a written word stands for.</param>
/// <param name="known">Whether a word stands in a pattern, or is otherwise one that must stay as it is.</param>
/// <param name="forgiving">Words that are recognized in spite of a slip, by their first letter.</param>
internal sealed class Respelling(IReadOnlyDictionary<string, string[]> aliases, Func<string, bool> known, ILookup<char, string> forgiving)
{
    private const int ShortestDisguise = 3;
    private const int ShortestForgiven = 6;
    private const string Disguises = "!1|30457@$";
    private const string Disguised = "iiieoastas";

    /// <summary>What the written word means, one word or more.</summary>
    public IReadOnlyList<string> Read(string written)
    {
        if (aliases.TryGetValue(written, out var meant))
        {
            return meant;
        }

        var word = written.Replace("'", "", StringComparison.Ordinal);
        return Known(word) ?? Undisguised(word) ?? Split(word) ?? Shortened(word) ?? Forgiven(word) ?? [Squeezed(word, 1)];
    }

    /// <summary>What a word means that is known as it stands; null for another.</summary>
    public IReadOnlyList<string>? Known(string word) => aliases.TryGetValue(word, out var meant) ? meant : known(word) ? [word] : null;

    private IReadOnlyList<string>? Undisguised(string word)
    {
        if (word.Length < ShortestDisguise || !word.Any(char.IsLetter) || word.All(char.IsLetter))
        {
            return null;
        }

        var letters = string.Concat(word.Where(c => c != '*').Select(c => Disguises.IndexOf(c, StringComparison.Ordinal) is >= 0 and var at ? Disguised[at] : c));
        return Known(letters) ?? (word.Contains('*', StringComparison.Ordinal) ? Forgiven(letters) : null);
    }

    /// <summary>"20mg" and "stop!please" are two words each.</summary>
    private List<string>? Split(string word)
    {
        var at = word.IndexOfAny(['!', '|', '@', '$', '*']);
        if (at >= 0)
        {
            return [.. word.Split(['!', '|', '@', '$', '*'], StringSplitOptions.RemoveEmptyEntries).SelectMany(Read)];
        }

        var digits = word.TakeWhile(char.IsAsciiDigit).Count();
        return digits > 0 && digits < word.Length && !word.AsSpan(digits).ContainsAnyInRange('0', '9') ? [word[..digits], .. Read(word[digits..])] : null;
    }

    private IReadOnlyList<string>? Shortened(string word)
    {
        var twice = Squeezed(word, 2);
        return twice == word ? null : Known(twice) ?? Known(Squeezed(word, 1)) ?? Forgiven(Squeezed(word, 1));
    }

    private string[]? Forgiven(string word) =>
        word.Length >= ShortestForgiven && forgiving[word[0]].FirstOrDefault(right => Spelling.IsNearly(word, right)) is { } meant ? [meant] : null;

    /// <summary>Runs of three letters and more, cut down to so many.</summary>
    private static string Squeezed(string word, int most)
    {
        var squeezed = new System.Text.StringBuilder(word.Length);
        for (var i = 0; i < word.Length;)
        {
            var run = 1;
            while (i + run < word.Length && word[i + run] == word[i])
            {
                run++;
            }

            squeezed.Append(word[i], run > 2 && char.IsLetter(word[i]) ? most : run);
            i += run;
        }

        return squeezed.ToString();
    }
}
