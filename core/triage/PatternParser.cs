using System.Globalization;

namespace MicroCare.Core.Triage;

/// <summary>Reads the pattern language of the lexicons; <c>docs/triage.md</c> describes it.</summary>
/// <param name="aliases">What a word stands for, so that a pattern may be written with "don't" as well as with "do not".</param>
/// <param name="sets">The named sets of words, by name.</param>
internal sealed class PatternParser(IReadOnlyDictionary<string, string[]> aliases, IReadOnlyDictionary<string, string[]> sets)
{
    private const int LongestGap = 9;
    private const int ShortestStem = 3;

    private static readonly Dictionary<string, PatternWordKind> Builtin = new(StringComparer.Ordinal)
    {
        ["number"] = PatternWordKind.Number,
        ["many"] = PatternWordKind.Many,
        ["year"] = PatternWordKind.Year,
    };

    /// <summary>The pattern. Throws <see cref="FormatException"/>, which says what to change, where it is none.</summary>
    public Pattern Parse(string text)
    {
        var elements = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Element).ToArray();
        if (!Array.Exists(elements, element => element is PatternElement.OneOf { IsOptional: false }))
        {
            throw new FormatException($"'{text}' could match nothing at all: give it a word that is not optional.");
        }

        return elements[0] is PatternElement.Gap || elements[^1] is PatternElement.Gap
            ? throw new FormatException($"'{text}' begins or ends with a gap, which means nothing: take it out.")
            : new Pattern(elements);
    }

    private PatternElement Element(string part)
    {
        switch (part)
        {
            case "^":
                return new PatternElement.TextStart();
            case "$":
                return new PatternElement.TextEnd();
            case "~":
                return new PatternElement.ClauseEdge();
        }

        if (part.StartsWith("..", StringComparison.Ordinal))
        {
            return int.TryParse(part[2..], NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most is >= 1 and <= LongestGap
                ? new PatternElement.Gap(most)
                : throw new FormatException($"'{part}' is no gap: write ..1 to ..{LongestGap}.");
        }

        var isOptional = part.EndsWith('?');
        return new PatternElement.OneOf([.. part.TrimEnd('?').Split('|').SelectMany(Choices)], isOptional);
    }

    private IEnumerable<PatternWord[]> Choices(string choice)
    {
        var name = choice.Trim('<', '>');
        return !choice.StartsWith('<') || choice.Contains('_', StringComparison.Ordinal) || Builtin.ContainsKey(name) ? [[.. choice.Split('_', ' ').SelectMany(Words)]]
            : sets.TryGetValue(name, out var phrases) ? phrases.SelectMany(Choices)
            : throw new FormatException($"There is no set '{name}': name one of {string.Join(", ", sets.Keys.Concat(Builtin.Keys).Order(StringComparer.Ordinal))}.");
    }

    private IEnumerable<PatternWord> Words(string written)
    {
        if (written.StartsWith('<'))
        {
            return written.EndsWith('>') && Builtin.TryGetValue(written[1..^1], out var kind)
                ? [new PatternWord("", kind)]
                : throw new FormatException($"'{written}' cannot be part of a run of words: only <{string.Join(">, <", Builtin.Keys)}> can.");
        }

        if (written.EndsWith('*'))
        {
            var stem = Folded(written[..^1]);
            return stem.Length >= ShortestStem
                ? [new PatternWord(stem, PatternWordKind.Stem)]
                : throw new FormatException($"The stem '{written}' is too short: give it {ShortestStem} letters at least.");
        }

        var word = written.StartsWith(':') ? written : Folded(written);
        return word.Length == 0 ? throw new FormatException("A pattern has an empty word: look for '||', '__' or a character that is no letter.")
            : aliases.TryGetValue(written, out var meant) || aliases.TryGetValue(word, out meant) ? meant.Select(one => new PatternWord(one, PatternWordKind.Exact))
            : [new PatternWord(word, PatternWordKind.Exact)];
    }

    private static string Folded(string written) => Replies.TextFolding.Fold(written);
}
