using System.Collections.Immutable;

namespace MicroCare.Core.Programs;

/// <summary>One text in every language of its program, by ISO 639-1 code (<c>en</c>, <c>es</c>), each in one or several variants.</summary>
public sealed class LocalizedText
{
    // Two or three languages, in thousands of texts: a dictionary of each would cost more than it saves.
    private readonly (string Language, ImmutableArray<TextVariant> Variants)[] _texts;

    /// <summary>Takes texts without variants by language; at least one.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public LocalizedText(IReadOnlyDictionary<string, string> texts)
        : this(texts.ToDictionary(entry => entry.Key, entry => ImmutableArray.Create(TextVariant.ForEverybody(entry.Value)), StringComparer.Ordinal))
    {
    }

    /// <summary>Takes the variants by language; at least one language, each with at least one variant.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public LocalizedText(IReadOnlyDictionary<string, ImmutableArray<TextVariant>> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (texts.Count == 0 || texts.Values.Any(variants => variants.IsEmpty))
        {
            throw new ArgumentException("A text needs at least one language, and a variant in each.", nameof(texts));
        }

        _texts = [.. texts.Select(text => (text.Key, text.Value))];
    }

    /// <summary>Where it stands in its file; for messages to the author.</summary>
    public SourcePlace Place { get; init; }

    /// <summary>The languages it is written in.</summary>
    public IEnumerable<string> Languages => _texts.Select(text => text.Language);

    /// <summary>The text in that language, as a patient of whom nothing else is known reads it.</summary>
    /// <exception cref="ProgramFaultException">It is not written in that language: the program's reader and enrollment let that not happen.</exception>
    public string In(string language) => For(new ReaderProfile(language));

    /// <summary>The variant that fits that reader best; of two that fit alike, the one that stands first.</summary>
    /// <exception cref="ProgramFaultException">It is not written in the reader's language.</exception>
    public string For(ReaderProfile reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var variants = VariantsIn(reader.Language);
        return variants is [var only] ? only.Text : variants.MaxBy(variant => variant.FitFor(reader))!.Text;
    }

    /// <summary>All variants in that language.</summary>
    /// <exception cref="ProgramFaultException">It is not written in that language.</exception>
    public ImmutableArray<TextVariant> VariantsIn(string language)
    {
        foreach (var (known, variants) in _texts)
        {
            if (known == language)
            {
                return variants;
            }
        }

        throw new ProgramFaultException(ProgramFault.MissingText, language);
    }
}

/// <summary>A way in which a text is written.</summary>
/// <param name="Level">The reading level; null: for any.</param>
/// <param name="Tone">The tone; null: for any.</param>
/// <param name="Format">The format; null: for any.</param>
/// <param name="Text">The text.</param>
public sealed record TextVariant(ReadingLevel? Level, TextTone? Tone, TextFormat? Format, string Text)
{
    /// <summary>Where it stands in its file; for messages to the author. Not compared: a text that moved is the same text.</summary>
    public SourcePlace Place { get; init; }

    /// <inheritdoc />
    public bool Equals(TextVariant? other) => other is not null && (Level, Tone, Format, Text) == (other.Level, other.Tone, other.Format, other.Text);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Level, Tone, Format, Text);

    /// <summary>A text that fits everybody.</summary>
    public static TextVariant ForEverybody(string text) => new(null, null, null, text);

    /// <summary>How well it fits; level counts more than tone and format together, tone more than format, and what is left open less than what is met.</summary>
    public int FitFor(ReaderProfile reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return (9 * Fit(Level, reader.Level)) + (3 * Fit(Tone, reader.Tone)) + Fit(Format, reader.Format);
    }

    private static int Fit<T>(T? asked, T given)
        where T : struct, Enum => asked is not { } wanted ? 1 : EqualityComparer<T>.Default.Equals(wanted, given) ? 2 : 0;
}
