using System.Collections.Immutable;

namespace MicroCare.Core.Programs;

/// <summary>Texts with the placeholders <c>{name}</c> (the patient's first name) and <c>{clinic}</c> (the clinic's name), filled in just before sending.</summary>
public static class TextTemplate
{
    /// <summary>The placeholders that a text may use.</summary>
    public static ImmutableArray<string> Known { get; } = ["name", "clinic"];

    /// <summary>The names between braces in that text.</summary>
    public static IEnumerable<string> Placeholders(string text)
    {
        for (var open = text.IndexOf('{', StringComparison.Ordinal); open >= 0; open = text.IndexOf('{', open + 1))
        {
            var close = text.IndexOf('}', open);
            yield return close < 0 ? text[(open + 1)..] : text[(open + 1)..close];
        }
    }

    /// <summary>The text as it is sent.</summary>
    /// <param name="text">The template.</param>
    /// <param name="name">The patient's name; its first word is used.</param>
    /// <param name="clinic">The clinic's name as patients know it.</param>
    public static string Fill(string text, string name, string clinic) => text
        .Replace("{clinic}", clinic, StringComparison.Ordinal)
        .Replace("{name}", name.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries) is [var first, ..] ? first : "", StringComparison.Ordinal);
}
