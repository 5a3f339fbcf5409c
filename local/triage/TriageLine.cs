using System.Text.Json;
using System.Text.Json.Nodes;

namespace MicroCare.Local.Triage;

/// <summary>A line of what is to be read: a plain text, or a JSON object with <c>text</c> and perhaps <c>id</c>.</summary>
/// <param name="Id">The id that was given, a string or a number; the line's number where none was.</param>
/// <param name="Text">The text.</param>
/// <param name="Fault">What is wrong with the line, with its number; null where nothing is. Never a word of the text.</param>
public sealed record TriageLine(JsonNode Id, string Text, string? Fault)
{
    /// <summary>Reads a line, by its number from 1. Whatever begins with a brace is JSON.</summary>
    public static TriageLine Read(string line, int number)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (!line.TrimStart().StartsWith('{'))
        {
            return new TriageLine(number, line.Trim(), null);
        }

        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            return !root.TryGetProperty("text", out var text) || text.ValueKind != JsonValueKind.String ? Faulty(number, "the object has no 'text' that is a string")
                : !root.TryGetProperty("id", out var id) ? new TriageLine(number, text.GetString()!, null)
                : id.ValueKind is JsonValueKind.String or JsonValueKind.Number ? new TriageLine(JsonNode.Parse(id.GetRawText())!, text.GetString()!, null)
                : Faulty(number, "'id' is neither a string nor a number");
        }
        catch (JsonException fault)
        {
            return Faulty(number, $"this stops being JSON at byte {fault.BytePositionInLine + 1}");
        }
        catch (InvalidOperationException)
        {
            return Faulty(number, "the text is no valid Unicode");
        }
    }

    private static TriageLine Faulty(int number, string why) => new(number, "", $"line {number}: {why}.");
}
