using System.Collections.Immutable;

namespace MicroCare.Core.Programs.Reading;

/// <summary>Reads a text in one language: a string, or variants by level, tone and format, such as <c>plain</c>, <c>plain.direct</c>, <c>standard.warm.brief</c>.</summary>
internal static class VariantReader
{
    public static ImmutableArray<TextVariant> Read(YamlMap texts, string language)
    {
        if (!texts.IsMap(language))
        {
            return texts.Text(language) is { } text ? [TextVariant.ForEverybody(text.Trim()) with { Place = texts.PlaceOf(language) }] : [];
        }

        var variants = ImmutableArray.CreateBuilder<TextVariant>();
        var map = texts.Map(language)!;
        foreach (var key in map.Keys.ToList())
        {
            if (map.Text(key) is { } text && Variant(map, key, text.Trim()) is { } variant)
            {
                variants.Add(variant with { Place = map.PlaceOf(key) });
            }
        }

        if (variants.Count == 0)
        {
            texts.Problem(language, $"'{language}' has no text. Write one, or variants such as 'plain' and 'standard'.");
        }

        return variants.DrainToImmutable();
    }

    private static TextVariant? Variant(YamlMap map, string key, string text)
    {
        var variant = TextVariant.ForEverybody(text);
        foreach (var part in key.Split('.'))
        {
            var next = part switch
            {
                "plain" when variant.Level is null => variant with { Level = ReadingLevel.Plain },
                "standard" when variant.Level is null => variant with { Level = ReadingLevel.Standard },
                "warm" when variant.Tone is null => variant with { Tone = TextTone.Warm },
                "direct" when variant.Tone is null => variant with { Tone = TextTone.Direct },
                "full" when variant.Format is null => variant with { Format = TextFormat.Full },
                "brief" when variant.Format is null => variant with { Format = TextFormat.Brief },
                _ => null,
            };
            if (next is null)
            {
                map.Problem(key, $"'{key}' is no variant. Join a level (plain, standard), a tone (warm, direct) and a format (full, brief) by dots, each at most once.");
                return null;
            }

            variant = next;
        }

        return variant;
    }
}
