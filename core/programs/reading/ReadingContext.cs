using System.Collections.Immutable;
using MicroCare.Core.Instruments;
using MicroCare.Core.Programs.Expressions;
using NodaTime;
using YamlDotNet.RepresentationModel;

namespace MicroCare.Core.Programs.Reading;

/// <summary>What every part of a program's reader needs: where problems go, and what the program declares.</summary>
internal sealed class ReadingContext(ProgramProblems problems, ImmutableArray<string> languages)
{
    public ProgramProblems Problems { get; } = problems;

    public ImmutableArray<string> Languages { get; } = languages;

    public ImmutableDictionary<string, MemoryDeclaration> Memories { get; set; } = ImmutableDictionary<string, MemoryDeclaration>.Empty;

    public IReadOnlyDictionary<string, Instrument> Instruments { get; init; } = new Dictionary<string, Instrument>();

    /// <summary>The names of expressions; an instrument without a total has no score.</summary>
    public Vocabulary Vocabulary => field ??= new Vocabulary(
        Memories, Instruments.Values.Where(instrument => instrument.Scoring is not null).Select(instrument => instrument.Id).ToHashSet(StringComparer.Ordinal), Languages);

    /// <summary>For texts that can come at any moment: they recall only what has a start value.</summary>
    public ReadingContext Anytime => field ??= new(Problems, Languages)
    {
        Memories = Memories.Where(memory => memory.Value.Start is not null).ToImmutableDictionary(StringComparer.Ordinal),
    };

    /// <summary>For texts that become part of another, or are kept in the open: they recall nothing.</summary>
    public ReadingContext Fixed => field ??= new(Problems, Languages);

    /// <summary>A text that every reader of the program can read; null where it is missing or wrong.</summary>
    public LocalizedText? Localized(YamlMap map, string key, bool required = true, params ReadOnlySpan<string> further)
    {
        if (map.Map(key, required) is not { } texts)
        {
            return null;
        }

        var read = new Dictionary<string, ImmutableArray<TextVariant>>(StringComparer.Ordinal);
        foreach (var language in Languages)
        {
            var variants = VariantReader.Read(texts, language);
            foreach (var variant in variants)
            {
                CheckPlaceholders(texts, language, variant.Text, further);
            }

            if (variants.Length > 0)
            {
                read[language] = variants;
            }
        }

        texts.RefuseTheRest();
        return read.Count == Languages.Length && read.Count > 0 ? new LocalizedText(read) { Place = map.PlaceOf(key) } : null;
    }

    /// <summary>A condition; null where it is missing or wrong.</summary>
    public Expression? Condition(YamlMap map, string key, bool required = false) => Expression(map, key, required, ExpressionParser.ParseCondition);

    /// <summary>An expression; null where it is missing or wrong.</summary>
    public Expression? Expression(YamlMap map, string key) => Expression(map, key, required: true, ExpressionParser.Parse);

    /// <summary>A length of time such as <c>90 minutes</c>, <c>3 hours</c>, <c>2 days</c>, <c>1 week</c>; null where it is missing or wrong.</summary>
    public static Duration? Length(YamlMap map, string key, bool required = false)
    {
        if (map.Text(key, required) is not { } text)
        {
            return null;
        }

        if (TimeWords.Length(text) is { } length)
        {
            return length;
        }

        map.Problem(key, $"'{text}' is no length of time. Write it as '90 minutes', '3 hours', '2 days' or '1 week', a year at most.");
        return null;
    }

    /// <summary>The mappings of a list; what is none is a problem.</summary>
    public IEnumerable<YamlMap> Maps(YamlMap map, string key, string what, bool required = true)
    {
        var number = 0;
        foreach (var node in map.List(key, required))
        {
            if (node is YamlMappingNode mapping)
            {
                yield return new YamlMap(mapping, Problems, $"{key}[{number}].");
            }
            else
            {
                Problems.Add(node, what);
            }

            number++;
        }
    }

    private static Expression? Expression(YamlMap map, string key, bool required, Func<string, Vocabulary, Expression> parse, Vocabulary vocabulary)
    {
        if (map.Text(key, required) is not { } text)
        {
            return null;
        }

        try
        {
            return parse(text, vocabulary);
        }
        catch (ExpressionException fault)
        {
            map.Problem(key, fault.Message, fault.Position);
            return null;
        }
    }

    private Expression? Expression(YamlMap map, string key, bool required, Func<string, Vocabulary, Expression> parse) =>
        Expression(map, key, required, parse, Vocabulary);

    private void CheckPlaceholders(YamlMap texts, string language, string text, ReadOnlySpan<string> further)
    {
        foreach (var name in TextTemplate.Placeholders(text))
        {
            if (!TextTemplate.Known.Contains(name, StringComparer.Ordinal) && !further.Contains(name) && !Memories.ContainsKey(name))
            {
                var known = TextTemplate.Known.Concat(further.ToArray()).Concat(Memories.Keys.Order(StringComparer.Ordinal)).Select(known => $"{{{known}}}");
                texts.Problem(language, $"'{{{name}}}' is no placeholder. Known: {string.Join(", ", known)}.");
            }
        }
    }
}
