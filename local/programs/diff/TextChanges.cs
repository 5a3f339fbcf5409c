using MicroCare.Core.Programs;

namespace MicroCare.Local.Programs;

/// <summary>Compares a text of two versions in every language and variant.</summary>
internal static class TextChanges
{
    /// <summary>What changed; nothing where the text is the same.</summary>
    /// <param name="indent">How deep the lines stand.</param>
    /// <param name="what">What the text is for.</param>
    /// <param name="old">The old text; null where there was none.</param>
    /// <param name="new">The new text; null where there is none.</param>
    public static IEnumerable<ChangeLine> Between(int indent, string what, LocalizedText? old, LocalizedText? @new)
    {
        var before = Variants(old);
        var after = Variants(@new);
        foreach (var name in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
        {
            var (was, isNow) = (before.GetValueOrDefault(name, ""), after.GetValueOrDefault(name, ""));
            if (was != isNow)
            {
                yield return ChangeLine.Of(indent, $"{what} ({name})", was, isNow);
            }
        }
    }

    /// <summary>The text, shown as gone or as new.</summary>
    public static IEnumerable<ChangeLine> Alone(int indent, string what, LocalizedText text, ChangeKind kind) =>
        kind == ChangeKind.Old ? Between(indent, what, text, null) : Between(indent, what, null, text);

    private static Dictionary<string, string> Variants(LocalizedText? text)
    {
        var variants = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var language in text?.Languages ?? [])
        {
            foreach (var variant in text!.VariantsIn(language))
            {
                variants[$"{language} {TextTable.Of(variant)}".Trim()] = variant.Text;
            }
        }

        return variants;
    }
}
