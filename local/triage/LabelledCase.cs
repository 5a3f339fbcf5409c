using System.Text.Json;
using System.Text.Json.Nodes;
using MicroCare.Core.Triage;

namespace MicroCare.Local.Triage;

/// <summary>A text of which somebody said what it is.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Language">Its language.</param>
/// <param name="Class">What it is.</param>
/// <param name="Text">The text.</param>
/// <param name="OptsOut">Whether it asks for no more texts.</param>
public sealed record LabelledCase(string Id, string Language, TriageClass Class, string Text, bool OptsOut)
{
    /// <summary>The cases of a file of JSON lines with id, lang, class, text and perhaps alsoOptOut. Throws <see cref="InvalidDataException"/> that names the line.</summary>
    public static IReadOnlyList<LabelledCase> ReadFile(string file) =>
        [.. File.ReadLines(file).Index().Where(line => !string.IsNullOrWhiteSpace(line.Item)).Select(line => Read(line.Item, $"{file}, line {line.Index + 1}"))];

    private static LabelledCase Read(string line, string place)
    {
        try
        {
            var node = JsonNode.Parse(line) as JsonObject ?? throw new InvalidDataException($"{place}: write a JSON object.");
            var kind = TriageClasses.Find(Word(node, "class", place))
                ?? throw new InvalidDataException($"{place}: the class is none; use one of {string.Join(", ", Enum.GetValues<TriageClass>().Select(TriageClasses.NameOf))}.");
            return new LabelledCase(
                Word(node, "id", place), Word(node, "lang", place), kind, Word(node, "text", place), kind == TriageClass.OptOut || (bool?)node["alsoOptOut"] == true);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{place}: this is no labelled text. Write id, lang, class and text as strings.");
        }
    }

    private static string Word(JsonObject node, string key, string place) => (string?)node[key] ?? throw new InvalidDataException($"{place}: '{key}' is missing.");
}
