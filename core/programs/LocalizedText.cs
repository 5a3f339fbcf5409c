using System.Collections.Frozen;

namespace MicroCare.Core.Programs;

/// <summary>One text in every language of its program, by ISO 639-1 code (<c>en</c>, <c>es</c>).</summary>
public sealed class LocalizedText
{
    private readonly FrozenDictionary<string, string> _texts;

    /// <summary>Takes the texts by language; at least one.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public LocalizedText(IReadOnlyDictionary<string, string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (texts.Count == 0)
        {
            throw new ArgumentException("A text needs at least one language.", nameof(texts));
        }

        _texts = texts.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The languages it is written in.</summary>
    public IEnumerable<string> Languages => _texts.Keys;

    /// <summary>The text in that language.</summary>
    /// <exception cref="KeyNotFoundException">It is not written in that language: the program's reader and enrollment let that not happen.</exception>
    public string In(string language) =>
        _texts.TryGetValue(language, out var text) ? text : throw new KeyNotFoundException($"No text in language '{language}'.");
}
