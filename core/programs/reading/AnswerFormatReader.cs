using System.Collections.Immutable;
using MicroCare.Core.Replies;
using NodaTime;
using YamlDotNet.RepresentationModel;

namespace MicroCare.Core.Programs.Reading;

/// <summary>Reads a question's <c>answer</c>.</summary>
internal sealed class AnswerFormatReader(ReadingContext context)
{
    private const int Highest = 1_000;

    public AnswerFormat? Read(YamlMap question)
    {
        if (question.Map("answer") is not { } map)
        {
            return null;
        }

        var type = map.Text("type");
        AnswerFormat? format = type switch
        {
            null => null,
            "number" => ReadNumber(map),
            "scale" => ReadScale(map),
            "yesno" => new AnswerFormat.YesNo(),
            "choice" => ReadChoice(map),
            "time" => ReadTime(map),
            "text" => new AnswerFormat.FreeText(),
            _ => Unknown(map, type),
        };
        map.RefuseTheRest();
        return format;
    }

    private static AnswerFormat? Unknown(YamlMap map, string type)
    {
        map.Problem("type", $"'{type}' is no answer type. Known: number, scale, yesno, choice, time, text.");
        return null;
    }

    private static AnswerFormat.Number? ReadNumber(YamlMap map)
    {
        var min = map.Whole("min", 0, Highest);
        var max = map.Whole("max", 0, Highest);
        if (min >= max)
        {
            map.Problem("max", "'max' must be greater than 'min'.");
        }

        return min is { } low && max is { } high ? new AnswerFormat.Number(low, high) : null;
    }

    private static AnswerFormat.Time? ReadTime(YamlMap map)
    {
        if (map.Text("after", required: false) is not { } text)
        {
            return new AnswerFormat.Time(LocalTime.Midnight);
        }

        if (TimeWords.TimeOfDay(text) is { } after)
        {
            return new AnswerFormat.Time(after);
        }

        map.Problem("after", $"'{text}' is no time of day. Write it as \"12:00\".");
        return null;
    }

    private AnswerFormat.Scale ReadScale(YamlMap map)
    {
        var points = ImmutableArray.CreateBuilder<ScalePoint>();
        foreach (var point in context.Maps(map, "points", "A point of a scale is a mapping with 'value', 'label' and, if you like, 'words'."))
        {
            var value = point.Whole("value", 0, Highest);
            var label = context.Fixed.Localized(point, "label");
            var words = ReadWords(point);
            point.RefuseTheRest();
            if (points.Any(known => known.Value == value))
            {
                point.Problem("value", $"The value {value} is used twice; give every point its own.");
            }

            if (value is { } number && label is not null)
            {
                points.Add(new ScalePoint(number, label, words));
            }
        }

        if (points.Count < 2)
        {
            map.Problem("points", "A scale needs at least two points.");
        }

        return new AnswerFormat.Scale(points.DrainToImmutable());
    }

    private AnswerFormat.Choice ReadChoice(YamlMap map)
    {
        var options = ImmutableArray.CreateBuilder<ChoiceOption>();
        foreach (var option in context.Maps(map, "options", "An option is a mapping with 'id', 'label' and, if you like, 'words'."))
        {
            var id = option.Text("id");
            var label = context.Fixed.Localized(option, "label");
            var words = ReadWords(option);
            option.RefuseTheRest();
            if (options.Any(known => known.Id == id))
            {
                option.Problem("id", $"The option id '{id}' is used twice; give every option its own.");
            }

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
