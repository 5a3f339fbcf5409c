using System.Globalization;
using System.Text.RegularExpressions;
using MicroCare.Core.Texting;

namespace MicroCare.Core.Programs.Checking;

/// <summary>Characters that cost a text half its room without need, and links.</summary>
internal static partial class AlphabetCheck
{
    public static void Check(Findings findings)
    {
        foreach (var written in findings.OwnTexts)
        {
            foreach (var (language, variant) in findings.VariantsOf(written.Text))
            {
                CheckCharacters(findings, written, language, variant.Text);
                if (Link().Match(variant.Text) is { Success: true } link)
                {
                    findings.Add(
                        written.Text.Place, $"{written.Where} ({language}) has a link ('{link.Value}'): carriers filter such texts, and patients are told not to trust them. Say it in words.");
                }
            }
        }
    }

    // English needs no letter outside the alphabet; other languages do (á, í, ó, ú), but none of them needs a curly quote or a picture.
    private static void CheckCharacters(Findings findings, WrittenText written, string language, string text)
    {
        foreach (var rune in text.EnumerateRunes().Where(rune => !(rune.IsBmp && SmsSegments.IsGsm((char)rune.Value))).Distinct())
        {
            if (language == "en" || (!System.Text.Rune.IsLetter(rune) && System.Text.Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark))
            {
                findings.Add(
                    written.Text.Place, $"{written.Where} ({language}) has '{rune}' (U+{rune.Value:X4}), which the alphabet of texts lacks: it halves what fits into a segment. Use a plain character.");
            }
        }
    }

    [GeneratedRegex(@"https?:|www\.|\b[a-z0-9-]+\.(com|org|net|gov|edu|info|health|app|io|us|me|ly)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Link();
}
