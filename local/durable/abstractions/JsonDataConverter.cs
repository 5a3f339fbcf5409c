using System.Text.Json;

namespace Microsoft.DurableTask.Converters;

/// <summary>A <see cref="DataConverter"/> on System.Text.Json; fields are included.</summary>
public class JsonDataConverter : DataConverter
{
    private static readonly JsonSerializerOptions s_defaults = new() { IncludeFields = true };

    private readonly JsonSerializerOptions _options;

    /// <summary>Makes a converter.</summary>
    /// <param name="options">The serializer's options; <c>null</c> takes the default ones, with fields included.</param>
    public JsonDataConverter(JsonSerializerOptions? options = null) => _options = options ?? s_defaults;

    /// <summary>A converter with the default options.</summary>
    public static JsonDataConverter Default { get; } = new();

    /// <inheritdoc/>
    public override string? Serialize(object? value) => value is null ? null : JsonSerializer.Serialize(value, _options);

    /// <inheritdoc/>
    public override object? Deserialize(string? data, Type targetType)
        => data is null ? null : JsonSerializer.Deserialize(data, targetType, _options);
}
