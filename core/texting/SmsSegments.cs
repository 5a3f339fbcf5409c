using System.Buffers;

namespace MicroCare.Core.Texting;

/// <summary>
/// How many segments a text travels in. When every character is in the GSM 7 bit default alphabet or its extension table: 160 septets, or 153 in each part of a
/// longer one. Otherwise, in UCS-2: 70 UTF-16 units, or 67 in each part. A part never splits an escaped character or a surrogate pair.
/// </summary>
/// <remarks>Alphabet: 3GPP TS 23.038, 6.2.1 and 6.2.1.1. Parts: 3GPP TS 23.040, 9.2.3.24 (a header of six octets in each part).</remarks>
public static class SmsSegments
{
    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
        "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    // Each stands behind an escape, and so counts two.
    private const string Extended = "\f^{}\\[~]|€";

    private static readonly SearchValues<char> Alphabet = SearchValues.Create(Basic + Extended);

    /// <summary>Whether the character is in the GSM alphabet or its extension.</summary>
    public static bool IsGsm(char character) => Alphabet.Contains(character);

    /// <summary>Whether every character is.</summary>
    public static bool IsGsm(string text) => !text.AsSpan().ContainsAnyExcept(Alphabet);

    /// <summary>How many segments; 1 for an empty text.</summary>
    public static int Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsGsm(text)
            ? Parts(text.Select(character => Extended.Contains(character, StringComparison.Ordinal) ? 2 : 1), 160, 153)
            : Parts(text.EnumerateRunes().Select(rune => rune.Utf16SequenceLength), 70, 67);
    }

    private static int Parts(IEnumerable<int> lengths, int alone, int together)
    {
        var units = lengths.ToList();
        if (units.Sum() <= alone)
        {
            return 1;
        }

        var (parts, used) = (1, 0);
        foreach (var unit in units)
        {
            if (used + unit > together)
            {
                (parts, used) = (parts + 1, 0);
            }

            used += unit;
        }

        return parts;
    }
}
