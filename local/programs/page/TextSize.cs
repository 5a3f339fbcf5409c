using MicroCare.Core.Programs;
using MicroCare.Core.Texting;

namespace MicroCare.Local.Programs;

/// <summary>How long a text becomes once its names and memories are filled in: 10 characters for a name, 20 for a clinic's, 30 for what is remembered.</summary>
internal static class TextSize
{
    /// <summary>How many segments it is then sent in.</summary>
    public static int Segments(string template)
    {
        var text = template;
        foreach (var name in TextTemplate.Placeholders(template).Distinct())
        {
            text = text.Replace($"{{{name}}}", new string('x', name switch { "name" => 10, "clinic" => 20, _ => 30 }), StringComparison.Ordinal);
        }

        return SmsSegments.Of(text);
    }
}
