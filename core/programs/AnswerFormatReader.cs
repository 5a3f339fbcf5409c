using System.Collections.Immutable;
using MicroCare.Core.Replies;
using YamlDotNet.RepresentationModel;

namespace MicroCare.Core.Programs;

/// <summary>Reads a step's <c>answer</c>.</summary>
internal sealed class AnswerFormatReader(ProgramProblems problems, Func<YamlMap, string, LocalizedText?> localized)
{
    public AnswerFormat? Read(YamlMap step)
    {
        if (step.Map("answer") is not { } map)
        {
            return null;
        }

        var type = map.Text("type");
        AnswerFormat? format = type switch
        {
            null => null,
            "number" => ReadNumber(map),
            "yesno" => new AnswerFormat.YesNo(),
            "choice" => ReadChoice(map),
            "text" => new AnswerFormat.FreeText(),
            _ => Unknown(map, type),
        };
        map.RefuseTheRest();
        return format;
    }

    private static AnswerFormat? Unknown(YamlMap map, string type)
    {
        map.Problem("type", $"'{type}' is no answer type. Known: number, yesno, choice, text.");
        return null;
    }

    private static AnswerFormat.Number? ReadNumber(YamlMap map)
    {
        var min = map.Whole("min", 0, 1_000);
        var max = map.Whole("max", 0, 1_000);
        if (min >= max)
        {
            map.Problem("max", "'max' must be greater than 'min'.");
        }

        return min is { } low && max is { } high ? new AnswerFormat.Number(low, high) : null;
    }

    private AnswerFormat.Choice ReadChoice(YamlMap map)
    {
        var options = ImmutableArray.CreateBuilder<ChoiceOption>();
        foreach (var node in map.List("options"))
        {
            if (node is not YamlMappingNode mapping)
            {
                problems.Add(node, "An option is a mapping with 'id', 'label' and, if you like, 'words'.");
                continue;
            }

            var option = new YamlMap(mapping, problems, $"options[{options.Count}].");
            var id = option.Text("id");
            var label = localized(option, "label");
            var words = ReadWords(option);
            option.RefuseTheRest();
            if (id is not null && label is not null)
            {
                options.Add(new ChoiceOption(id, label, words));
            }
        }

        if (options.Count is < 2 or > 9)
        {
            map.Problem("options", "A choice needs two to nine options.");
        }

        return new AnswerFormat.Choice(options.DrainToImmutable());
    }

    private static ImmutableDictionary<string, ImmutableArray<string>> ReadWords(YamlMap option)
    {
        var words = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.Ordinal);
        if (option.Map("words", required: false) is { } map)
        {
            foreach (var language in map.Keys.ToList())
            {
                words[language] = [.. map.List(language).OfType<YamlScalarNode>().Select(word => word.Value ?? "").Where(word => word.Length > 0)];
                foreach (var word in words[language].Where(word => Keywords.Find(word) != Keyword.None))
                {
                    map.Problem(language, $"'{word}' means stop, start or help wherever a patient writes it. Choose another word.");
                }
            }

            map.RefuseTheRest();
        }

        return words.ToImmutable();
    }
}
