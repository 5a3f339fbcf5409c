using System.Text.Json;
using System.Text.Json.Serialization;

namespace MicroCare.Core.Privacy;

/// <summary>
/// Words that a patient wrote or will read. Its <see cref="ToString"/> never shows them, so that no log line, exception message or
/// interpolated string can. Stores keep it encrypted, apart from the rest of a record.
/// </summary>
/// <param name="Words">The words themselves. Ask for them only where they are parsed, sent or encrypted.</param>
[JsonConverter(typeof(PatientTextConverter))]
public sealed record PatientText(string Words)
{
    /// <summary>A fixed phrase and the length; never the words.</summary>
    public override string ToString() => $"[patient text, {Words.Length} characters]";
}

/// <summary>Writes the words as a JSON string.</summary>
public sealed class PatientTextConverter : JsonConverter<PatientText>
{
    /// <inheritdoc />
    public override PatientText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString() ?? "");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, PatientText value, JsonSerializerOptions options) => writer.WriteStringValue(value.Words);
}
