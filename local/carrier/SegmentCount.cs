namespace MicroCare.Local.Carriers;

/// <summary>
/// How many segments a text travels in: 160 septets, or 153 in each part, when every character is in GSM 03.38; otherwise 70
/// UTF-16 units, or 67 in each part. A part never splits an escaped character or a surrogate pair (3GPP TS 23.038, 23.040).
/// </summary>
public static class SegmentCount
{
    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
        "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private const string Extension = "\f^{}\\[~]|€";

    /// <summary>1 for an empty text.</summary>
    public static int Of(string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return body.All(character => Basic.Contains(character) || Extension.Contains(character))
            ? Parts(body.Select(character => Extension.Contains(character) ? 2 : 1), 160, 153)
            : Parts(body.EnumerateRunes().Select(rune => rune.Utf16SequenceLength), 70, 67);
    }

    private static int Parts(IEnumerable<int> lengths, int alone, int together)
    {
        var units = lengths.ToList();
        if (units.Sum() <= alone)
            return 1;
        var parts = 1;
        var used = 0;
        foreach (var unit in units)
        {
            if (used + unit > together)
            {
                parts++;
                used = 0;
            }
            used += unit;
        }
        return parts;
    }
}
