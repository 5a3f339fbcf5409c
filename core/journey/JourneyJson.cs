using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;

namespace MicroCare.Core.Journeys;

/// <summary>The JSON form of states, inputs, facts and effects: camel case, enums as camel-case words, NodaTime values in ISO 8601, nulls left out.</summary>
public static class JourneyJson
{
    /// <summary>The one set of options that stores and tests use.</summary>
    public static JsonSerializerOptions Options { get; } = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            TypeInfoResolver = JourneyJsonContext.Default,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            AllowOutOfOrderMetadataProperties = true,
        };
        options.ConfigureForNodaTime(DateTimeZoneProviders.Tzdb);
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        options.MakeReadOnly();
        return options;
    }
}

/// <summary>Serialization code made at build time for the journey's types.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(JourneyState))]
[JsonSerializable(typeof(JourneyInput))]
[JsonSerializable(typeof(JourneyInput.Enrolled), TypeInfoPropertyName = "InputEnrolled")]
[JsonSerializable(typeof(JourneyInput.TextExpired), TypeInfoPropertyName = "InputTextExpired")]
[JsonSerializable(typeof(JourneyInput.ProfileChanged), TypeInfoPropertyName = "InputProfileChanged")]
[JsonSerializable(typeof(JourneyInput.AnchorMoved), TypeInfoPropertyName = "InputAnchorMoved")]
[JsonSerializable(typeof(JourneyInput.PeopleCalled), TypeInfoPropertyName = "InputPeopleCalled")]
[JsonSerializable(typeof(JourneyInput.StaffWrote), TypeInfoPropertyName = "InputStaffWrote")]
[JsonSerializable(typeof(Memory))]
[JsonSerializable(typeof(Memory.Number), TypeInfoPropertyName = "MemoryNumber")]
[JsonSerializable(typeof(Memory.YesNo), TypeInfoPropertyName = "MemoryYesNo")]
[JsonSerializable(typeof(Memory.Choice), TypeInfoPropertyName = "MemoryChoice")]
[JsonSerializable(typeof(Memory.Time), TypeInfoPropertyName = "MemoryTime")]
[JsonSerializable(typeof(JourneyFact))]
[JsonSerializable(typeof(JourneyEffect))]
internal sealed partial class JourneyJsonContext : JsonSerializerContext;
