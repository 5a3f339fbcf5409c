using System.Collections.Immutable;
using System.Globalization;
using MicroCare.Core.Programs.Expressions;
using YamlDotNet.RepresentationModel;

namespace MicroCare.Core.Programs.Reading;

/// <summary>Reads <c>memories</c>, and gathers the options of every question that fills a choice, wherever it stands: expressions and recalls need them.</summary>
internal static class MemoryReader
{
    private const int MostMemories = 200;
    private const int MostTexts = 40;

    private static readonly Dictionary<string, MemoryType> Types = new(StringComparer.Ordinal)
    {
        ["number"] = MemoryType.Number,
        ["yesno"] = MemoryType.YesNo,
        ["choice"] = MemoryType.Choice,
        ["text"] = MemoryType.Text,
        ["time"] = MemoryType.Time,
    };

    public static ImmutableDictionary<string, MemoryDeclaration> Read(YamlMap program, YamlMappingNode root, ImmutableArray<string> languages)
    {
        if (program.Map("memories", required: false) is not { } map)
        {
            return ImmutableDictionary<string, MemoryDeclaration>.Empty;
        }

        var memories = new Dictionary<string, MemoryDeclaration>(StringComparer.Ordinal);
        foreach (var name in map.Keys.ToList())
        {
            if (Declaration(map, name) is { } memory)
            {
                memories[name] = memory;
            }
        }

        map.RefuseTheRest();
        if (memories.Count > MostMemories)
        {
            program.Problem("memories", $"A program remembers at most {MostMemories} things; this one has {memories.Count}.");
        }

        if (memories.Values.Count(memory => memory.Type == MemoryType.Text) > MostTexts)
        {
            program.Problem("memories", $"A program remembers patients' own words in at most {MostTexts} memories.");
        }

        Gather(root, memories, languages);
        return memories.ToImmutableDictionary(StringComparer.Ordinal);
    }

    private static MemoryDeclaration? Declaration(YamlMap map, string name)
    {
        var none = ImmutableDictionary<string, LocalizedText>.Empty;
        var detailed = map.IsMap(name) ? map.Map(name) : null;
        var word = detailed is null ? map.Text(name) : detailed.Text("type");
        var start = detailed?.Text("start", required: false);
        detailed?.RefuseTheRest();
        if (!IsName(name))
        {
            map.Problem(name, $"'{name}' cannot name a memory. Use lower-case letters, digits and '_', beginning with a letter, and none of the words of expressions.");
            return null;
        }

        if (word is null || !Types.TryGetValue(word, out var type))
        {
            map.Problem(name, $"'{word}' is no type of a memory. Known: {string.Join(", ", Types.Keys)}.");
            return null;
        }

        if (start is null)
        {
            return new MemoryDeclaration(name, type, null, none);
        }

        Value? value = type switch
        {
            MemoryType.Number when decimal.TryParse(start, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) =>
                Value.Of(number),
            MemoryType.YesNo when start is "yes" or "no" => Value.Of(start == "yes"),
            _ => null,
        };
        if (value is null)
        {
            map.Problem(name, $"'start: {start}' does not fit a {word}. Only a number and a yesno have a start value, such as 0 or no.");
            return null;
        }

        return new MemoryDeclaration(name, type, value, none);
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 40 && char.IsAsciiLetterLower(name[0]) && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
        && !Vocabulary.Reserved.Contains(name);

    private static void Gather(YamlNode node, Dictionary<string, MemoryDeclaration> memories, ImmutableArray<string> languages)
    {
        if (node is YamlSequenceNode list)
        {
            foreach (var child in list)
            {
                Gather(child, memories, languages);
            }
        }
        else if (node is YamlMappingNode map)
        {
            if (map.Children.TryGetValue("as", out var name) && name is YamlScalarNode { Value: { } key }
                && memories.TryGetValue(key, out var memory) && memory.Type == MemoryType.Choice
                && map.Children.TryGetValue("answer", out var answer) && answer is YamlMappingNode format)
            {
                // What is wrong with the options is told where the question is read.
                var unheard = new ReadingContext(new ProgramProblems(""), languages);
                if (new AnswerFormatReader(unheard).Read(new YamlMap(Wrapped(format), unheard.Problems, "")) is AnswerFormat.Choice choice)
                {
                    memories[key] = memory with { Options = memory.Options.SetItems(choice.Options.Select(option => KeyValuePair.Create(option.Id, option.Label))) };
                }
            }

            foreach (var (_, child) in map)
            {
                Gather(child, memories, languages);
            }
        }
    }

    private static YamlMappingNode Wrapped(YamlMappingNode answer) => new(new YamlScalarNode("answer"), answer);
}
