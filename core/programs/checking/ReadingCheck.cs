using System.Globalization;

namespace MicroCare.Core.Programs.Checking;

/// <summary>
/// Texts that ask for more schooling than their readers may have: at most grade 6 in plain English and grade 8 else, at least an ease of 70 in plain Spanish and 60
/// else. NIH and AMA advise grade 6 to 8 for patients (Weiss BD. Health literacy and patient safety. AMA Foundation 2007).
/// </summary>
internal static class ReadingCheck
{
    // The formulas were made for passages; below some words one long word decides alone.
    private const int FewestWords = 8;
    private const double PlainGrade = 6;
    private const double UsualGrade = 8;
    private const double PlainEase = 70;
    private const double UsualEase = 60;

    public static void Check(Findings findings)
    {
        foreach (var written in findings.OwnTexts)
        {
            foreach (var (language, variant) in findings.VariantsOf(written.Text))
            {
                if (Complaint(language, variant) is { } complaint)
                {
                    findings.Add(written.Text.Place, $"{written.Where} ({language}{(variant.Level is null ? "" : $", {variant.Level}".ToLowerInvariant())}) {complaint} Use shorter words and sentences.");
                }
            }
        }
    }

    private static string? Complaint(string language, TextVariant variant)
    {
        var plain = variant.Level == ReadingLevel.Plain;
        switch (language)
        {
            case "en" when ReadingCounts.Of(variant.Text, EnglishReading.Syllables).Words >= FewestWords:
                var (grade, most) = (EnglishReading.Grade(variant.Text), plain ? PlainGrade : UsualGrade);
                return grade > most ? string.Create(CultureInfo.InvariantCulture, $"reads at grade {grade:0.0}; {most} is the most.") : null;
            case "es" when ReadingCounts.Of(variant.Text, SpanishReading.Syllables).Words >= FewestWords:
                var (ease, least) = (SpanishReading.Ease(variant.Text), plain ? PlainEase : UsualEase);
                return ease < least ? string.Create(CultureInfo.InvariantCulture, $"has a reading ease of {ease:0}; {least} is the least.") : null;
            default:
                return null;
        }
    }
}
