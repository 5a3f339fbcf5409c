using System.Text.Json;
using System.Text.Json.Nodes;
using MicroCare.Core.Enrollment;
using MicroCare.Core.Identity;
using MicroCare.Core.Privacy;

namespace MicroCare.Adapters.DeadLetters;

/// <summary>Finds in a message what is one patient's.</summary>
/// <param name="patient">The patient.</param>
/// <param name="phone">Their number in E.164.</param>
internal sealed class LetterSearch(PatientId patient, PatientText phone)
{
    private readonly string _digits = phone.Words.TrimStart('+');

    /// <summary>
    /// The message without the patient's events: the same one where none is theirs, null where nothing is left. What is no event is theirs when it names their
    /// number or id anywhere: nobody can tell whose it is otherwise.
    /// </summary>
    public PatientText? Without(PatientText body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var node = Parse(body.Words);
        switch (node)
        {
            case JsonArray events:
                var theirs = events.Where(IsTheirs).ToList();
                theirs.ForEach(one => events.Remove(one));
                return theirs.Count == 0 ? body : events.Count == 0 ? null : new PatientText(events.ToJsonString());
            default:
                return node is null ? (Names(body.Words) ? null : body) : IsTheirs(node) ? null : body;
        }
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private bool IsTheirs(JsonNode? node)
    {
        if (node is not JsonObject one || Field(one, "data") is not JsonObject data)
        {
            return node is not null && Names(node.ToJsonString());
        }

        var from = Text(data, "from");
        var tag = Text(data, "tag");
        return from is null && tag is null
            ? Names(one.ToJsonString())
            : IsPhone(from) || IsPhone(Text(data, "to")) || tag?.StartsWith(patient.Value + ".", StringComparison.Ordinal) == true;
    }

    private bool IsPhone(string? text) => UsPhone.FromCarrier(text) == phone.Words;

    // Also with a number's usual dashes, dots, spaces and parentheses left out, and without the country.
    private bool Names(string text) =>
        text.Contains(patient.Value, StringComparison.Ordinal)
        || string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '.' or '(' or ')'))).Contains(_digits.TrimStart('1'), StringComparison.Ordinal);

    private static JsonNode? Field(JsonObject one, string name) =>
        one.FirstOrDefault(property => property.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    private static string? Text(JsonObject one, string name) =>
        Field(one, name) is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
