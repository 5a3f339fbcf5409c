using System.Xml.Linq;
using MicroCare.Core.Programs;
using static MicroCare.Local.Programs.Html;

namespace MicroCare.Local.Programs;

/// <summary>Shows a text in every language and variant, with the segments that each takes.</summary>
internal static class TextTable
{
    /// <summary>A table with one row for each variant of each text.</summary>
    /// <param name="caption">What the texts are, for who does not see the page.</param>
    /// <param name="languages">In which order languages stand.</param>
    /// <param name="texts">The texts, each with what it is for.</param>
    public static XElement Of(string caption, IEnumerable<string> languages, IEnumerable<(string For, LocalizedText Text)> texts) => Tag(
        "table", Class("texts"), Tag("caption", caption),
        Tag("thead", Tag("tr", Column("For"), Column("Language"), Column("Text"), Column("Segments"))),
        Tag("tbody", [.. texts.SelectMany(one => Rows(one.For, one.Text, languages))]));

    /// <summary>Which readers a variant is for.</summary>
    public static string Of(TextVariant variant) =>
        string.Join(", ", new[] { variant.Level?.ToString(), variant.Tone?.ToString(), variant.Format?.ToString() }.OfType<string>()).ToLowerInvariant();

    private static IEnumerable<XElement> Rows(string what, LocalizedText text, IEnumerable<string> languages)
    {
        var variants = languages.Where(text.Languages.Contains).SelectMany(language => text.VariantsIn(language).Select(variant => (Language: language, Variant: variant))).ToList();
        for (var i = 0; i < variants.Count; i++)
        {
            var (language, variant) = variants[i];
            yield return Tag(
                "tr",
                i == 0 ? Tag("th", Attr("scope", "rowgroup"), Attr("rowspan", variants.Count), what) : null,
                Tag("td", $"{language} {Of(variant)}".Trim()),
                Tag("td", Attr("lang", language), variant.Text),
                Tag("td", Class("number"), TextSize.Segments(variant.Text).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }
    }

    private static XElement Column(string name) => Tag("th", Attr("scope", "col"), name);
}
