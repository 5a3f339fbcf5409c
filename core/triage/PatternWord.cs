namespace MicroCare.Core.Triage;

/// <summary>A word in a pattern.</summary>
/// <param name="Text">The folded word; for a stem its beginning; empty for a number.</param>
/// <param name="Kind">How it is compared.</param>
internal readonly record struct PatternWord(string Text, PatternWordKind Kind)
{
    /// <summary>Whether a word of a text is that.</summary>
    public bool Matches(string word) => Kind switch
    {
        PatternWordKind.Stem => word.StartsWith(Text, StringComparison.Ordinal),
        PatternWordKind.Number => char.IsAsciiDigit(word[0]),
        PatternWordKind.Year => word.Length == 4 && (word.StartsWith("19", StringComparison.Ordinal) || word.StartsWith("20", StringComparison.Ordinal)) && char.IsAsciiDigit(word[3]),
        PatternWordKind.Many => char.IsAsciiDigit(word[0]) && word.Length >= 2,
        _ => word == Text,
    };
}

/// <summary>How a <see cref="PatternWord"/> is compared.</summary>
internal enum PatternWordKind
{
    /// <summary>The very word.</summary>
    Exact,

    /// <summary>Any word that begins so: <c>suicid*</c>.</summary>
    Stem,

    /// <summary>Any number in digits: <c>&lt;number&gt;</c>.</summary>
    Number,

    /// <summary>A number of two digits or more: <c>&lt;many&gt;</c>.</summary>
    Many,

    /// <summary>A year: <c>&lt;year&gt;</c>.</summary>
    Year,
}
