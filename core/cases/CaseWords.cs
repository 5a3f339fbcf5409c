using System.Text.Json;

namespace MicroCare.Core.Cases;

/// <summary>Enumerations as the API writes and reads them: in camel case.</summary>
public static class CaseWords
{
    /// <summary>The value's word.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>The value of that word; null where it is none.</summary>
    public static T? Read<T>(string text)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Of(value) == text)
            {
                return value;
            }
        }

        return null;
    }
}
